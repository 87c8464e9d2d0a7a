// Goal: events read as sentences in both languages, and unknown ones are shown as they are.
import { describe, expect, it } from 'vitest';
import type { EntityMeta } from '@/kit/meta';
import { eventLabel, subjectOf } from '../history/event-label';

const entities: EntityMeta[] = [{ name: 'site', label: { zh: '厂区', en: 'Site' }, fields: [] }];

describe('eventLabel', () => {
  it('names the entity and what was done', () => {
    expect(eventLabel('site.created', entities, 'zh')).toBe('厂区 · 新建');
    expect(eventLabel('site.created', entities, 'en')).toBe('Site · created');
  });

  it('calls what led to a state by the state', () => {
    const order: EntityMeta = {
      name: 'sales_order',
      label: { zh: '销售订单', en: 'Sales order' },
      fields: [],
      state_table: {
        states: [{ name: 'released', label: { zh: '已下达', en: 'Released' } }],
        actions: [],
        transitions: [],
      },
    };
    expect(eventLabel('sales_order.released', [order], 'zh')).toBe('销售订单 · 已下达');
    expect(eventLabel('sales_order.created', [order], 'en')).toBe('Sales order · created');
  });

  it('names what has no description of its own', () => {
    expect(eventLabel('user.signed_in', entities, 'zh')).toBe('账户 · 登录');
  });

  it('shows what it does not know', () => {
    expect(eventLabel('rocket.was_launched', entities, 'zh')).toBe('rocket · was launched');
    expect(eventLabel('odd', undefined, 'en')).toBe('odd');
  });
});

describe('subjectOf', () => {
  const site: EntityMeta = {
    name: 'site',
    label: { zh: '厂区', en: 'Site' },
    title_field: 'name',
    fields: [],
  };

  it('is the title, or the new title', () => {
    expect(subjectOf({ name: '总厂' }, site)).toBe('总厂');
    expect(subjectOf({ name: ['总厂', '一厂'] }, site)).toBe('一厂');
  });

  it('is nothing where the event does not tell', () => {
    for (const data of [{}, null, { name: 7 }, { address: ['a', 'b'] }])
      expect(subjectOf(data, site)).toBe('');
    expect(subjectOf({ name: '总厂' }, undefined)).toBe('');
  });
});
