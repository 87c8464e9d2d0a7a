// The columns of a list: those that the page makes by hand, and one for every other described field, which a person may
// add. Which are shown, and in which order, is in the address and kept in this browser.
import { createElement, useMemo, useState } from 'react';
import { FieldValue } from '../field-value';
import { labelIn, useLanguage, type Language } from '../i18n';
import type { EntityMeta, FieldMeta } from '../meta';
import type { Column } from './data-list';
import type { ListState } from './list-state';

const storagePrefix = 'dengyun.columns.';
const housekeeping = new Set(['id', 'organisation_id', 'version']);
// Too long for a cell, or nothing to read.
const unfit = new Set(['json', 'password']);

function valueOf(row: unknown, name: string): unknown {
  return (row as Record<string, unknown>)[name];
}

export function describedColumn<T>(field: FieldMeta, language: Language): Column<T> {
  const number = field.type === 'integer' || field.type === 'real';
  return {
    key: field.name,
    title: labelIn(field.label, language),
    ...(field.sortable ? { sort: field.name } : {}),
    ...(number ? { align: 'end' as const } : {}),
    render: (row) => createElement(FieldValue, { field, value: valueOf(row, field.name) }),
  };
}

export function fieldsOf<T>(column: Column<T>): readonly string[] {
  return column.fields ?? [column.key];
}

// The page's own first, then the described fields that none of them shows.
export function allColumns<T>(
  own: readonly Column<T>[],
  entity: EntityMeta | undefined,
  language: Language,
): Column<T>[] {
  const covered = new Set(own.flatMap(fieldsOf));
  const further = (entity?.fields ?? []).filter(
    (field) => !covered.has(field.name) && !housekeeping.has(field.name) && !unfit.has(field.format ?? ''),
  );
  return [...own, ...further.map((field) => describedColumn<T>(field, language))];
}

// The chosen ones in their order; names of columns that are gone are passed over. Never none.
export function shownColumns<T>(
  all: readonly Column<T>[],
  chosen: readonly string[] | undefined,
  usual: readonly string[],
): Column<T>[] {
  const pick = (keys: readonly string[]) =>
    keys.flatMap((key) => all.find((column) => column.key === key) ?? []);
  const picked = chosen ? pick(chosen) : [];
  return picked.length > 0 ? picked : pick(usual);
}

function kept(list: string): string[] | undefined {
  return localStorage
    .getItem(storagePrefix + list)
    ?.split(',')
    .filter(Boolean);
}

export function useColumns<T>(
  list: string,
  own: readonly Column<T>[],
  entity: EntityMeta | undefined,
  state: ListState,
) {
  const { language } = useLanguage();
  const [stored, setStored] = useState(() => kept(list));
  const all = useMemo(() => allColumns(own, entity, language), [own, entity, language]);
  const usual = own.map((column) => column.key);
  const shown = shownColumns(all, state.columns ?? stored, usual);
  const choose = (keys: readonly string[] | undefined) => {
    if (keys) localStorage.setItem(storagePrefix + list, keys.join(','));
    else localStorage.removeItem(storagePrefix + list);
    setStored(keys ? [...keys] : undefined);
    state.set('columns', keys?.join(','));
  };
  return { all, shown, choose };
}
