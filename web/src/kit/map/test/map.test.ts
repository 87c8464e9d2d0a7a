// Goal: the map holds every province, each part's ground lies around its own seats, and counts go to the right part.
import { describe, expect, it } from 'vitest';
import { commonScope, gathered, parentScope } from '../counts';
import { allSeats, leavesOf, levelOf, partOf, readSeats } from '../seats';
import { clipped, projected, shapesOf, type Point } from '../shapes';

const seats = allSeats();

describe('seats', () => {
  it('are those with a place', () => {
    const read = readSeats(
      'code,name,parent,longitude,latitude\n330000,浙江省,,120.15,30.27\n130171,某区,130100,,\n',
    );
    expect(read.map(({ code }) => code)).toEqual(['330000']);
  });
  it('know their level and their part', () => {
    expect(['', '330000', '330200'].map(levelOf)).toEqual(['country', 'province', 'prefecture']);
    expect(partOf('330281', '')).toBe('330000');
    expect(partOf('330281', '330000')).toBe('330200');
    expect(partOf('330281', '330200')).toBe('330281');
    expect(partOf('310115', '310000')).toBe('310115');
  });
  it('are counties, and provinces that have none listed', () => {
    const codes = new Set(leavesOf(seats, '').map(({ code }) => code));
    for (const code of ['330281', '710000', '810000', '820000']) expect(codes.has(code), code).toBe(true);
    expect(codes.has('330200')).toBe(false);
  });
});

describe('shapes', () => {
  it('hold every province of the country', () => {
    const names = shapesOf(seats, '').features.map(({ properties }) => properties.name);
    const provinces = seats.filter(({ parent }) => parent === '').map(({ code }) => code);
    expect(names.sort()).toEqual(provinces.sort());
  });
  it('hold the eleven prefectures of Zhejiang', () => {
    expect(shapesOf(seats, '330000').features).toHaveLength(11);
  });
  it('surround the seat that they stand for', () => {
    const yuyao = shapesOf(seats, '330200').features.find(({ properties }) => properties.name === '330281');
    const ring = yuyao?.geometry.coordinates[0]?.[0] ?? [];
    const seat = seats.find(({ code }) => code === '330281');
    const [x, y] = projected(seat?.longitude ?? 0, seat?.latitude ?? 0);
    const sides = ring.slice(1).map((to, i) => {
      const from = ring[i] ?? to;
      return (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]) > 0;
    });
    expect(sides.length).toBeGreaterThan(2);
    expect(sides.every(Boolean)).toBe(true);
  });
  it('are clipped to what both polygons hold', () => {
    const square = (from: number, to: number): Point[] => [
      [from, from],
      [to, from],
      [to, to],
      [from, to],
    ];
    const both = clipped(square(0, 2), square(1, 3));
    expect(both.map(([x, y]) => `${x},${y}`).sort()).toEqual(['1,1', '1,2', '2,1', '2,2']);
    expect(clipped(square(0, 1), square(2, 3))).toEqual([]);
  });
  it('stand where the projection puts them', () => {
    const [x, y] = projected(105, 36);
    expect(Math.hypot(x, y)).toBeLessThan(1e-9);
    // One degree of latitude is about one degree of the sphere in the middle of the map.
    expect(projected(105, 37)[1]).toBeCloseTo(1, 1);
    expect(projected(120, 36)[0]).toBeGreaterThan(11);
  });
});

describe('counts', () => {
  const counts = [
    { code: '330281', count: 3 },
    { code: '330206', count: 2 },
    { code: '331002', count: 1 },
  ];
  it('are gathered by part', () => {
    expect([...gathered(counts, '330000')]).toEqual([
      ['330200', 5],
      ['331000', 1],
    ]);
    expect([...gathered(counts, '')]).toEqual([['330000', 6]]);
    expect([...gathered(counts, '320000')]).toEqual([]);
  });
  it('tell where the map opens and what is above', () => {
    expect(commonScope(counts)).toBe('330000');
    expect(commonScope([...counts, { code: '320506', count: 1 }])).toBe('');
    expect(parentScope('330200', seats)).toBe('330000');
    expect(parentScope('330000', seats)).toBe('');
    expect(parentScope('', seats)).toBeNull();
  });
});
