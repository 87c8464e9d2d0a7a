// Reading and marking notifications. Keys begin with the collection's path, so that the live feed marks them stale.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, fetchPage, unwrap } from '@/kit/api';

const path = '/api/v1/notifications';

export function useUnreadCount(): number {
  const summary = useQuery({
    queryKey: [path, 'summary'],
    queryFn: () => unwrap(api.GET('/api/v1/notifications/summary')),
  });
  return summary.data?.unread ?? 0;
}

export function useLatest(enabled: boolean) {
  return useQuery({
    queryKey: [path, 'latest'],
    queryFn: () => fetchPage(path, { limit: 8 }),
    enabled,
  });
}

export function useMarkRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.POST('/api/v1/notifications/{id}/actions', {
          params: { path: { id } },
          body: { action: 'read' },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: [path] }),
  });
}

export function useMarkAllRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/notifications/actions', { body: { action: 'read_all' } })),
    onSettled: () => queries.invalidateQueries({ queryKey: [path] }),
  });
}
