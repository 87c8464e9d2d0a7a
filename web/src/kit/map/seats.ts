// The seats of government of GB/T 2260, as the server's reference table holds them: the map is drawn from them.
import csv from '@reference/regions.csv?raw';

export type Seat = { code: string; name: string; parent: string; longitude: number; latitude: number };

export function readSeats(text: string): Seat[] {
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .filter((cells) => cells.length >= 5 && cells[3] !== '' && cells[4] !== '')
    .map(([code = '', name = '', parent = '', longitude, latitude]) => ({
      code,
      name,
      parent,
      longitude: Number(longitude),
      latitude: Number(latitude),
    }));
}

let seats: Seat[] | undefined;
export function allSeats(): Seat[] {
  return (seats ??= readSeats(csv));
}

export function provinceOf(code: string): string {
  return `${code.slice(0, 2)}0000`;
}

export function prefectureOf(code: string): string {
  return `${code.slice(0, 4)}00`;
}

export type Level = 'country' | 'province' | 'prefecture';

export function levelOf(code: string): Level {
  if (code === '') return 'country';
  return code.endsWith('0000') ? 'province' : 'prefecture';
}

// Beijing, Tianjin, Shanghai and Chongqing have no prefectures that anybody speaks of.
const municipalities = new Set(['11', '12', '31', '50']);

// The part of `scope` that a place belongs to: a province of the country, a prefecture of a province, a county.
export function partOf(code: string, scope: string): string {
  const level = levelOf(scope);
  if (level === 'country') return provinceOf(code);
  if (level === 'prefecture' || municipalities.has(code.slice(0, 2))) return code;
  return prefectureOf(code);
}

export function isWithin(code: string, scope: string): boolean {
  const level = levelOf(scope);
  if (level === 'country') return true;
  return level === 'province' ? provinceOf(code) === scope : prefectureOf(code) === scope;
}

// The places of the lowest level: no other place is theirs.
export function leavesOf(all: Seat[], scope: string): Seat[] {
  const parents = new Set(all.map((seat) => seat.parent));
  return all.filter((seat) => isWithin(seat.code, scope) && !parents.has(seat.code));
}

let names: ReadonlyMap<string, string> | undefined;
// The name of every place that has one of its own.
export function regionNames(): ReadonlyMap<string, string> {
  return (names ??= new Map(allSeats().map((seat) => [seat.code, seat.name])));
}
