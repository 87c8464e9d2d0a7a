// Goal: the way of a record is read from its events, and from nothing else in them.
import { describe, expect, it } from 'vitest';
import { movesOf } from '../detail/way-taken';

describe('the way of a record', () => {
  it('holds every move once', () => {
    const way = movesOf([
      { data: { status: ['submitted', 'draft'] } },
      { data: { status: ['draft', 'submitted'], status_reason: ['', 'x'] } },
      { data: { status: ['draft', 'submitted'] } },
      { data: { name: ['a', 'b'] } },
      { data: { status: 'draft' } },
      { data: null },
      {},
    ]);
    expect([...way]).toEqual(['submitted>draft', 'draft>submitted']);
  });
});
