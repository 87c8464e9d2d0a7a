// The columns of a long list keep the widths that its first rows give them: other rows, as they are scrolled in, neither
// move the columns nor have the whole table laid out again.
import { useLayoutEffect, useState, type RefObject } from 'react';

// `columns`: which they are; others are measured anew. Absent: the browser divides the width by what is in the rows.
export function useColumnWidths(
  table: RefObject<HTMLTableElement | null>,
  columns: string,
  isLong: boolean,
): readonly string[] | undefined {
  const [held, setHeld] = useState<{ columns: string; widths: readonly string[] }>();
  const isHeld = held?.columns === columns;
  useLayoutEffect(() => {
    if (!isLong || isHeld) return;
    const cells = [...(table.current?.tHead?.rows[0]?.cells ?? [])].map(
      (cell) => cell.getBoundingClientRect().width,
    );
    const whole = cells.reduce((sum, width) => sum + width, 0);
    // On a phone rows are cards without a head.
    if (whole > 0)
      setHeld({ columns, widths: cells.map((width) => `${((width / whole) * 100).toFixed(3)}%`) });
  }, [table, columns, isLong, isHeld]);
  return isLong && isHeld ? held.widths : undefined;
}
