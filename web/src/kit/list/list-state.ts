// What a list shows is in the page's address: it survives a reload, can be sent to a colleague, and goes back with Back.
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';

export type ListQuery = Record<string, string | undefined>;

export type ListState = {
  q: string;
  sort: string | undefined;
  filters: Record<string, string>;
  // Whether anything narrows the list.
  narrowed: boolean;
  query: ListQuery;
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
  const filters: Record<string, string> = {};
  for (const name of filterNames) {
    const value = params.get(name);
    if (value) filters[name] = value;
  }
  return { q, sort, filters, query: { ...filters, ...(q ? { q } : {}), ...(sort ? { sort } : {}) } };
}

export function withParam(params: URLSearchParams, name: string, value: string | undefined): URLSearchParams {
  const next = new URLSearchParams(params);
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}

export function useListState(filterNames: readonly string[] = [], sortDefault?: string): ListState {
  const [params, setParams] = useSearchParams();
  const names = filterNames.join(' ');
  return useMemo(() => {
    const read = queryOf(params, names ? names.split(' ') : [], sortDefault);
    return {
      ...read,
      narrowed: read.q !== '' || Object.keys(read.filters).length > 0,
      set: (name, value) => setParams((before) => withParam(before, name, value), { replace: true }),
      clear: () =>
        setParams(
          (before) =>
            ['q', ...(names ? names.split(' ') : [])].reduce(
              (left, name) => withParam(left, name, undefined),
              before,
            ),
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
