// The grid of a screen: 24 by 12 cells, panels side by side. Pure.
import type { ScreenPanel } from '@/kit/api';

export const columns = 24;
export const rows = 12;
export const panelsMax = 40;

export type Place = Pick<ScreenPanel, 'column' | 'row' | 'width' | 'height'>;

export function overlaps(a: Place, b: Place): boolean {
  return (
    a.column < b.column + b.width &&
    b.column < a.column + a.width &&
    a.row < b.row + b.height &&
    b.row < a.row + a.height
  );
}

export function fits(place: Place, others: readonly Place[]): boolean {
  return (
    place.column >= 0 &&
    place.row >= 0 &&
    place.width >= 1 &&
    place.height >= 1 &&
    place.column + place.width <= columns &&
    place.row + place.height <= rows &&
    !others.some((other) => overlaps(place, other))
  );
}

// The first free place of that size, row by row; smaller where there is none; undefined where the screen is full.
export function freePlace(others: readonly Place[], width: number, height: number): Place | undefined {
  const sizes: [number, number][] = [
    [width, height],
    [Math.max(Math.ceil(width / 2), 1), Math.max(Math.ceil(height / 2), 1)],
    [1, 1],
  ];
  for (const [wide, high] of sizes)
    for (let row = 0; row + high <= rows; row += 1)
      for (let column = 0; column + wide <= columns; column += 1) {
        const place = { column, row, width: wide, height: high };
        if (fits(place, others)) return place;
      }
  return undefined;
}

export const usualSize: Record<ScreenPanel['kind'], [number, number]> = {
  value: [4, 2],
  counter: [4, 2],
  trend: [8, 4],
  state_band: [12, 2],
  oee: [6, 3],
  alarms: [8, 4],
  floor: [12, 6],
  text: [6, 2],
  clock: [4, 2],
};

export const needsDevice = (kind: ScreenPanel['kind']): boolean =>
  needsPoint(kind) || kind === 'state_band' || kind === 'oee';
export const needsPoint = (kind: ScreenPanel['kind']): boolean =>
  ['value', 'counter', 'trend'].includes(kind);
export const looksBack = (kind: ScreenPanel['kind']): boolean =>
  ['trend', 'state_band', 'oee'].includes(kind);

export function isBound(panel: ScreenPanel): boolean {
  if (needsDevice(panel.kind) && !panel.device_id) return false;
  if (needsPoint(panel.kind) && !panel.point) return false;
  return panel.kind !== 'text' || Boolean(panel.text);
}

// Each device once: every one has a feed of its own.
export function devicesOf(panels: readonly ScreenPanel[]): string[] {
  return [...new Set(panels.flatMap(({ device_id: id }) => (id ? [id] : [])))];
}
