// Goal: what stands in the address is what the server is asked, and nothing that was not given.
import { describe, expect, it } from 'vitest';
import { queryOf, questionIn } from '../search-question';

const now = new Date('2026-03-02T00:00:00Z');

describe('a question for capacity', () => {
  it('is none without a process', () => {
    expect(queryOf(questionIn(new URLSearchParams('material=PC')), undefined, now)).toBeNull();
  });

  it('asks for two weeks where nothing is said', () => {
    expect(queryOf({ process: 'uv_printing' }, undefined, now)).toEqual({
      process: 'uv_printing',
      limit: '50',
      from: '2026-03-02T00:00:00.000Z',
      to: '2026-03-16T00:00:00.000Z',
    });
  });

  it('has a distance only from a place', () => {
    const question = questionIn(
      new URLSearchParams('process=milling&distance_km_max=50&hours=2.5&days=3&odd=1'),
    );
    expect(queryOf(question, undefined, now)).not.toHaveProperty('distance_km_max');
    expect(queryOf(question, { longitude: 121.5, latitude: null }, now)).not.toHaveProperty('longitude');
    expect(queryOf(question, { longitude: 121.5, latitude: 29.9 }, now)).toMatchObject({
      longitude: '121.5',
      latitude: '29.9',
      distance_km_max: '50',
      minutes_needed: '150',
      to: '2026-03-05T00:00:00.000Z',
    });
  });
});
