// Goal: what is left empty is not given to a machine; stages rise to all devices or are refused; a share never says more
// than there is.
import { expect, test } from 'vitest';
import { stagesOf } from '../campaign-form';
import { shareOf } from '../campaign-page';
import { givenOf } from '../parameter-form';

test('what is left empty is not given', () => {
  expect(givenOf({ a: 0, b: false, c: '', d: null, e: 'G54', f: undefined })).toEqual({
    a: 0,
    b: false,
    e: 'G54',
  });
  expect(givenOf(undefined)).toEqual({});
});

test('stages rise to all devices', () => {
  expect(stagesOf('1, 10，100')).toEqual([1, 10, 100]);
  expect(stagesOf('100')).toEqual([100]);
  for (const text of ['', '10, 5, 100', '10, 50', '1.5, 100', 'x, 100', '50, 100, 100'])
    expect(stagesOf(text)).toBeNull();
});

test('a share is rounded down', () => {
  expect(shareOf(2, 3)).toBe(66);
  expect(shareOf(3, 3)).toBe(100);
  expect(shareOf(0, 0)).toBe(0);
});
