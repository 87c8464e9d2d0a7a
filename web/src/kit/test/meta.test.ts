// Goal: labels come from the server's description, and unknown names are shown rather than lost.
import { describe, expect, it } from 'vitest';
import { choiceLabel, fieldLabel, fieldOf, type EntityMeta } from '../meta';

const certificate: EntityMeta = {
  name: 'certificate',
  label: { zh: '证书', en: 'Certificate' },
  fields: [
    { name: 'number', label: { zh: '编号', en: 'Number' }, type: 'text' },
    {
      name: 'status',
      label: { zh: '状态', en: 'Status' },
      type: 'choice',
      choices: [{ name: 'draft', label: { zh: '草稿', en: 'Draft' } }],
    },
  ],
};

describe('labels', () => {
  it('come in the asked language', () => {
    expect(fieldLabel(certificate, 'number', 'zh')).toBe('编号');
    expect(fieldLabel(certificate, 'number', 'en')).toBe('Number');
    expect(choiceLabel(certificate, 'status', 'draft', 'en')).toBe('Draft');
  });

  it('fall back to the name', () => {
    expect(choiceLabel(certificate, 'status', 'frozen', 'zh')).toBe('frozen');
    expect(choiceLabel(undefined, 'status', 'draft', 'zh')).toBe('draft');
    expect(choiceLabel(certificate, 'status', null, 'zh')).toBe('—');
    expect(fieldLabel(undefined, 'number', 'zh')).toBe('');
    expect(fieldOf(certificate, 'missing')).toBeUndefined();
  });
});
