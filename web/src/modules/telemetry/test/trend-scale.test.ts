// Goal: zooming keeps the moment under the pointer and stays within a year's scale to a second's; ticks are round; lines
// break where nothing was heard.
import { describe, expect, it } from 'vitest';
import { nearest, pathsOf, scaleOf, shifted, ticksOf, windowOf, windows, zoomed } from '../trend-scale';

const hour = 3_600_000;

describe('ranges', () => {
  it('zoom around a moment', () => {
    const range = { from: 0, to: 4 * hour };
    expect(zoomed(range, 0.25, 0.5)).toEqual({ from: hour / 2, to: 2.5 * hour });
    expect(zoomed(range, 0, 2)).toEqual({ from: 0, to: 8 * hour });
  });
  it('never get narrower than half a second nor wider than ten years', () => {
    let range = { from: 1_000_000_000_000, to: 1_000_000_001_000 };
    for (let i = 0; i < 50; i += 1) range = zoomed(range, 0.5, 0.5);
    expect(range.to - range.from).toBe(500);
    for (let i = 0; i < 90; i += 1) range = zoomed(range, 0.5, 2);
    expect(range.to - range.from).toBe(10 * 365 * 24 * hour);
  });
  it('move by their width, and know which window they are', () => {
    expect(shifted({ from: 100, to: 200 }, -0.5)).toEqual({ from: 50, to: 150 });
    for (const { name, ms } of windows) expect(windowOf({ from: 7, to: 7 + ms })).toBe(name);
  });
});

describe('ticks', () => {
  it('stand on round times of the clock', () => {
    const midnight = Date.parse('2026-03-01T00:00:00+08:00');
    expect(ticksOf({ from: midnight, to: midnight + 24 * hour }, 6, 8 * hour)).toEqual(
      [0, 4, 8, 12, 16, 20, 24].map((h) => midnight + h * hour),
    );
  });
  it('are bounded in every window', () => {
    for (const { ms } of windows)
      expect(ticksOf({ from: 12_345, to: 12_345 + ms }, 6, 8 * hour).length).toBeLessThanOrEqual(7);
  });
});

const series = (from_ms: number[], value = 5) => ({
  point: 'p',
  label: 'p',
  unit: '',
  kind: 'gauge' as const,
  from_ms,
  min: from_ms.map(() => value - 1),
  max: from_ms.map(() => value + 1),
  mean: from_ms.map(() => value),
  increase: [],
});

describe('pictures', () => {
  it('show all there is, and a flat line in the middle', () => {
    expect(scaleOf([])).toBeNull();
    const scale = scaleOf([{ min: [10], max: [10] }]);
    expect((scale?.low ?? 0) + (scale?.high ?? 0)).toBe(20);
    expect(scaleOf([{ min: [0, -4], max: [2, 6] }])).toEqual({ low: -5, high: 7.5 });
    expect(scaleOf([{ min: [0], max: [0.0184] }])).toEqual({ low: 0, high: 0.02 });
    expect(scaleOf([{ min: [0], max: [0] }])).toEqual({ low: 0, high: 1 });
  });
  it('break the line where nothing was heard', () => {
    const range = { from: 0, to: 1000 };
    const scale = { low: 0, high: 10 };
    const whole = pathsOf(series([0, 10, 20, 30]), range, scale, 100).line;
    expect(whole.match(/M/g)).toHaveLength(1);
    const broken = pathsOf(series([0, 10, 20, 500, 510]), range, scale, 100);
    expect(broken.line.match(/M/g)).toHaveLength(2);
    expect(broken.band.match(/Z/g)).toHaveLength(2);
    expect(pathsOf(series([500]), range, scale, 100).line).toBe('M500.0 120.0h2');
  });
  it('find the nearest value', () => {
    expect(nearest([], 5)).toBe(-1);
    expect([0, 4, 6, 100].map((ms) => nearest([0, 10, 20], ms))).toEqual([0, 0, 1, 2]);
  });
});
