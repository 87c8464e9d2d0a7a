// Draws only the rows on the screen, whatever scrolls: the page or a frame around the list.
import { useEffect, useRef, useState, type RefObject } from 'react';
import { Heights, visibleRange, type Range } from './window';

const rowHeight = 56;
// Drawn beyond the screen; and so few are left of them when more are drawn.
const spareRows = 12;
const nearRows = 4;
// Shorter lists are drawn whole: finding in the page and printing see every row.
export const wholeRowsMax = 100;

export function useWindow(body: RefObject<HTMLTableSectionElement | null>, count: number): Range {
  const whole = count <= wholeRowsMax;
  const heights = useRef(new Heights(rowHeight));
  const [range, setRange] = useState<Range>({ start: 0, end: wholeRowsMax, before: 0, after: 0 });

  useEffect(() => {
    if (whole) return;
    let frame = 0;
    const look = (isScrolled: boolean) => {
      frame = 0;
      const table = body.current;
      if (!table) return;
      // What was drawn is measured, so that the space for the rest fits it: here, where the page has been laid out, and not
      // as soon as it is drawn, which would have it laid out twice for a frame.
      for (const row of table.querySelectorAll<HTMLElement>('tr[data-index]'))
        heights.current.set(Number(row.dataset.index), row.getBoundingClientRect().height);
      const offset = -table.getBoundingClientRect().top;
      const range = (spare: number) => visibleRange(count, heights.current, offset, innerHeight, spare);
      const near = range(nearRows);
      // A few rows more each time cost more than many now and then: most frames only move what is drawn.
      setRange((now) =>
        isScrolled && now.start <= near.start && now.end >= near.end ? now : range(spareRows),
      );
    };
    const scrolled = () => {
      frame ||= requestAnimationFrame(() => look(true));
    };
    const changed = () => look(false);
    changed();
    // Scrolling does not bubble; on its way down it passes here, from whichever element it comes.
    addEventListener('scroll', scrolled, { capture: true, passive: true });
    addEventListener('resize', changed);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', scrolled, { capture: true });
      removeEventListener('resize', changed);
    };
  }, [body, count, whole]);

  return whole
    ? { start: 0, end: count, before: 0, after: 0 }
    : { ...range, end: Math.min(range.end, count) };
}
