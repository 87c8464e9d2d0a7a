// Rows as a table on a desk and as cards on a phone; sorted and paged by the server.
import { CaretDownFilled, CaretUpFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n';
import { EmptyState, ErrorState, Loading } from '../page';
import { common } from '../texts/common';
import { nextSort, type ListState } from './list-state';
import type { ListPages } from './use-list';

export type Column<T> = {
  key: string;
  title: string;
  render: (row: T) => ReactNode;
  // The field that the server orders by.
  sort?: string;
  // The card's heading on a phone.
  heading?: boolean;
  align?: 'end';
};

// From here on it is worth saying that the list has ended.
const manyRows = 15;

type Props<T> = {
  rows: T[];
  rowKey: (row: T) => string;
  columns: Column<T>[];
  pages: ListPages;
  state?: ListState;
  empty: { title: string; text?: string; action?: ReactNode };
};

function SortButton({ title, field, state }: { title: string; field: string; state: ListState }) {
  const direction = state.sort === field ? 'up' : state.sort === `-${field}` ? 'down' : undefined;
  return (
    <button type="button" className="sort" onClick={() => state.set('sort', nextSort(state.sort, field))}>
      {title}
      {direction === 'up' && <CaretUpFilled aria-hidden />}
      {direction === 'down' && <CaretDownFilled aria-hidden />}
    </button>
  );
}

function ariaSort<T>(column: Column<T>, state: ListState | undefined) {
  if (!column.sort || !state) return undefined;
  if (state.sort === column.sort) return 'ascending';
  if (state.sort === `-${column.sort}`) return 'descending';
  return 'none';
}

export function DataList<T>({ rows, rowKey, columns, pages, state, empty }: Props<T>) {
  const text = useTexts(common);
  if (pages.isPending) return <Loading lines={6} />;
  if (pages.isError && rows.length === 0)
    return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />;
  if (rows.length === 0) {
    if (!state?.narrowed) return <EmptyState {...empty} />;
    const clear = <Button onClick={state.clear}>{text.clearFilters}</Button>;
    return <EmptyState title={text.emptySearch} text={text.emptySearchHint} action={clear} />;
  }
  return (
    <>
      <table className={pages.isPlaceholderData ? 'rows rows-stale' : 'rows'}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} className={column.align} aria-sort={ariaSort(column, state)} scope="col">
                {column.sort && state ? (
                  <SortButton title={column.title} field={column.sort} state={state} />
                ) : (
                  column.title || <span className="visually-hidden">{text.tools}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  data-label={column.title}
                  className={[column.align, column.heading && 'heading', !column.title && 'tools']
                    .filter(Boolean)
                    .join(' ')}
                >
                  {column.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="rows-end">
        {pages.hasNextPage ? (
          <Button onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
            {text.more}
          </Button>
        ) : (
          rows.length >= manyRows && <span className="faint">{text.end(rows.length)}</span>
        )}
      </div>
    </>
  );
}
