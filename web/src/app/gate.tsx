// The frame of the pages before the sign-in; whoever is signed in passes on to where he wanted to go.
import { useEffect } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { useSessionQuery } from '@/kit/session';
import mark from './mark.svg';
import { Switches } from './switches';
import { texts } from './texts';

const prefetchAfterMs = 1_500;

export type CameFrom = { from?: string } | null;

export function Brand() {
  const text = useTexts(texts);
  return (
    <>
      <img src={mark} alt="" />
      <span>
        <strong>登云</strong>
        <small>{text.tagline}</small>
      </span>
    </>
  );
}

// Terraces that climb into the clouds.
function Clouds() {
  return (
    <svg className="gate-clouds" viewBox="0 0 640 120" aria-hidden="true">
      <g fill="#f3f1e8" opacity=".14">
        <path d="M410 100a30 30 0 0 1 7-59 44 44 0 0 1 84 6 27 27 0 0 1 3 53z" />
        <path d="M212 66a21 21 0 0 1 5-41 31 31 0 0 1 59 4 19 19 0 0 1 2 37z" />
      </g>
    </svg>
  );
}

function Terraces() {
  return (
    <svg
      className="gate-picture"
      viewBox="0 0 640 360"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
    >
      <path fill="#3b8a78" d="M0 214c90-26 150-84 246-88s150 62 238 50 110-50 156-58v242H0z" opacity=".5" />
      <path fill="#1d5c50" d="M0 272h118v-32h118v-32h118v-32h118v-32h168v216H0z" opacity=".85" />
      <path fill="#e9b36b" d="M0 330h150v-22h126v-22h126v-22h126v-22h112v118H0z" opacity=".9" />
      <path fill="#12372f" d="M0 344h210v-14h140v-14h140v-14h150v58H0z" />
    </svg>
  );
}

// While somebody types, what he will see next is fetched; not before the page takes typing.
function usePrefetch(): void {
  useEffect(() => {
    const fetchAhead = () => {
      for (const part of [import('./routes'), import('./signed-in'), import('./shell'), import('./home')])
        part.catch(() => undefined); // asked for again, and told about, when it is needed
    };
    const timer = setTimeout(fetchAhead, prefetchAfterMs);
    return () => clearTimeout(timer);
  }, []);
}

export function Gate() {
  const text = useTexts(texts);
  const session = useSessionQuery();
  const { state } = useLocation() as { state: CameFrom };
  usePrefetch();
  if (session.data) return <Navigate to={state?.from ?? '/'} replace />;
  return (
    <div className="gate">
      <aside className="gate-scene">
        <Clouds />
        <Terraces />
        <div className="brand">
          <Brand />
        </div>
        <p className="gate-claim">
          {text.claim}
          <small>{text.claimMore}</small>
        </p>
      </aside>
      <main className="gate-main">
        <div className="gate-switches">
          <Switches />
        </div>
        <Outlet />
      </main>
    </div>
  );
}
