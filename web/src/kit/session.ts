// Who is signed in, and what he may do. `null`: nobody.
import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { api, Problem, setCsrfToken, unwrap, type Session } from './api';
import { usualZone } from './time-zone';

export const sessionKey = ['/api/v1/session'] as const;

async function loadSession(): Promise<Session | null> {
  try {
    const session = await unwrap(api.GET('/api/v1/session'));
    setCsrfToken(session.csrf_token);
    return session;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) {
      setCsrfToken(undefined);
      return null;
    }
    throw error;
  }
}

export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: loadSession,
  staleTime: 5 * 60_000,
});

export function useSessionQuery() {
  return useQuery(sessionQuery);
}

// Given by what stands in front of all pages behind the sign-in: who is thrown out loses them at once, and none of them is
// drawn once more with nobody.
export const SessionContext = createContext<Session | null>(null);

// Of pages behind the sign-in.
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('this page is only shown to people who are signed in');
  return session;
}

// In which times are shown: the person's own choice, else the organisation's; guests see China's.
export function zoneOf(session: Session | null | undefined): string {
  return session?.user.time_zone ?? session?.organisation.time_zone ?? usualZone;
}

// Asked for by every cell with a time: it reads what is known and follows nothing of its own.
export function useZone(): string {
  const queries = useQueryClient();
  return zoneOf(use(SessionContext) ?? queries.getQueryData(sessionQuery.queryKey));
}

export function can(session: Session, permission: string): boolean {
  return session.permissions.includes(permission);
}

export function useCan(): (permission: string) => boolean {
  const session = useSession();
  return (permission) => can(session, permission);
}

// Another person or another organisation: nothing that was read before may be shown again.
export function adoptSession(queries: QueryClient, session: Session | null): void {
  setCsrfToken(session?.csrf_token);
  queries.removeQueries({
    predicate: (query) => query.queryKey[0] !== sessionKey[0] && query.queryKey[0] !== '/api/v1/meta',
  });
  queries.setQueryData(sessionKey, session);
}

export function useAdoptSession(): (session: Session | null) => void {
  const queries = useQueryClient();
  return (session) => adoptSession(queries, session);
}
