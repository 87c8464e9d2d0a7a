// Where the boxes and arrows of a state table stand: states in columns by how many moves away from the first they are,
// moves back below. Pure.
import type { StateTable } from '../meta';

export type Box = { name: string; x: number; y: number };
export type Arrow = {
  from: string;
  to: string;
  actions: string[];
  path: string;
  label: { x: number; y: number };
};
export type Layout = { boxes: Box[]; arrows: Arrow[]; width: number; height: number };

export const boxWidth = 116;
export const boxHeight = 44;
const columnGap = 132;
const rowGap = 52;
const margin = 16;
const bendBack = 46;

// The fewest moves from the first state; states that nothing leads to stand in the first column.
function columnsOf(table: StateTable): Map<string, number> {
  const column = new Map<string, number>();
  const first = table.states[0]?.name;
  if (first === undefined) return column;
  column.set(first, 0);
  const queue = [first];
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    for (const { from, to } of table.transitions) {
      if (from !== state || column.has(to)) continue;
      column.set(to, (column.get(from) ?? 0) + 1);
      queue.push(to);
    }
  }
  for (const { name } of table.states) if (!column.has(name)) column.set(name, 0);
  return column;
}

// Moves between the same two states share an arrow.
function movesOf(table: StateTable): { from: string; to: string; actions: string[] }[] {
  const moves = new Map<string, { from: string; to: string; actions: string[] }>();
  for (const { from, to, action } of table.transitions) {
    const key = `${from}>${to}`;
    const move = moves.get(key) ?? { from, to, actions: [] };
    move.actions.push(action);
    moves.set(key, move);
  }
  return [...moves.values()];
}

export function layoutOf(table: StateTable): Layout {
  const column = columnsOf(table);
  const rows = new Map<number, number>();
  const boxes: Box[] = table.states.map(({ name }) => {
    const at = column.get(name) ?? 0;
    const row = rows.get(at) ?? 0;
    rows.set(at, row + 1);
    return { name, x: margin + at * (boxWidth + columnGap), y: margin + row * (boxHeight + rowGap) };
  });
  const boxOf = new Map(boxes.map((box) => [box.name, box]));
  const bottom = Math.max(0, ...boxes.map((box) => box.y + boxHeight));
  let lanes = 0;
  const arrows = movesOf(table).flatMap((move): Arrow[] => {
    const from = boxOf.get(move.from);
    const to = boxOf.get(move.to);
    if (!from || !to) return [];
    const middle = (box: Box) => box.y + boxHeight / 2;
    if (to.x > from.x) {
      const start = from.x + boxWidth;
      const x = (start + to.x) / 2;
      return [
        {
          ...move,
          path: `M${start} ${middle(from)} C${x} ${middle(from)} ${x} ${middle(to)} ${to.x} ${middle(to)}`,
          label: { x, y: (middle(from) + middle(to)) / 2 - 8 },
        },
      ];
    }
    if (to.x === from.x) {
      const x = from.x + boxWidth / 2;
      const [start, end] = to.y > from.y ? [from.y + boxHeight, to.y] : [from.y, to.y + boxHeight];
      return [
        { ...move, path: `M${x} ${start} L${x} ${end}`, label: { x: x + 8, y: (start + end) / 2 + 4 } },
      ];
    }
    // Back: down below everything and up again, each in a lane of its own.
    const lane = bottom + bendBack / 2 + lanes * bendBack;
    lanes += 1;
    const start = from.x + boxWidth / 2;
    const end = to.x + boxWidth / 2;
    const bend = 10;
    return [
      {
        ...move,
        path:
          `M${start} ${from.y + boxHeight} V${lane - bend} Q${start} ${lane} ${start - bend} ${lane} ` +
          `H${end + bend} Q${end} ${lane} ${end} ${lane - bend} V${to.y + boxHeight}`,
        label: { x: (start + end) / 2, y: lane - 8 },
      },
    ];
  });
  return {
    boxes,
    arrows,
    width: Math.max(0, ...boxes.map((box) => box.x + boxWidth)) + margin,
    height: bottom + margin + lanes * bendBack,
  };
}
