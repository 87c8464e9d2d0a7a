// The frame of every page behind the sign-in.
import { LogoutOutlined, MenuOutlined } from '@ant-design/icons';
import { App, Drawer, Select } from 'antd';
import { useEffect, useState } from 'react';
import { Link, Navigate, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { api, asProblem, unwrap, type Session } from '@/kit/api';
import { useDemonstration } from '@/kit/demonstration';
import { dropAllDrafts } from '@/kit/form/draft';
import { useLanguage, useTexts } from '@/kit/i18n';
import { LiveProvider } from '@/kit/live';
import { ErrorState, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { can, useAdoptSession, useSessionQuery } from '@/kit/session';
import { Brand } from './gate';
import { Nav } from './nav';
import { StartUp } from './route-states';
import { Switches } from './switches';
import { texts } from './texts';

function OrganisationChoice({ session }: { session: Session }) {
  const text = useTexts(texts);
  const adopt = useAdoptSession();
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  if (session.memberships.length < 2)
    return <div className="who-organisation">{session.organisation.name}</div>;
  const choose = async (organisation_id: string) => {
    try {
      adopt(await unwrap(api.PATCH('/api/v1/session', { body: { organisation_id } })));
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
  };
  return (
    <Select
      size="small"
      aria-label={text.switchOrganisation}
      value={session.organisation.id}
      onChange={(id: string) => void choose(id)}
      options={session.memberships.map((entry) => ({
        value: entry.organisation_id,
        label: entry.organisation_name,
      }))}
    />
  );
}

type RailProps = { session: Session; onSignedOut: () => void; onGo?: () => void };

function Rail({ session, onSignedOut, onGo }: RailProps) {
  const text = useTexts(texts);
  const adopt = useAdoptSession();
  const { message } = App.useApp();
  const signOut = async () => {
    try {
      await unwrap(api.DELETE('/api/v1/session'));
      dropAllDrafts();
      onSignedOut();
      adopt(null);
    } catch {
      void message.error(text.signOutFailed);
    }
  };
  return (
    <aside className="rail">
      <Link to="/" className="brand" onClick={onGo}>
        <Brand />
      </Link>
      <Nav session={session} {...(onGo ? { onGo } : {})} />
      <div className="who">
        <Link to="/account" onClick={onGo}>
          {session.user.display_name}
        </Link>
        <OrganisationChoice session={session} />
        <div className="switches">
          <Switches />
          <button type="button" className="switch" onClick={() => void signOut()}>
            <LogoutOutlined />
            {text.signOut}
          </button>
        </div>
      </div>
    </aside>
  );
}

function Inside({ session, onSignedOut }: { session: Session; onSignedOut: () => void }) {
  const text = useTexts(texts);
  const [open, setOpen] = useState(false);
  const { preferLanguage } = useLanguage();
  const demonstration = useDemonstration();
  const userLanguage = session.user.language;
  useEffect(() => preferLanguage(userLanguage), [preferLanguage, userLanguage]);
  return (
    <LiveProvider key={session.organisation.id} follows={can(session, permissions.followEvents)}>
      <div className="shell">
        <Rail session={session} onSignedOut={onSignedOut} />
        <header className="bar">
          <button type="button" className="switch" aria-label={text.menu} onClick={() => setOpen(true)}>
            <MenuOutlined />
          </button>
          <Link to="/" className="brand">
            <Brand />
          </Link>
          <span className="switch" />
        </header>
        <Drawer
          rootClassName="rail-drawer"
          placement="left"
          size={288}
          open={open}
          onClose={() => setOpen(false)}
          closable={false}
        >
          <Rail session={session} onSignedOut={onSignedOut} onGo={() => setOpen(false)} />
        </Drawer>
        <main>
          {demonstration.sign_ins.length > 0 && <div className="demonstration">{text.demonstration}</div>}
          <Outlet />
        </main>
      </div>
      <ScrollRestoration />
    </LiveProvider>
  );
}

export function Component() {
  const session = useSessionQuery();
  const location = useLocation();
  // Who went on purpose does not come back to the page; who was thrown out does.
  const [left, setLeft] = useState(false);
  if (session.isPending) return <StartUp />;
  if (session.isError) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />;
  if (!session.data) {
    const from = location.pathname + location.search;
    return <Navigate to="/sign-in" replace state={left ? null : { from }} />;
  }
  return (
    // Messages and questions over the page; not before the sign-in, where their code would be dead weight.
    <App message={{ maxCount: 3 }}>
      <Inside session={session.data} onSignedOut={() => setLeft(true)} />
    </App>
  );
}
