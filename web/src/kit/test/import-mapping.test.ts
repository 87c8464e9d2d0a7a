// Goal: a person maps columns to fields without giving a field twice, and is told what is missing.
import { describe, expect, it } from 'vitest';
import { emptySheet, isImportable, missingFields, withMapping } from '../list/import-mapping';
import type { FieldMeta } from '../meta';

const field = (name: string, more: Partial<FieldMeta> = {}): FieldMeta => ({
  name,
  label: { zh: name, en: name },
  type: 'text',
  ...more,
});

describe('import mapping', () => {
  it('takes a field from the column that held it', () => {
    expect(withMapping(['name', '', 'address'], 1, 'name')).toEqual(['', 'name', 'address']);
    expect(withMapping(['name', '', 'address'], 0, '')).toEqual(['', '', 'address']);
  });

  it('names the needed fields without a column', () => {
    const fields = [field('name', { required: true }), field('area'), field('region', { required: true })];
    expect(missingFields(fields, ['name', '']).map(({ name }) => name)).toEqual(['region']);
  });

  it('offers what a cell can hold and the person may give', () => {
    const may = (permission: string) => permission === 'views.share';
    const offered = [
      field('name'),
      field('id', { read_only: true }),
      field('file_id', { format: 'file' }),
      field('lines', { type: 'list', element: 'nested' }),
      field('kinds', { type: 'list', element: 'choice' }),
      field('shared', { write_permission: 'views.share' }),
      field('secret', { write_permission: 'platform.all' }),
    ].filter((each) => isImportable(each, may));
    expect(offered.map(({ name }) => name)).toEqual(['name', 'kinds', 'shared']);
  });

  it('makes an empty sheet that spreadsheets open', () => {
    expect(emptySheet(['名称', 'a,"b"'])).toBe('\uFEFF名称,"a,""b"""\r\n');
  });
});
