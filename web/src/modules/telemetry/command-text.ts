// What a command and its values are called.
import type { KnownCommand } from '@/kit/api';
import type { Language } from '@/kit/i18n';

export const labelOf = (one: { label_zh: string; label_en: string }, language: Language): string =>
  language === 'zh' ? one.label_zh : one.label_en;

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

// {"percent":80} of a known command reads 倍率 80 %; of others as it is.
export function parametersText(
  known: KnownCommand | undefined,
  parameters: unknown,
  language: Language,
): string {
  const given = Object.entries(parameters ?? {});
  return given
    .map(([name, value]) => {
      const parameter = known?.parameters.find((one) => one.name === name);
      if (!parameter) return `${name} ${plain(value)}`;
      return `${labelOf(parameter, language)} ${plain(value)} ${parameter.unit}`.trim();
    })
    .join(language === 'zh' ? '，' : ', ');
}

// An answer in one line: {"value":…} stands for what was no object.
export function answerText(response: unknown): string {
  const entries = Object.entries(response ?? {});
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === 'value') return plain(first[1]);
  return entries.map(([name, value]) => `${name}: ${plain(value)}`).join(' · ');
}
