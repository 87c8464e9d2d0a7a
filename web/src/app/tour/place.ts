// Where the card of a tour stands beside what it speaks of. Pure.
export type Box = { left: number; top: number; width: number; height: number };
export type Size = { width: number; height: number };

const card: Size = { width: 360, height: 230 };
const gap = 16;

function within(value: number, max: number): number {
  return Math.max(gap, Math.min(value, max));
}

// To the right where there is room, else below, else above, else over it; always on the screen.
export function placed(box: Box, screen: Size): { left: number; top: number; width: number } {
  const width = Math.min(card.width, screen.width - 2 * gap);
  const leftMax = screen.width - width - gap;
  const topMax = screen.height - card.height - gap;
  const right = box.left + box.width + gap;
  if (right <= leftMax) return { left: right, top: within(box.top, topMax), width };
  const left = within(box.left + box.width - width, leftMax);
  const below = box.top + box.height + gap;
  if (below <= topMax) return { left, top: below, width };
  return { left, top: within(box.top - card.height - gap, topMax), width };
}
