// The moves that a record has made, from its events: each move of a state table tells its status before and after.
import { useList } from '../list/use-list';
import { permissions } from '../permissions';
import { useCan } from '../session';

export const moveKey = (from: string, to: string) => `${from}>${to}`;

export function movesOf(events: readonly { data?: unknown }[]): ReadonlySet<string> {
  const moves = new Set<string>();
  for (const { data } of events) {
    const status = (data as Record<string, unknown> | null)?.status;
    if (Array.isArray(status) && typeof status[0] === 'string' && typeof status[1] === 'string')
      moves.add(moveKey(status[0], status[1]));
  }
  return moves;
}

// The newest page of the record's history, which its page shows anyway; nothing for who may not read it.
export function useWayTaken(entity: string, id: string): ReadonlySet<string> {
  const mayRead = useCan()(permissions.viewAudit);
  const query = { entity, entity_id: id, sort: '-sequence' };
  return movesOf(useList('/api/v1/events', query, mayRead).items);
}
