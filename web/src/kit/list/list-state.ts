// What a list shows is in the page's address: it survives a reload, can be sent to a colleague, and goes back with Back.
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';

// A field with several values: either of them.
export type ListQuery = Record<string, string | readonly string[] | undefined>;

export type ListState = {
  q: string;
  sort: string | undefined;
  filters: Record<string, string>;
  // Which columns, in which order; undefined: as the page has them.
  columns: string[] | undefined;
  // Whether anything narrows the list.
  narrowed: boolean;
  query: ListQuery;
  // All of it as one text, "q=…&sort=…", and back.
  text: string;
  restore: (text: string) => void;
  set: (name: string, value: string | undefined) => void;
  clear: () => void;
};

export function queryOf(
  params: URLSearchParams,
  filterNames: readonly string[],
  sortDefault: string | undefined,
) {
  const q = params.get('q') ?? '';
  const sort = params.get('sort') ?? sortDefault;
  const columns = params.get('columns')?.split(',').filter(Boolean);
  const filters: Record<string, string> = {};
  for (const name of filterNames) {
    const value = params.get(name);
    if (value) filters[name] = value;
  }
  const query = { ...filters, ...(q ? { q } : {}), ...(sort ? { sort } : {}) };
  return { q, sort, columns, filters, query };
}

export function withParam(params: URLSearchParams, name: string, value: string | undefined): URLSearchParams {
  const next = new URLSearchParams(params);
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}

// The list's own part of an address; the rest of it is the page's.
export function listPart(params: URLSearchParams, names: readonly string[]): string {
  const part = new URLSearchParams();
  for (const name of names) {
    const value = params.get(name);
    if (value) part.set(name, value);
  }
  return part.toString();
}

export function withListPart(
  params: URLSearchParams,
  names: readonly string[],
  text: string,
): URLSearchParams {
  const given = new URLSearchParams(text);
  return names.reduce((left, name) => withParam(left, name, given.get(name) ?? undefined), params);
}

export function useListState(filterNames: readonly string[] = [], sortDefault?: string): ListState {
  const [params, setParams] = useSearchParams();
  const names = filterNames.join(' ');
  return useMemo(() => {
    const filterList = names ? names.split(' ') : [];
    const own = ['q', 'sort', 'columns', ...filterList];
    const read = queryOf(params, filterList, sortDefault);
    return {
      ...read,
      narrowed: read.q !== '' || Object.keys(read.filters).length > 0,
      text: listPart(params, own),
      restore: (text) => setParams((before) => withListPart(before, own, text)),
      set: (name, value) => setParams((before) => withParam(before, name, value), { replace: true }),
      clear: () =>
        setParams(
          (before) => ['q', ...filterList].reduce((left, name) => withParam(left, name, undefined), before),
          { replace: true },
        ),
    };
  }, [params, setParams, names, sortDefault]);
}

// A click on a column: ascending, then descending, then as before.
export function nextSort(current: string | undefined, field: string): string | undefined {
  if (current === field) return `-${field}`;
  if (current === `-${field}`) return undefined;
  return field;
}
