// Goal: an event's data becomes lines that a person can read, and no change is left out.
import { describe, expect, it } from 'vitest';
import { changedFields } from '../history/changed-fields';

describe('changedFields', () => {
  it('shows before and after of a change', () => {
    expect(changedFields('changed', { name: ['甲', '乙'], phone: [null, '1'], version: [1, 2] })).toEqual([
      { name: 'name', before: '甲', after: '乙' },
      { name: 'phone', before: null, after: '1' },
    ]);
    expect(changedFields('submitted', { status: ['draft', 'submitted'] })).toEqual([
      { name: 'status', before: 'draft', after: 'submitted' },
    ]);
  });

  it('shows the whole of what was created, without what every row has', () => {
    const row = {
      id: '1',
      organisation_id: '1',
      version: 1,
      name: '甲',
      phone: null,
      roles: ['owner', 'buyer'],
    };
    expect(changedFields('created', row)).toEqual([
      { name: 'name', after: '甲' },
      { name: 'roles', after: ['owner', 'buyer'] },
    ]);
  });

  it('has nothing to show of an event without data', () => {
    for (const data of [null, {}, 7, 'x']) expect(changedFields('signed_in', data)).toEqual([]);
  });
});
