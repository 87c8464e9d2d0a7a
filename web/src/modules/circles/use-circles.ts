// What the pages of circles ask the server for, and how states look.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, fetchRow, unwrap, type Item } from '@/kit/api';
import type { Tone } from '@/kit/page';

export type Circle = Item<'/api/v1/circles'>;
export type Member = Item<'/api/v1/circle-members'>;

export const circlesPath = '/api/v1/circles';
export const membersPath = '/api/v1/circle-members';
export const membershipsPath = '/api/v1/circle-memberships';
export const shownIn = [membersPath, membershipsPath, '/api/v1/circle-rfxs', '/api/v1/tasks'] as const;

export function useCircle(id: string) {
  return useQuery({ queryKey: [circlesPath, id], queryFn: () => fetchRow(circlesPath, id) });
}

export function useLocalContent() {
  return useQuery({
    queryKey: ['/api/v1/local-content'],
    queryFn: () => unwrap(api.GET('/api/v1/local-content')),
  });
}

export function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const path of [circlesPath, ...shownIn]) void queries.invalidateQueries({ queryKey: [path] });
  };
}

export const memberTones: Record<string, Tone | 'plain'> = {
  invited: 'warning',
  joined: 'good',
  declined: 'plain',
  lapsed: 'plain',
  revoked: 'plain',
  left: 'plain',
  removed: 'plain',
};
