// Goal: a reference is shown by what its row is called, in the reader's language, and by nothing where the row does not say.
import { describe, expect, it } from 'vitest';
import type { EntityMeta } from '../meta';
import { titleIn } from '../reference-title';

const entity = (title_field: string | undefined): EntityMeta => ({
  name: 'certificate',
  label: { zh: '证书', en: 'Certificate' },
  ...(title_field ? { title_field } : {}),
  fields: [
    { name: 'number', label: { zh: '编号', en: 'Number' }, type: 'text' },
    {
      name: 'kind',
      label: { zh: '种类', en: 'Kind' },
      type: 'choice',
      choices: [{ name: 'iso_9001', label: { zh: '质量体系', en: 'Quality' } }],
    },
  ],
});

describe('the title of a row', () => {
  it('is the value of its title field', () => {
    expect(titleIn(entity('number'), { number: 'CN-7' }, 'zh')).toBe('CN-7');
  });
  it('is a choice in words of the language', () => {
    expect(titleIn(entity('kind'), { kind: 'iso_9001' }, 'zh')).toBe('质量体系');
    expect(titleIn(entity('kind'), { kind: 'iso_9001' }, 'en')).toBe('Quality');
  });
  it('is the English name where there is one', () => {
    const row = { number: '七号', number_en: 'Seven' };
    expect(titleIn(entity('number'), row, 'en')).toBe('Seven');
    expect(titleIn(entity('number'), row, 'zh')).toBe('七号');
    expect(titleIn(entity('number'), { ...row, number_en: null }, 'en')).toBe('七号');
  });
  it('is nothing where the row, the field or the value is not there', () => {
    expect(titleIn(entity('number'), undefined, 'zh')).toBeUndefined();
    expect(titleIn(entity('number'), { number: '' }, 'zh')).toBeUndefined();
    expect(titleIn(entity('number'), { number: 7 }, 'zh')).toBeUndefined();
    expect(titleIn(entity(undefined), { number: 'CN-7' }, 'zh')).toBeUndefined();
  });
});
