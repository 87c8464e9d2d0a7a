// The frame of every page behind the sign-in.
import { LogoutOutlined } from '@ant-design/icons';
import { App, Drawer, Select } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, Outlet, ScrollRestoration, useLocation, useNavigate } from 'react-router';
import { api, asProblem, unwrap, type Session } from '@/kit/api';
import { useDemonstration } from '@/kit/demonstration';
import { dropAllDrafts } from '@/kit/form/draft';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useOwnName } from '@/kit/organisation-name';
import { useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { can, useAdoptSession, useSession } from '@/kit/session';
import { Brand } from './gate';
import { Nav } from './nav';
import { goKeys } from './go-keys';
import { Switches } from './switches';
import './shell.css';
import './bar.css';
import { useShortcuts } from './shortcuts';
import { Tabs } from './tabs';
import { texts } from './texts';
import { TopBar } from './topbar';
import { useTourSeen, welcomeTour } from './tour/use-tour';
import { useLeaving } from './signed-in';
import { Notices, Progress } from './notices';

function OrganisationChoice({ session }: { session: Session }) {
  const text = useTexts(texts);
  const adopt = useAdoptSession();
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const ownName = useOwnName();
  if (session.memberships.length < 2) return <div className="who-organisation">{ownName}</div>;
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
          <span className="rail-switches">
            <Switches />
          </span>
          <button type="button" className="switch" onClick={() => void signOut()}>
            <LogoutOutlined />
            {text.signOut}
          </button>
        </div>
      </div>
    </aside>
  );
}

type Panel = 'none' | 'menu' | 'find' | 'help' | 'tour';

const Finder = lazy(() => import('./finder/finder'));
const Help = lazy(() => import('./help/help'));
const Tour = lazy(() => import('./tour/tour'));

function Inside({ session, onSignedOut }: { session: Session; onSignedOut: () => void }) {
  const text = useTexts(texts);
  const [panel, setPanel] = useState<Panel>('none');
  const close = () => setPanel('none');
  const { pathname, search } = useLocation();
  // The menu does not stay open over another page, whichever way one came there.
  const [menuOver, setMenuOver] = useState(pathname);
  if (menuOver !== pathname) {
    setMenuOver(pathname);
    if (panel === 'menu') close();
  }
  const navigate = useNavigate();
  const { preferLanguage } = useLanguage();
  const demonstration = useDemonstration();
  const { markSeen } = useTourSeen(welcomeTour);
  const userLanguage = session.user.language;
  useEffect(() => preferLanguage(userLanguage), [preferLanguage, userLanguage]);
  useShortcuts([
    { keys: 'ctrl+k', run: () => setPanel('find') },
    { keys: '?', run: () => setPanel('help') },
    ...goKeys.map(({ key, to }) => ({ keys: `g ${key}`, run: () => void navigate(to) })),
  ]);
  const endTour = () => {
    close();
    void markSeen();
  };
  return (
    <div className="shell">
      <a href="#content" className="skip">
        {text.skipToContent}
      </a>
      <Progress />
      <Rail session={session} onSignedOut={onSignedOut} />
      <TopBar
        session={session}
        onMenu={() => setPanel('menu')}
        onFind={() => setPanel('find')}
        onHelp={() => setPanel('help')}
      />
      <Drawer
        rootClassName="rail-drawer"
        aria-label={text.navigation}
        placement="left"
        size={288}
        open={panel === 'menu'}
        onClose={close}
        closable={false}
      >
        <Rail session={session} onSignedOut={onSignedOut} onGo={close} />
      </Drawer>
      {/* While a page is loaded, the address is the new one and what is shown the former one's. */}
      <main id="content" tabIndex={-1} data-address={pathname + search}>
        {demonstration.sign_ins.length > 0 && <div className="demonstration">{text.demonstration}</div>}
        <Notices follows={can(session, permissions.followEvents)} />
        <Outlet context={{ startTour: () => setPanel('tour') } satisfies ShellContext} />
      </main>
      <Tabs session={session} />
      <Suspense>
        {panel === 'find' && <Finder start="" onClose={close} />}
        {panel === 'help' && <Help onClose={close} onTour={() => setPanel('tour')} />}
        {panel === 'tour' && <Tour onEnd={endTour} />}
      </Suspense>
      <ScrollRestoration />
    </div>
  );
}

// What pages that stand in the shell may ask of it.
export type ShellContext = { startTour: () => void };

export function Component() {
  const { leave } = useLeaving();
  return <Inside session={useSession()} onSignedOut={leave} />;
}
