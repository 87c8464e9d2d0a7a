// Goal: points of a hundred and parts per million are each other's inverse, and only whole judgements are sent.
import { describe, expect, it } from 'vitest';
import { judgedValues, judgementsOf } from '../judge-form';
import { pointsOf, ppmOf, type Evaluation } from '../use-evaluations';

const evaluation = {
  results: [
    { position: 1, kind: 'on_time', inputs: [{ what: 'PO-1', value_ppm: 500_000 }] },
    { position: 2, kind: 'judged', name: '配合', inputs: [{ what: '随叫随到', value_ppm: 875_000 }] },
    { position: 3, kind: 'judged', name: '技术', inputs: [] },
  ],
} as unknown as Evaluation;

describe('points', () => {
  it('come back as they went', () => {
    for (const points of [0, 0.1, 33.3, 60, 99.9, 100]) expect(Number(pointsOf(ppmOf(points)))).toBe(points);
  });
});

describe('judgements', () => {
  it('begin with what was judged before', () => {
    expect(judgedValues(evaluation)).toEqual({ points_2: 87.5, comment_2: '随叫随到' });
  });
  it('are sent where there are points and a reason', () => {
    const values = {
      points_2: 90,
      comment_2: ' 更好了 ',
      points_3: 50,
      comment_3: ' ',
      points_1: 1,
      comment_1: 'x',
    };
    expect(judgementsOf(evaluation, values)).toEqual([
      { position: 2, value_ppm: 900_000, comment: '更好了' },
    ]);
  });
});
