// Goal: the page tells an inspector what the plan says of his counts, and sends the defects that he has written and no
// others.
import { describe, expect, it } from 'vitest';
import { defectsOf, piecesIn, recentLots, standingOf } from '../verdict';

const plan = { sample_size: 80, accept_number: 2, reject_number: 3 };
const major = { defect_class: 'major' } as const;
const critical = { defect_class: 'critical' } as const;

describe('what a sample says', () => {
  it('is nothing before somebody has looked', () => {
    expect(standingOf(plan, { nonconforming: null, defects: [] })).toBe('open');
  });
  it('turns between Ac and Re', () => {
    expect(standingOf(plan, { nonconforming: 0, defects: [] })).toBe('accept');
    expect(standingOf(plan, { nonconforming: 2, defects: [major] })).toBe('accept');
    expect(standingOf(plan, { nonconforming: 3, defects: [major] })).toBe('reject');
  });
  it('is graver where a piece is dangerous, though the count is small', () => {
    expect(standingOf(plan, { nonconforming: 1, defects: [major, critical] })).toBe('critical');
    expect(standingOf(plan, { nonconforming: 3, defects: [critical] })).toBe('reject');
  });
});

it('counts parts of a piece as a piece', () => {
  expect(piecesIn(2_000)).toBe(2);
  expect(piecesIn(2_001)).toBe(3);
});

describe('defects', () => {
  it('are those with a characteristic; a line left empty is none', () => {
    expect(defectsOf([undefined, {}, { characteristic: '  ' }, { characteristic: ' 孔径 ' }])).toEqual([
      { defect_class: 'major', characteristic: '孔径', pieces: 1, required: null, measured: null },
    ]);
  });
  it('keep what was measured', () => {
    const typed = {
      defect_class: 'minor',
      characteristic: '毛刺',
      pieces: 4,
      required: ' ',
      measured: '0.3 mm',
    } as const;
    expect(defectsOf([typed])[0]).toMatchObject({ pieces: 4, required: null, measured: '0.3 mm' });
  });
});

describe('the last lots of a series', () => {
  it('stand in their order, with those that were not accepted', () => {
    expect(recentLots(0b00010, 7)).toEqual([true, true, true, false, true]);
    expect(recentLots(0b1, 2)).toEqual([true, false]);
    expect(recentLots(0, 0)).toEqual([]);
  });
});
