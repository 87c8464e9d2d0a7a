// The columns of a long list keep the widths that its first rows give them: other rows, as they are scrolled in, neither
// move the columns nor have the whole table laid out again.
import { useLayoutEffect, type RefObject } from 'react';

// `columns`: which they are; others are measured anew.
export function useColumnWidths(
  table: RefObject<HTMLTableElement | null>,
  columns: string,
  isLong: boolean,
): void {
  useLayoutEffect(() => {
    const element = table.current;
    if (!element || !isLong) return;
    const cells = [...(element.tHead?.rows[0]?.cells ?? [])];
    const widths = cells.map((cell) => cell.getBoundingClientRect().width);
    const whole = widths.reduce((sum, width) => sum + width, 0);
    // On a phone rows are cards without a head.
    if (whole === 0) return;
    element.style.setProperty('table-layout', 'fixed');
    cells.forEach((cell, index) =>
      cell.style.setProperty('width', `${((widths[index] ?? 0) / whole) * 100}%`),
    );
    return () => {
      element.style.removeProperty('table-layout');
      for (const cell of cells) cell.style.removeProperty('width');
    };
  }, [table, columns, isLong]);
}
