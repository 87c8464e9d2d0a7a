// Which rows of a long list are on the screen: only those are drawn, the rest is empty space of the same height.
export type Range = { start: number; end: number; before: number; after: number };

// So many rows are passed over at once.
const blockRows = 256;
type Known = { sum: number; known: number };

// Of so many rows the height of all others is learned.
const learnedRows = 40;

// Heights of the rows that were seen; the rest has the mean of the first of them. It does not follow later ones: above the
// screen may lie a hundred thousand rows that nobody saw, and each change of the mean would move what is on it.
export class Heights {
  private readonly rows = new Map<number, number>();
  private readonly blocks: (Known | undefined)[] = [];
  private sum = 0;

  constructor(private estimate: number) {}

  // Whether it tells something new.
  set(index: number, height: number): boolean {
    const before = this.rows.get(index);
    if (before === height) return false;
    this.rows.set(index, height);
    this.sum += height - (before ?? 0);
    if (this.rows.size <= learnedRows) this.estimate = Math.round(this.sum / this.rows.size);
    const block = (this.blocks[Math.floor(index / blockRows)] ??= { sum: 0, known: 0 });
    block.sum += height - (before ?? 0);
    if (before === undefined) block.known += 1;
    return true;
  }
  of(index: number): number {
    return this.rows.get(index) ?? this.estimate;
  }
  // Of all rows from `start` to before `end`.
  between(start: number, end: number): number {
    let sum = 0;
    for (let i = start; i < end;) {
      const isWhole = i % blockRows === 0 && i + blockRows <= end;
      sum += isWhole ? this.ofBlock(i / blockRows) : this.of(i);
      i += isWhole ? blockRows : 1;
    }
    return sum;
  }
  // The row at `offset` from the top of the list, and where it begins; `count` where the list ends above.
  at(offset: number, count: number): { row: number; top: number } {
    let row = 0;
    let top = 0;
    for (let next = this.ofBlock(0); row + blockRows <= count && top + next <= offset;) {
      row += blockRows;
      top += next;
      next = this.ofBlock(row / blockRows);
    }
    while (row < count && top + this.of(row) <= offset) top += this.of(row++);
    return { row, top };
  }
  private ofBlock(index: number): number {
    const { sum, known } = this.blocks[index] ?? { sum: 0, known: 0 };
    return sum + (blockRows - known) * this.estimate;
  }
}

// Rows beyond the screen, above and below it.
export type Spare = { above: number; below: number };

// `offset`: how far the top of the list is above the top of the screen, in pixels; negative where it is below. Answers
// whole blocks of `step` rows. Looks at the rows that it answers and at a block for each 256 of the others.
export function visibleRange(
  count: number,
  heights: Heights,
  offset: number,
  screen: number,
  spare: Spare,
  step = 1,
): Range {
  const first = heights.at(offset, count);
  let { row: start, top } = first;
  let bottom = top;
  let end = start;
  while (end < count && bottom < offset + screen) bottom += heights.of(end++);
  const from = Math.floor(Math.max(0, start - spare.above) / step) * step;
  while (start > from) top -= heights.of(--start);
  end = Math.min(Math.ceil((end + spare.below) / step) * step, count);
  return { start, end, before: Math.max(0, top), after: heights.between(end, count) };
}

export type Block = { start: number; end: number };

// The blocks of `step` rows that a range consists of; the last may be shorter.
export function blocksOf({ start, end }: Block, step: number): Block[] {
  const blocks: Block[] = [];
  for (let at = start; at < end; at += step) blocks.push({ start: at, end: Math.min(at + step, end) });
  return blocks;
}
