// Where the operations of a routing stand: in columns by how many come before them at least, the columns folded into
// lines of the page's width; and how the lines between them run. Pure.
export type Step = { number: number; predecessors: readonly number[] };
export type Box = { number: number; x: number; y: number };
export type Edge = { from: number; to: number; path: string };
export type Layout = { boxes: Box[]; edges: Edge[]; width: number; height: number };

export const size = { width: 158, height: 92, gapX: 40, gapY: 16, lineGap: 44, margin: 14 };

// The longest way to each operation; one in a circle, or behind what is not there, begins at 0.
export function levelsOf(steps: readonly Step[]): Map<number, number> {
  const byNumber = new Map(steps.map((step) => [step.number, step]));
  const levels = new Map<number, number>();
  const find = (number: number, open: ReadonlySet<number>): number => {
    const known = levels.get(number);
    if (known !== undefined) return known;
    const before = (byNumber.get(number)?.predecessors ?? []).filter(
      (other) => byNumber.has(other) && !open.has(other),
    );
    const level = Math.max(-1, ...before.map((other) => find(other, new Set([...open, number])))) + 1;
    levels.set(number, level);
    return level;
  };
  for (const { number } of steps) find(number, new Set([number]));
  return levels;
}

export function columnsFor(width: number): number {
  return Math.max(1, Math.floor((width - 2 * size.margin + size.gapX) / (size.width + size.gapX)));
}

function pathOf(from: Box, to: Box, sameLine: boolean): string {
  const [x1, y1] = [from.x + size.width, from.y + size.height / 2];
  const [x2, y2] = [to.x, to.y + size.height / 2];
  if (sameLine) {
    const bend = Math.max(18, (x2 - x1) / 2);
    return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  }
  // Down the right edge, back between the two lines, and in from the left.
  const between = to.y - size.lineGap / 2;
  const [right, left, r] = [x1 + 10, x2 - 10, 6];
  return (
    `M${x1} ${y1}H${right - r}Q${right} ${y1} ${right} ${y1 + r}V${between - r}Q${right} ${between} ${right - r} ${between}` +
    `H${left + r}Q${left} ${between} ${left} ${between + r}V${y2 - r}Q${left} ${y2} ${left + r} ${y2}H${x2}`
  );
}

export function layoutOf(steps: readonly Step[], width: number): Layout {
  const levels = levelsOf(steps);
  const perLine = columnsFor(width);
  const columns = new Map<number, number[]>();
  for (const { number } of [...steps].sort((a, b) => a.number - b.number)) {
    const level = levels.get(number) ?? 0;
    columns.set(level, [...(columns.get(level) ?? []), number]);
  }
  const lines = Math.ceil(columns.size / perLine);
  const boxes = new Map<number, Box>();
  const lineOf = new Map<number, number>();
  let top = size.margin;
  for (let line = 0; line < lines; ++line) {
    const shown = Array.from({ length: perLine }, (_, i) => columns.get(line * perLine + i) ?? []);
    const most = Math.max(1, ...shown.map((column) => column.length));
    const lineHeight = most * size.height + (most - 1) * size.gapY;
    shown.forEach((column, i) => {
      const own = column.length * size.height + (column.length - 1) * size.gapY;
      column.forEach((number, k) => {
        lineOf.set(number, line);
        boxes.set(number, {
          number,
          x: size.margin + i * (size.width + size.gapX),
          y: top + (lineHeight - own) / 2 + k * (size.height + size.gapY),
        });
      });
    });
    top += lineHeight + size.lineGap;
  }
  const edges = steps.flatMap((step) =>
    step.predecessors.flatMap((before): Edge[] => {
      const [from, to] = [boxes.get(before), boxes.get(step.number)];
      if (!from || !to) return [];
      const sameLine = lineOf.get(before) === lineOf.get(step.number);
      return [{ from: before, to: step.number, path: pathOf(from, to, sameLine) }];
    }),
  );
  const used = Math.min(perLine, Math.max(1, columns.size));
  return {
    boxes: [...boxes.values()],
    edges,
    width: 2 * size.margin + used * size.width + (used - 1) * size.gapX,
    height: Math.max(size.height, top - size.lineGap + size.margin),
  };
}
