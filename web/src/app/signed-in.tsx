// Everything behind the sign-in: the session, the live feed, the queue of what was done offline, messages over the page.
// The shell and the wall stand within it.
import { App } from 'antd';
import { createContext, use, useMemo, useState } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { LiveProvider } from '@/kit/live';
import { QueueProvider } from '@/kit/offline';
import { ErrorState } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { can, SessionContext, useSessionQuery } from '@/kit/session';
import { AntDesign } from './ant-design';
import { StartUp } from './route-states';
import { collections, senders } from './senders';
import { useKeptAnswers } from './service-worker';

type Leaving = { leave: () => void };
const LeavingContext = createContext<Leaving>({ leave: () => undefined });

export function useLeaving(): Leaving {
  return use(LeavingContext);
}

export function Component() {
  const session = useSessionQuery();
  const location = useLocation();
  // Who went on purpose does not come back to the page; who was thrown out does.
  const [left, setLeft] = useState(false);
  const leaving = useMemo(() => ({ leave: () => setLeft(true) }), []);
  useKeptAnswers(session.data?.user.id ?? '', session.data?.organisation.id ?? '');
  if (session.isPending) return <StartUp />;
  if (session.isError) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />;
  if (!session.data) {
    const from = location.pathname + location.search;
    return <Navigate to="/sign-in" replace state={left ? null : { from }} />;
  }
  const { organisation } = session.data;
  return (
    <SessionContext value={session.data}>
      <AntDesign>
        <App message={{ maxCount: 3 }}>
          <LeavingContext value={leaving}>
            <LiveProvider key={organisation.id} follows={can(session.data, permissions.followEvents)}>
              <QueueProvider senders={senders} collections={collections}>
                <Outlet />
              </QueueProvider>
            </LiveProvider>
          </LeavingContext>
        </App>
      </AntDesign>
    </SessionContext>
  );
}
