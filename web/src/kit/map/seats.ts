// The seats of government of GB/T 2260, as the server's reference table holds them: the map is drawn from them.
import csv from '@reference/regions.csv?raw';
import { nameIn, type Language } from '../i18n';

export type Seat = {
  code: string;
  name: string;
  name_en: string;
  parent: string;
  longitude: number;
  latitude: number;
};

export function readSeats(text: string): Seat[] {
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .filter((cells) => cells.length >= 5 && cells[3] !== '' && cells[4] !== '')
    .map(([code = '', name = '', parent = '', longitude, latitude, name_en = '']) => ({
      code,
      name,
      name_en,
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

const names = new Map<Language, ReadonlyMap<string, string>>();
// The name of every place that has one of its own.
export function regionNames(language: Language): ReadonlyMap<string, string> {
  let known = names.get(language);
  if (!known) {
    known = new Map(allSeats().map((seat) => [seat.code, nameIn(language, seat.name, seat.name_en)]));
    names.set(language, known);
  }
  return known;
}
