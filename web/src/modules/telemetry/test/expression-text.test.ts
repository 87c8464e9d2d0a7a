// Goal: a name goes into an expression so that it can be read, and a mistake is marked on the character that it is about.
import { describe, expect, it } from 'vitest';
import { insertedAt, markedAt, minuteText, quotedName } from '../expression-text';

describe('the text of an expression', () => {
  it('quotes names that are no plain words', () => {
    expect(quotedName('temperature')).toBe('temperature');
    expect(quotedName('温度.1')).toBe('温度.1');
    expect(quotedName('cpu,host=a/usage')).toBe('[cpu,host=a/usage]');
    expect(quotedName('2nd')).toBe('[2nd]');
  });
  it('keeps an inserted name apart from its neighbours', () => {
    expect(insertedAt('', 0, 'a')).toBe('a');
    expect(insertedAt('x >', 3, 'a')).toBe('x >a');
    expect(insertedAt('x', 1, 'a')).toBe('x a');
    expect(insertedAt('avg(, 5m)', 4, 'a')).toBe('avg(a, 5m)');
  });
  it('marks characters and what is missing at the end', () => {
    expect(markedAt('温度 > x', 6)).toEqual({ before: '温度 > ', at: 'x', after: '' });
    expect(markedAt('t >', 4)).toEqual({ before: 't >', at: '␣', after: '' });
  });
  it('writes minutes of the day', () => {
    expect(minuteText(1350)).toBe('22:30');
    expect(minuteText(0)).toBe('00:00');
  });
});
