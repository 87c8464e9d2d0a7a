// Goal: every state and every move of a table is in the drawing, within its bounds, and no two boxes lie on each other.
import { describe, expect, it } from 'vitest';
import { boxHeight, boxWidth, layoutOf } from '../detail/state-layout';
import type { StateTable } from '../meta';

const choice = (name: string) => ({ name, label: { zh: name, en: name } });
const move = (from: string, action: string, to: string) => ({
  from,
  action,
  to,
  permission: 'x',
  by_platform: false,
});
const table: StateTable = {
  states: ['draft', 'submitted', 'verified', 'rejected', 'expired', 'revoked'].map(choice),
  actions: ['submit', 'withdraw', 'lapse', 'verify', 'reject', 'revise', 'expire', 'revoke'].map(choice),
  transitions: [
    move('draft', 'submit', 'submitted'),
    move('submitted', 'withdraw', 'draft'),
    move('submitted', 'lapse', 'draft'),
    move('submitted', 'verify', 'verified'),
    move('submitted', 'reject', 'rejected'),
    move('rejected', 'revise', 'draft'),
    move('verified', 'expire', 'expired'),
    move('verified', 'revoke', 'revoked'),
    move('expired', 'revoke', 'revoked'),
  ],
};

describe('layoutOf', () => {
  const { boxes, arrows, width, height } = layoutOf(table);

  it('holds every state once, apart from the others and within the drawing', () => {
    expect(boxes.map(({ name }) => name)).toEqual(table.states.map(({ name }) => name));
    for (const a of boxes) {
      expect(a.x + boxWidth).toBeLessThanOrEqual(width);
      expect(a.y + boxHeight).toBeLessThanOrEqual(height);
      for (const b of boxes)
        if (a !== b)
          expect(a.x === b.x && Math.abs(a.y - b.y) < boxHeight + 8, `${a.name} ${b.name}`).toBe(false);
    }
  });

  it('goes forward in columns and shares an arrow between two states', () => {
    const x = (name: string) => boxes.find((box) => box.name === name)?.x ?? -1;
    expect(x('draft')).toBeLessThan(x('submitted'));
    expect(x('submitted')).toBeLessThan(x('verified'));
    expect(x('verified')).toBe(x('rejected'));
    expect(arrows.flatMap(({ actions }) => actions).sort()).toEqual(
      table.transitions.map((row) => row.action).sort(),
    );
    expect(arrows.find((arrow) => arrow.from === 'submitted' && arrow.to === 'draft')?.actions).toEqual([
      'withdraw',
      'lapse',
    ]);
    for (const { label } of arrows) expect(label.y).toBeLessThan(height);
  });

  it('draws a table without moves, and an empty one', () => {
    expect(layoutOf({ states: [choice('a'), choice('b')], actions: [], transitions: [] }).boxes).toHaveLength(
      2,
    );
    expect(layoutOf({ states: [], actions: [], transitions: [] })).toMatchObject({ boxes: [], arrows: [] });
  });
});
