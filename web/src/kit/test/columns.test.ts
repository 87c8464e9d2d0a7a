// Goal: a list shows the page's columns and offers every other described field once; what a person chose is kept in its
// order, and a column that is gone does no harm.
import { describe, expect, it } from 'vitest';
import { moved } from '../list/column-choice';
import { allColumns, fieldsOf, shownColumns } from '../list/columns';
import type { Column } from '../list/data-list';
import type { EntityMeta, FieldMeta } from '../meta';

const field = (name: string, more: Partial<FieldMeta> = {}): FieldMeta => ({
  name,
  label: { zh: name, en: name },
  type: 'text',
  ...more,
});
const entity: EntityMeta = {
  name: 'site',
  label: { zh: '厂区', en: 'Site' },
  fields: [
    field('id'),
    field('version'),
    field('name', { sortable: true }),
    field('area_m2', { type: 'integer' }),
    field('note', { format: 'json' }),
    field('address'),
  ],
};
const own: Column<object>[] = [{ key: 'title', title: '名称', fields: ['name'], render: () => null }];
const keys = (columns: Column<object>[]) => columns.map((column) => column.key);

describe('columns', () => {
  it('offers each described field that no own column shows', () => {
    const all = allColumns(own, entity, 'zh');
    expect(keys(all)).toEqual(['title', 'area_m2', 'address']);
    expect(all.find((column) => column.key === 'area_m2')?.align).toBe('end');
    expect(all.flatMap(fieldsOf)).toEqual(['name', 'area_m2', 'address']);
    expect(keys(allColumns(own, undefined, 'zh'))).toEqual(['title']);
  });

  it('shows the chosen ones in their order, never none', () => {
    const all = allColumns(own, entity, 'zh');
    expect(keys(shownColumns(all, undefined, ['title']))).toEqual(['title']);
    expect(keys(shownColumns(all, ['address', 'gone', 'title'], ['title']))).toEqual(['address', 'title']);
    expect(keys(shownColumns(all, ['gone'], ['title']))).toEqual(['title']);
  });

  it('moves a column past its neighbour', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
  });
});
