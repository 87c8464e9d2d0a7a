// One value of a described field, in words.
import { Fragment, type ReactNode } from 'react';
import { ReferenceName } from './form/pickers';
import { formatFen } from './format';
import { labelIn, useLanguage, useTexts } from './i18n';
import type { FieldMeta } from './meta';
import { ReferenceTitle } from './reference-title';
import { common } from './texts/common';
import { useFormat } from './use-format';

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

// Only what a browser opens safely becomes a link.
function linked(format: string | undefined, value: string): ReactNode {
  if (format === 'email') return <a href={`mailto:${value}`}>{value}</a>;
  if (format === 'phone') return <a href={`tel:${value.replace(/\s/g, '')}`}>{value}</a>;
  if (format === 'url' && /^https?:\/\//i.test(value)) {
    return (
      <a href={value} target="_blank" rel="noreferrer noopener">
        {value}
      </a>
    );
  }
  return undefined;
}

export function FieldValue({ field, value }: { field: FieldMeta | undefined; value: unknown }) {
  const text = useTexts(common);
  const { language } = useLanguage();
  const format = useFormat();
  if (value === undefined || value === null || value === '') return '—';
  if (typeof value === 'boolean') return value ? text.yes : text.no;
  if (field?.format === 'fen' && typeof value === 'number') return `${formatFen(value)} ${text.yuan}`;
  if (typeof value === 'number') return <span className="number">{format.number(value)}</span>;
  if (field?.format === 'region' && typeof value === 'string')
    return <ReferenceName path="/api/v1/regions" code={value} />;
  if (field?.format === 'industry' && typeof value === 'string') {
    return <ReferenceName path="/api/v1/industries" code={value} />;
  }
  if (field?.type === 'instant' && typeof value === 'string')
    return <span className="number">{format.instant(value)}</span>;
  if (field?.type === 'date' && typeof value === 'string')
    return <span className="number">{format.date(value)}</span>;
  if (field?.reference && field.format !== 'file') {
    const ids = (Array.isArray(value) ? value : [value]).filter((id) => typeof id === 'string');
    return ids.map((id, index) => (
      <Fragment key={id}>
        {index > 0 && text.comma}
        <ReferenceTitle reference={field.reference ?? ''} id={id} />
      </Fragment>
    ));
  }
  const word = (entry: unknown) => {
    const choice = field?.choices?.find((each) => each.name === entry);
    return choice ? labelIn(choice.label, language) : plain(entry);
  };
  if (Array.isArray(value)) return value.map(word).join(text.comma);
  return (typeof value === 'string' ? linked(field?.format, value) : undefined) ?? word(value);
}
