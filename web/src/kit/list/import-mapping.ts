// Which field each column of a file holds, and what is still missing. The server guesses; a person may change it.
import type { ImportReport } from '../api';
import type { FieldMeta } from '../meta';

const naming = new Set(['id', 'version']);
const outcomesShown = 500;

// What the server takes: not what the system sets, nor what does not fit into a cell. Where rows that are there are
// changed also what names them.
export function isImportable(
  field: FieldMeta,
  may: (permission: string) => boolean,
  updates = false,
): boolean {
  if (naming.has(field.name)) return updates;
  if (field.read_only) return false;
  if (['file', 'password', 'json'].includes(field.format ?? '')) return false;
  if (field.type === 'nested' || (field.type === 'list' && field.element === 'nested')) return false;
  return field.write_permission === undefined || may(field.write_permission);
}

// A field stands in one column: choosing it for another takes it from the first.
export function withMapping(mapping: readonly string[], index: number, field: string): string[] {
  return mapping.map((present, at) => {
    if (at === index) return field;
    return field !== '' && present === field ? '' : present;
  });
}

export function missingFields(fields: readonly FieldMeta[], mapping: readonly string[]): FieldMeta[] {
  return fields.filter((field) => field.required && !mapping.includes(field.name));
}

// What is added and changed before what stays, and no more than a person reads.
export function shownOutcomes(outcomes: ImportReport['outcomes']): ImportReport['outcomes'] {
  const isNew = ({ outcome }: ImportReport['outcomes'][number]) => outcome !== 'unchanged';
  return [...outcomes.filter(isNew), ...outcomes.filter((each) => !isNew(each))].slice(0, outcomesShown);
}

// The fields that a file holds which is changed and brought in again; what names the row stands last, so that a heading
// of the same name is the field's own.
export function fieldsToChange(fields: readonly FieldMeta[], may: (permission: string) => boolean): string[] {
  return [...fields.filter((field) => isImportable(field, may)).map(({ name }) => name), ...naming];
}

// A heading that the server understands, as a CSV line that spreadsheets open.
export function emptySheet(labels: readonly string[]): string {
  const cell = (label: string) => (/[",\n]/.test(label) ? `"${label.replaceAll('"', '""')}"` : label);
  return `\uFEFF${labels.map(cell).join(',')}\r\n`;
}
