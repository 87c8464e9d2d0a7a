// RFC 9457 problem details, as an error to throw and as texts beside form fields.
import { readableDecimals } from '../format';

export type Issue = { field: string; code: string; text: string };

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly requestId: string,
    readonly issues: readonly Issue[],
  ) {
    super(title);
    this.name = 'Problem';
  }
}

// status 0: no answer came.
export const unreachable = 'client.unreachable';
export const unreadable = 'client.unreadable';

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function issuesOf(value: unknown): Issue[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((issue): issue is Record<string, unknown> => typeof issue === 'object' && issue !== null)
    .map((issue) => ({
      field: textOf(issue.field),
      code: textOf(issue.code),
      text: readableDecimals(textOf(issue.text)),
    }));
}

// Whatever a failed answer held, a proxy's HTML page included.
export function problemOf(status: number, body: unknown): Problem {
  if (typeof body !== 'object' || body === null) return new Problem(status, unreadable, '', '', []);
  const given = body as Record<string, unknown>;
  return new Problem(
    status,
    textOf(given.code) || unreadable,
    readableDecimals(textOf(given.title)),
    textOf(given.request_id),
    issuesOf(given.issues),
  );
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, unreachable, '', '', []);
}

export type Place = string | (string | number)[];
export type FieldErrors = { fields: { name: Place; errors: string[] }[]; rest: string[] };

// The input that an issue belongs to: "lines.2.price" and "permissions[0]" stand at "lines" and "permissions".
export function inputOf(field: string): string {
  return /^[^.[]*/.exec(field)?.[0] ?? '';
}

const pathOf = (field: string) =>
  field
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));

// Sorts issues to the fields that the form shows; what belongs to none of them is kept for the notice above the form.
// `inputs`: the ways to inputs within fields, "lines.2.price": where there is one, its issue stands there.
export function fieldErrors(
  problem: Problem,
  known: readonly string[],
  inputs: ReadonlySet<string> = new Set(),
): FieldErrors {
  const fields = new Map<string, { name: Place; errors: Set<string> }>();
  const rest: string[] = [];
  for (const { field, text } of problem.issues) {
    const name = inputOf(field);
    if (!known.includes(name)) {
      rest.push(field === '' ? text : `${field}: ${text}`);
      continue;
    }
    const path = pathOf(field);
    const key = inputs.has(path.join('.')) ? path.join('.') : name;
    const marked = fields.get(key) ?? { name: key === name ? name : path, errors: new Set() };
    marked.errors.add(text);
    fields.set(key, marked);
  }
  return {
    fields: [...fields.values()].map(({ name, errors }) => ({ name, errors: [...errors] })),
    rest,
  };
}
