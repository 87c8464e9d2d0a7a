// What the pages of returns ask the server for.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchRow } from '@/kit/api';
import type { Tone } from '@/kit/page';

export const returnsPath = '/api/v1/returns';
export const incomingPath = '/api/v1/incoming-returns';
export const disputedPath = '/api/v1/disputed-returns';
export const shownIn = [incomingPath, disputedPath, '/api/v1/sales-orders', '/api/v1/tasks'] as const;

export function useReturn(id: string) {
  return useQuery({ queryKey: [returnsPath, id], queryFn: () => fetchRow(returnsPath, id) });
}

export function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const path of [returnsPath, ...shownIn]) void queries.invalidateQueries({ queryKey: [path] });
  };
}

export const returnTones: Record<string, Tone | 'plain'> = {
  requested: 'warning',
  approved: 'info',
  refused: 'bad',
  disputed: 'bad',
  sent: 'info',
  received: 'warning',
  repaired: 'good',
  replaced: 'good',
  credited: 'good',
  closed: 'plain',
};
