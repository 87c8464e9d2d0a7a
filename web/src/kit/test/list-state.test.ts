// Goal: what a list shows and what its address says are the same thing.
import { describe, expect, it } from 'vitest';
import { listPart, nextSort, queryOf, withListPart, withParam } from '../list/list-state';

describe('queryOf', () => {
  it('asks the server for what the address says, and for nothing unknown', () => {
    const params = new URLSearchParams('q=%E6%A8%A1%E5%85%B7&region_code=330281&sort=-name&evil=1');
    expect(queryOf(params, ['region_code', 'industry_code'], 'name').query).toEqual({
      q: '模具',
      region_code: '330281',
      sort: '-name',
    });
  });

  it('falls back to the default order', () => {
    expect(queryOf(new URLSearchParams(), [], 'name').query).toEqual({ sort: 'name' });
    expect(queryOf(new URLSearchParams(), [], undefined).query).toEqual({});
  });
});

describe('withParam', () => {
  it('sets and clears without touching the address that it was given', () => {
    const params = new URLSearchParams('part=sites');
    const narrowed = withParam(params, 'q', 'x');
    expect(narrowed.toString()).toBe('part=sites&q=x');
    expect(withParam(narrowed, 'q', undefined).toString()).toBe('part=sites');
    expect(params.toString()).toBe('part=sites');
  });
});

describe('nextSort', () => {
  it('goes up, down, and back to the default', () => {
    expect(nextSort(undefined, 'name')).toBe('name');
    expect(nextSort('name', 'name')).toBe('-name');
    expect(nextSort('-name', 'name')).toBeUndefined();
    expect(nextSort('-created_at', 'name')).toBe('name');
  });
});

describe('a saved view', () => {
  it('holds the part of the address that is the list’s, and puts it back beside the rest', () => {
    const names = ['q', 'sort', 'columns', 'kind'];
    const params = new URLSearchParams('part=certificates&kind=iso_9001&columns=a,b&other=1');
    const text = listPart(params, names);
    expect(text).toBe('columns=a%2Cb&kind=iso_9001');
    const restored = withListPart(new URLSearchParams('part=certificates&q=x&sort=-a'), names, text);
    expect(restored.toString()).toBe('part=certificates&columns=a%2Cb&kind=iso_9001');
    expect(withListPart(restored, names, '').toString()).toBe('part=certificates');
  });
});
