// An event's data as lines of a table. Rows that were created or removed are told whole; every other event of a row tells
// {field: [before, after]}.
export type ChangedField = { name: string; before?: unknown; after: unknown };

// Of every row; they say nothing to a reader.
const housekeeping = new Set(['id', 'organisation_id', 'version', 'created_at', 'updated_at']);
const whole = new Set(['created', 'removed']);

function isPair(value: unknown): value is [unknown, unknown] {
  return Array.isArray(value) && value.length === 2;
}

export function changedFields(deed: string, data: unknown): ChangedField[] {
  if (typeof data !== 'object' || data === null) return [];
  const lines: ChangedField[] = [];
  for (const [name, value] of Object.entries(data)) {
    if (housekeeping.has(name)) continue;
    if (!whole.has(deed) && isPair(value)) lines.push({ name, before: value[0] ?? null, after: value[1] });
    else if (value !== null && value !== '') lines.push({ name, after: value as unknown });
  }
  return lines;
}
