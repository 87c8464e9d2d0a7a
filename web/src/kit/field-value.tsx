// One value of a described field, in words.
import { ReferenceName } from './form/pickers';
import { formatFen } from './format';
import { labelIn, useLanguage, useTexts } from './i18n';
import type { FieldMeta } from './meta';
import { common } from './texts/common';

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join('、');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function FieldValue({ field, value }: { field: FieldMeta | undefined; value: unknown }) {
  const text = useTexts(common);
  const { language } = useLanguage();
  if (value === undefined || value === null || value === '') return '—';
  if (typeof value === 'boolean') return value ? text.yes : text.no;
  if (field?.format === 'fen' && typeof value === 'number') return `${formatFen(value)} ${text.yuan}`;
  if (field?.format === 'region' && typeof value === 'string')
    return <ReferenceName path="/api/v1/regions" code={value} />;
  if (field?.format === 'industry' && typeof value === 'string') {
    return <ReferenceName path="/api/v1/industries" code={value} />;
  }
  const choice = field?.choices?.find((entry) => entry.name === value);
  return choice ? labelIn(choice.label, language) : plain(value);
}
