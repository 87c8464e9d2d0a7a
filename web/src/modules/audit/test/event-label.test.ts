// Goal: events read as sentences in both languages, and unknown ones are shown as they are.
import { describe, expect, it } from 'vitest';
import type { EntityMeta } from '@/kit/meta';
import { eventLabel } from '../event-label';

const entities: EntityMeta[] = [{ name: 'site', label: { zh: '厂区', en: 'Site' }, fields: [] }];

describe('eventLabel', () => {
  it('names the entity and what was done', () => {
    expect(eventLabel('site.created', entities, 'zh')).toBe('厂区 · 新建');
    expect(eventLabel('site.created', entities, 'en')).toBe('Site · created');
  });

  it('shows what it does not know', () => {
    expect(eventLabel('rocket.was_launched', entities, 'zh')).toBe('rocket · was launched');
    expect(eventLabel('odd', undefined, 'en')).toBe('odd');
  });
});
