// Whether this person has been through a tour.
import { useQueryClient } from '@tanstack/react-query';
import { api, unwrap, type Session } from '@/kit/api';
import { sessionKey, useSession } from '@/kit/session';

export const welcomeTour = 'welcome';

export function useTourSeen(name: string): { seen: boolean; markSeen: () => Promise<void> } {
  const session = useSession();
  const queries = useQueryClient();
  const { tours_seen } = session.user;
  return {
    seen: tours_seen.includes(name),
    markSeen: async () => {
      if (tours_seen.includes(name)) return;
      const user = { ...session.user, tours_seen: [...tours_seen, name] };
      queries.setQueryData<Session>(sessionKey, { ...session, user });
      await unwrap(api.PATCH('/api/v1/session/user', { body: { tours_seen: user.tours_seen } }));
    },
  };
}
