// Goal: a downloaded file gets the name that the server gave it, in either form.
import { describe, expect, it } from 'vitest';
import { fileNameOf } from '../api/transfer';

describe('fileNameOf', () => {
  it('prefers the name in UTF-8', () => {
    expect(fileNameOf(`attachment; filename="__.csv"; filename*=UTF-8''%E5%8E%82%E5%8C%BA.csv`)).toBe(
      '厂区.csv',
    );
    expect(fileNameOf('attachment; filename="site.csv"')).toBe('site.csv');
    expect(fileNameOf("attachment; filename*=UTF-8''%zz")).toBeUndefined();
    expect(fileNameOf('attachment')).toBeUndefined();
  });
});
