// Where a reference leads: the page of the entity that it names. Every described entity with a collection has one.
import type { EntityMeta } from '../meta';

export function recordAddress(entity: string, id: string): string {
  return `/records/${encodeURIComponent(entity)}/${encodeURIComponent(id)}`;
}

// null: nothing that has a page of its own.
export function referenceAddress(
  entities: readonly EntityMeta[],
  reference: string,
  id: string,
): string | null {
  // An enterprise has the id of its organisation.
  if (reference === 'organisation') return `/directory/${encodeURIComponent(id)}`;
  const target = entities.find((entity) => entity.name === reference);
  return target?.collection?.open === undefined ? null : recordAddress(reference, id);
}
