// Goal: a change sends what was changed and nothing else, and no change of anybody is lost silently in a conflict.
import { describe, expect, it } from 'vitest';
import { changesOf, conflictsOf, givenOf, mergedOf, same, type Values } from '../form/changes';

const names = ['name', 'phone', 'employees', 'tags'];
const base: Values = { id: '1', version: 1, name: '甲厂', phone: '1', employees: 5, tags: ['a'] };

describe('changesOf', () => {
  it('holds only what differs', () => {
    expect(changesOf(base, { ...base }, names)).toEqual({});
    expect(changesOf(base, { ...base, name: '乙厂', id: '2' }, names)).toEqual({ name: '乙厂' });
  });

  it('clears with null, lists with an empty list', () => {
    expect(changesOf(base, { ...base, phone: '', tags: [] }, names)).toEqual({ phone: null, tags: [] });
  });

  it('takes absent, null and empty as the same', () => {
    expect(changesOf({ phone: null }, { phone: '' }, ['phone'])).toEqual({});
    expect(changesOf({}, { phone: undefined }, ['phone'])).toEqual({});
    expect(same(0, null)).toBe(false);
    expect(same(false, null)).toBe(false);
  });
});

describe('givenOf', () => {
  it('keeps zero and false, drops the empty', () => {
    expect(givenOf({ name: 'x', phone: '', employees: 0, tags: [], on: false }, [...names, 'on'])).toEqual({
      name: 'x',
      employees: 0,
      on: false,
    });
  });
});

describe('a conflict', () => {
  const mine = { ...base, name: '我的', phone: '2' };

  it('is only where both changed the same field to different values', () => {
    expect(conflictsOf(base, mine, { ...base, employees: 6 }, names)).toEqual([]);
    expect(conflictsOf(base, mine, { ...base, name: '我的' }, names)).toEqual([]);
    expect(conflictsOf(base, mine, { ...base, name: '他的' }, names)).toEqual([
      { name: 'name', mine: '我的', theirs: '他的' },
    ]);
  });

  it('merges their version with what only I changed', () => {
    expect(mergedOf(base, mine, { ...base, name: '他的', employees: 6 }, names)).toEqual({
      name: '他的',
      phone: '2',
      employees: 6,
      tags: ['a'],
    });
  });

  it('loses no change: every field of the merge is theirs or mine, and untouched ones are theirs', () => {
    const values = [null, 'x', 'y'];
    for (const was of values) {
      for (const my of values) {
        for (const their of values) {
          const merged = mergedOf({ name: was }, { name: my }, { name: their }, ['name']).name;
          const clash = conflictsOf({ name: was }, { name: my }, { name: their }, ['name']).length > 0;
          if (same(was, my)) expect(merged).toBe(their);
          else if (!clash) expect(same(merged, my) || same(my, their)).toBe(true);
        }
      }
    }
  });
});
