// The rows of a list: of a long one only those that the screen shows, in blocks that come and go as a whole. Blocks that
// stay are neither drawn, laid out nor painted again while the list is scrolled.
import { memo, useEffect, type ReactNode, type RefObject } from 'react';
import { useTexts } from '../i18n';
import { listTexts } from '../texts/list';
import { Tick } from './tick';
import type { ListPages } from './use-list';
import { useWindow } from './use-window';

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

// So near to the end the next page is asked for.
const nearEnd = 40;

type Props<T> = {
  rows: T[];
  rowKey: (row: T) => string;
  columns: Column<T>[];
  selection?: Selection | undefined;
};

function classOf<T>({ align, heading, title }: Column<T>): string | undefined {
  return [align, heading && 'heading', !title && 'tools'].filter(Boolean).join(' ') || undefined;
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
        <td key={column.key} data-label={column.title} className={classOf(column)}>
          {column.render(row)}
        </td>
      ))}
    </tr>
  );
}

const Row = memo(DrawnRow) as typeof DrawnRow;

type BlockProps<T> = Props<T> & { start: number; end: number };

function DrawnBlock<T>({ rows, rowKey, columns, selection, start, end }: BlockProps<T>) {
  return (
    <tbody>
      {rows.slice(start, end).map((row, index) => {
        const id = rowKey(row);
        return (
          <Row
            key={id}
            row={row}
            id={id}
            index={start + index}
            columns={columns}
            isChosen={selection?.chosen.has(id) ?? false}
            toggle={selection?.toggle}
          />
        );
      })}
    </tbody>
  );
}

const Block = memo(DrawnBlock) as typeof DrawnBlock;

function Space({ height, width }: { height: number; width: number }) {
  if (height <= 0) return null;
  return (
    <tbody className="space" aria-hidden>
      <tr>
        <td colSpan={width} style={{ height }} />
      </tr>
    </tbody>
  );
}

// While the list is scrolled nothing else of it is drawn again.
export function Rows<T>({
  table,
  rows,
  rowKey,
  columns,
  pages,
  selection,
}: Props<T> & { table: RefObject<HTMLTableElement | null>; pages: ListPages }) {
  const range = useWindow(table, rows.length);
  const width = columns.length + (selection ? 1 : 0);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  // The first further page is asked for by hand; who has asked reads on without a pause.
  const readsOn = rows.length > nearEnd && range.end > rows.length - nearEnd;
  useEffect(() => {
    if (readsOn && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [readsOn, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <>
      <Space height={range.before} width={width} />
      {range.blocks.map(({ start, end }) => (
        <Block
          key={start}
          rows={rows}
          rowKey={rowKey}
          columns={columns}
          selection={selection}
          start={start}
          end={end}
        />
      ))}
      <Space height={range.after} width={width} />
    </>
  );
}
