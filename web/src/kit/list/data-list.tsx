// Rows as a table on a desk and as cards on a phone; sorted and paged by the server, and however many, drawn only where
// the screen is.
import { CaretDownFilled, CaretUpFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { memo, useEffect, useRef, type ReactNode } from 'react';
import { useTexts } from '../i18n';
import { EmptyState, ErrorState, Loading } from '../page';
import { common } from '../texts/common';
import { listTexts } from '../texts/list';
import './list.css';
import { nextSort, type ListState } from './list-state';
import { Tick } from './tick';
import { useColumnWidths } from './use-column-widths';
import type { ListPages } from './use-list';
import { useWindow, wholeRowsMax } from './use-window';

export type Column<T> = {
  key: string;
  title: string;
  render: (row: T) => ReactNode;
  // The field that the server orders by.
  sort?: string;
  // The card's heading on a phone.
  heading?: boolean;
  align?: 'end';
  // The described fields that it shows, where they are not the one that it is named after.
  fields?: readonly string[];
};

export type Selection = {
  chosen: ReadonlySet<string>;
  toggle: (key: string) => void;
  toggleAll: (keys: readonly string[]) => void;
};

// From here on it is worth saying that the list has ended.
const manyRows = 15;
// So near to the end the next page is asked for.
const nearEnd = 40;

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

function Space({ height, width }: { height: number; width: number }) {
  if (height <= 0) return null;
  return (
    <tr className="space" aria-hidden>
      <td colSpan={width} style={{ height }} />
    </tr>
  );
}

type RowProps<T> = {
  row: T;
  id: string;
  index: number;
  columns: Column<T>[];
  isChosen: boolean;
  toggle: Selection['toggle'] | undefined;
};

function DrawnRow<T>({ row, id, index, columns, isChosen, toggle }: RowProps<T>) {
  const words = useTexts(listTexts);
  return (
    <tr data-index={index} aria-rowindex={index + 2} className={isChosen ? 'chosen' : undefined}>
      {toggle && (
        <td className="choice">
          <Tick label={words.chooseRow(index + 1)} isOn={isChosen} onTick={() => toggle(id)} />
        </td>
      )}
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
  );
}

// While the page is scrolled the rows that stay are not drawn again.
const Row = memo(DrawnRow) as typeof DrawnRow;

export function DataList<T>(props: Props<T>) {
  const { rows, rowKey, columns, pages, state, selection, empty } = props;
  const text = useTexts(common);
  const table = useRef<HTMLTableElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const range = useWindow(body, rows.length);
  const width = columns.length + (selection ? 1 : 0);
  useColumnWidths(table, columns.map(({ key }) => key).join(), rows.length > wholeRowsMax);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  // The first further page is asked for by hand; who has asked reads on without a pause.
  const readsOn = rows.length > nearEnd && range.end > rows.length - nearEnd;
  useEffect(() => {
    if (readsOn && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [readsOn, hasNextPage, isFetchingNextPage, fetchNextPage]);

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
        <tbody ref={body}>
          <Space height={range.before} width={width} />
          {rows.slice(range.start, range.end).map((row, index) => (
            <Row
              key={rowKey(row)}
              row={row}
              id={rowKey(row)}
              index={range.start + index}
              columns={columns}
              isChosen={selection?.chosen.has(rowKey(row)) ?? false}
              toggle={selection?.toggle}
            />
          ))}
          <Space height={range.after} width={width} />
        </tbody>
      </table>
      <div className="rows-end">
        {hasNextPage ? (
          <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            {text.more}
          </Button>
        ) : (
          rows.length >= manyRows && <span className="faint">{text.end(rows.length)}</span>
        )}
      </div>
    </>
  );
}
