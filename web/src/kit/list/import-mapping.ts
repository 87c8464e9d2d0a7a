// Which field each column of a file holds, and what is still missing. The server guesses; a person may change it.
import type { FieldMeta } from '../meta';

// What the server takes: not what the system sets, nor what does not fit into a cell.
export function isImportable(field: FieldMeta, may: (permission: string) => boolean): boolean {
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

// A heading that the server understands, as a CSV line that spreadsheets open.
export function emptySheet(labels: readonly string[]): string {
  const cell = (label: string) => (/[",\n]/.test(label) ? `"${label.replaceAll('"', '""')}"` : label);
  return `\uFEFF${labels.map(cell).join(',')}\r\n`;
}
