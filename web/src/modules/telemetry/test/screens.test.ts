// Goal: panels stand side by side on the grid of a screen and nowhere else; what is new finds a free place.
import { describe, expect, it } from 'vitest';
import type { ScreenPanel } from '@/kit/api';
import { devicesOf, fits, freePlace, isBound, overlaps } from '../screens/screen-layout';

const at = (column: number, row: number, width: number, height: number) => ({ column, row, width, height });
const panel = (changes: Partial<ScreenPanel>): ScreenPanel => ({
  kind: 'value',
  ...at(0, 0, 4, 2),
  title: null,
  device_id: null,
  point: null,
  minutes: 60,
  text: null,
  ...changes,
});

describe('the grid of a screen', () => {
  it('tells what overlaps', () => {
    expect(overlaps(at(0, 0, 4, 2), at(4, 0, 4, 2))).toBe(false);
    expect(overlaps(at(0, 0, 4, 2), at(3, 1, 4, 2))).toBe(true);
    expect(overlaps(at(0, 0, 4, 2), at(0, 2, 4, 2))).toBe(false);
  });

  it('keeps panels within it and apart', () => {
    expect(fits(at(20, 10, 4, 2), [])).toBe(true);
    expect(fits(at(21, 10, 4, 2), [])).toBe(false);
    expect(fits(at(0, 11, 4, 2), [])).toBe(false);
    expect(fits(at(-1, 0, 4, 2), [])).toBe(false);
    expect(fits(at(2, 0, 4, 2), [at(0, 0, 4, 2)])).toBe(false);
  });

  it('finds the first free place, a smaller one where it has to, none where it is full', () => {
    expect(freePlace([], 4, 2)).toEqual(at(0, 0, 4, 2));
    expect(freePlace([at(0, 0, 24, 1)], 4, 2)).toEqual(at(0, 1, 4, 2));
    expect(freePlace([at(0, 0, 24, 11)], 4, 2)).toEqual(at(0, 11, 2, 1));
    expect(freePlace([at(0, 0, 24, 12)], 4, 2)).toBeUndefined();
  });

  it('knows what is bound, and follows each device once', () => {
    expect(isBound(panel({}))).toBe(false);
    expect(isBound(panel({ device_id: '7', point: 'power' }))).toBe(true);
    expect(isBound(panel({ kind: 'state_band', device_id: '7' }))).toBe(true);
    expect(isBound(panel({ kind: 'clock' }))).toBe(true);
    expect(isBound(panel({ kind: 'text' }))).toBe(false);
    expect(
      devicesOf([panel({ device_id: '7' }), panel({ device_id: '8' }), panel({ device_id: '7' })]),
    ).toEqual(['7', '8']);
  });
});
