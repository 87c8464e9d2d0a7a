// Goal: both languages say everything: the same keys, the same kinds of text, nothing empty, no Chinese in English.
import { describe, expect, it } from 'vitest';
import type { Language } from '../i18n';

type Table = Record<Language, Record<string, unknown>>;
const files = import.meta.glob<Record<string, Table>>(['/src/**/*texts.ts', '/src/**/texts/*.ts'], {
  eager: true,
});
const tables = Object.entries(files).flatMap(([file, exported]) =>
  Object.entries(exported).map(([name, table]) => [`${file} ${name}`, table] as const),
);

function shown(text: unknown): string {
  if (typeof text !== 'function') return String(text);
  const numbers: unknown[] = Array.from({ length: text.length }, (_, index) => index + 1);
  return String((text as (...given: unknown[]) => unknown)(...numbers));
}

it('finds the texts of every part', () => {
  expect(tables.length).toBeGreaterThanOrEqual(7);
});

describe.each(tables)('%s', (_, table) => {
  it('has the same keys in the same order', () => {
    expect(Object.keys(table.en)).toEqual(Object.keys(table.zh));
  });

  it('has the same parameters', () => {
    for (const [key, zh] of Object.entries(table.zh)) {
      const en = table.en[key];
      expect(typeof en, key).toBe(typeof zh);
      if (typeof zh === 'function' && typeof en === 'function') expect(en.length, key).toBe(zh.length);
    }
  });

  it('says something everywhere', () => {
    for (const language of ['zh', 'en'] as const) {
      for (const [key, text] of Object.entries(table[language]))
        expect(shown(text).trim(), `${language} ${key}`).not.toBe('');
    }
  });

  it('keeps Chinese out of the English texts', () => {
    // The switch to the other language names that language in its own words.
    const own = new Set(['otherLanguage']);
    for (const [key, text] of Object.entries(table.en)) {
      if (!own.has(key)) expect(shown(text), key).not.toMatch(/[\u3400-\u9fff，。：；（）]/);
    }
  });
});
