// Draws only the rows on the screen, whatever scrolls: the page or a frame around the list.
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { blocksOf, Heights, visibleRange, type Block, type Range } from './window';

const rowHeight = 56;
// So many rows come and go together.
const blockRows = 8;
// Drawn beyond the screen where the list moves to and where it comes from; and so few are left of them when more are drawn.
const spare = { ahead: 12, behind: 4 };
const near = { ahead: 8, behind: 0 };
// Shorter lists are drawn whole: finding in the page and printing see every row.
export const wholeRowsMax = 100;
const atFirst: Range = { start: 0, end: 12 * blockRows, before: 0, after: 0 };
// So long after the last step the list rests.
const restMs = 120;

export function useWindow(
  table: RefObject<HTMLTableElement | null>,
  count: number,
): Range & { blocks: Block[] } {
  const whole = count <= wholeRowsMax;
  const heights = useRef(new Heights(rowHeight));
  const drawn = useRef<Range>(atFirst);
  const [range, setRange] = useState<Range>(atFirst);

  useEffect(() => {
    if (whole) return;
    let frame = 0;
    let resting = 0;
    let isMeasured = false;
    let offset = 0;
    let isDownward = true;
    const rangeWith = ({ ahead, behind }: typeof spare, step?: number) => {
      const beyond = isDownward ? { above: behind, below: ahead } : { above: ahead, below: behind };
      return visibleRange(count, heights.current, offset, innerHeight, beyond, step);
    };
    // What was drawn is measured, so that the space for the rest fits it: here, where the page has been laid out, and not
    // as soon as it is drawn, which would have it laid out twice for a frame.
    const measure = (rows: Iterable<HTMLElement>) => {
      for (const row of rows)
        heights.current.set(Number(row.dataset.index), row.getBoundingClientRect().height);
      isMeasured = true;
    };
    // What is to be drawn where it is something else than now.
    const look = (isScrolled: boolean): Range | undefined => {
      const first = table.current?.tBodies[0];
      if (!table.current || !first) return;
      if (!isMeasured) measure(table.current.querySelectorAll<HTMLElement>('tr[data-index]'));
      const before = offset;
      offset = -first.getBoundingClientRect().top;
      if (offset !== before) isDownward = offset > before;
      // A few rows more each time cost more than many now and then: most frames only move what is drawn.
      const needed = rangeWith(near);
      const { start, end } = drawn.current;
      if (isScrolled && start <= needed.start && end >= needed.end) return;
      drawn.current = rangeWith(spare, blockRows);
      isMeasured = false;
      return drawn.current;
    };
    const move = () => {
      frame = 0;
      const next = look(true);
      // At once, so that the rows are there in the frame that they are scrolled into.
      if (next) flushSync(() => setRange(next));
    };
    const rest = () => table.current?.removeAttribute('data-moving');
    const scrolled = () => {
      frame ||= requestAnimationFrame(move);
      table.current?.setAttribute('data-moving', '');
      clearTimeout(resting);
      resting = window.setTimeout(rest, restMs);
    };
    const changed = () => {
      isMeasured = false;
      const next = look(false);
      if (next) setRange(next);
    };
    changed();
    // Scrolling does not bubble; on its way down it passes here, from whichever element it comes.
    addEventListener('scroll', scrolled, { capture: true, passive: true });
    addEventListener('resize', changed);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(resting);
      removeEventListener('scroll', scrolled, { capture: true });
      removeEventListener('resize', changed);
    };
  }, [table, count, whole]);

  return useMemo(() => {
    if (whole) return { start: 0, end: count, before: 0, after: 0, blocks: [{ start: 0, end: count }] };
    const end = Math.min(range.end, count);
    return { ...range, end, blocks: blocksOf({ start: range.start, end }, blockRows) };
  }, [whole, count, range]);
}
