// What a form changed, and what two people changed at the same time. Values are JSON values.
export type Values = Record<string, unknown>;

// Absent, null, an empty text and an empty list mean the same to a form: nothing given.
export function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

export function same(a: unknown, b: unknown): boolean {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  return JSON.stringify(a) === JSON.stringify(b);
}

// The members of a merge patch: what differs from the base; a cleared field is null, a cleared list is empty.
export function changesOf(base: Values, mine: Values, names: readonly string[]): Values {
  const changes: Values = {};
  for (const name of names) {
    if (same(base[name], mine[name])) continue;
    changes[name] = isEmpty(mine[name]) ? (Array.isArray(base[name]) ? [] : null) : mine[name];
  }
  return changes;
}

// The members of a creation: only what was given.
export function givenOf(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(
    names.filter((name) => !isEmpty(values[name])).map((name) => [name, values[name]]),
  );
}

export type Conflict = { name: string; mine: unknown; theirs: unknown };

// Fields that I changed and someone else changed to something else.
export function conflictsOf(
  base: Values,
  mine: Values,
  theirs: Values,
  names: readonly string[],
): Conflict[] {
  return names
    .filter(
      (name) =>
        !same(base[name], mine[name]) && !same(base[name], theirs[name]) && !same(mine[name], theirs[name]),
    )
    .map((name) => ({ name, mine: mine[name], theirs: theirs[name] }));
}

// Their record with my changes on it, but theirs where both changed.
export function mergedOf(base: Values, mine: Values, theirs: Values, names: readonly string[]): Values {
  const merged: Values = {};
  for (const name of names) {
    const onlyMine = !same(base[name], mine[name]) && same(base[name], theirs[name]);
    merged[name] = onlyMine ? mine[name] : theirs[name];
  }
  return merged;
}
