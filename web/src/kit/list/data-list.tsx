// Rows as a table on a desk and as cards on a phone; sorted and paged by the server, and however many, drawn only where
// the screen is.
import { CaretDownFilled, CaretUpFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, type ReactNode } from 'react';
import { useTexts } from '../i18n';
import { EmptyState, ErrorState, Loading } from '../page';
import { common } from '../texts/common';
import { listTexts } from '../texts/list';
import './list.css';
import { nextSort, type ListState } from './list-state';
import { Rows, type Column, type Selection } from './rows';
import { Tick } from './tick';
import { useColumnWidths } from './use-column-widths';
import type { ListPages } from './use-list';
import { wholeRowsMax } from './use-window';

export type { Column, Selection } from './rows';

// From here on it is worth saying that the list has ended.
const manyRows = 15;

type Props<T> = {
  rows: T[];
  rowKey: (row: T) => string;
  columns: Column<T>[];
  pages: ListPages;
  state?: ListState;
  selection?: Selection | undefined;
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

function Head<T>({ rows, rowKey, columns, state, selection }: Omit<Props<T>, 'pages' | 'empty'>) {
  const text = useTexts(common);
  const words = useTexts(listTexts);
  const chosen = selection ? rows.filter((row) => selection.chosen.has(rowKey(row))).length : 0;
  return (
    <thead>
      <tr>
        {selection && (
          <th className="choice" scope="col">
            <Tick
              label={words.chooseAll}
              isOn={chosen > 0 && chosen === rows.length}
              isPartly={chosen > 0 && chosen < rows.length}
              onTick={() => selection.toggleAll(rows.map(rowKey))}
            />
          </th>
        )}
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
  );
}

export function DataList<T>(props: Props<T>) {
  const { rows, columns, pages, state, empty } = props;
  const text = useTexts(common);
  const table = useRef<HTMLTableElement>(null);
  useColumnWidths(table, columns.map(({ key }) => key).join(), rows.length > wholeRowsMax);

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
      <table
        ref={table}
        className={pages.isPlaceholderData ? 'rows rows-stale' : 'rows'}
        aria-rowcount={rows.length + 1}
      >
        <Head {...props} />
        <Rows {...props} table={table} />
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
