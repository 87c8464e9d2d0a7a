// Goal: a person maps columns to fields without giving a field twice, and is told what is missing.
import { describe, expect, it } from 'vitest';
import {
  emptySheet,
  fieldsToChange,
  isImportable,
  missingFields,
  shownOutcomes,
  withMapping,
} from '../list/import-mapping';
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

  it('offers what names a row where rows are changed, and only there', () => {
    const fields = [field('id', { read_only: true }), field('version', { read_only: true }), field('name')];
    const may = () => true;
    const offered = (updates: boolean) =>
      fields.filter((each) => isImportable(each, may, updates)).map(({ name }) => name);
    expect(offered(true)).toEqual(['id', 'version', 'name']);
    expect(offered(false)).toEqual(['name']);
    expect(fieldsToChange(fields, may)).toEqual(['name', 'id', 'version']);
  });

  it('tells what changes before what stays', () => {
    const outcomes = [
      { row: 2, outcome: 'unchanged' as const, fields: [] },
      { row: 3, outcome: 'changed' as const, fields: ['name'] },
      { row: 4, outcome: 'created' as const, fields: [] },
    ];
    expect(shownOutcomes(outcomes).map(({ row }) => row)).toEqual([3, 4, 2]);
    const many = Array.from({ length: 900 }, (_, row) => ({ row, outcome: 'created' as const, fields: [] }));
    expect(shownOutcomes(many)).toHaveLength(500);
  });

  it('makes an empty sheet that spreadsheets open', () => {
    expect(emptySheet(['名称', 'a,"b"'])).toBe('\uFEFF名称,"a,""b"""\r\n');
  });
});
