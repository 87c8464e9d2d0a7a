// The first page: what waits for me, and what somebody of my role does most.
import { Button } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { Link, useNavigate, useOutletContext } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { useRoleLabel } from '@/kit/meta';
import { useOwnName } from '@/kit/organisation-name';
import { PageFrame } from '@/kit/page';
import { useSession, useZone } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { hourOf } from '@/kit/time-zone';
import { Cluster, Lately } from './home/cluster';
import './home/home.css';
import { homeOf, partOfDay, type Tile } from './home/roles';
import { Steps } from './home/steps';
import { Tasks } from './home/tasks';
import { texts as own } from './home/texts';
import { isOpenTo, places } from './places';
import type { ShellContext } from './shell';
import { texts } from './texts';
import './tour/tour.css';
import { useTourSeen, welcomeTour } from './tour/use-tour';

function TourOffer() {
  const text = useTexts(own);
  const { startTour } = useOutletContext<ShellContext>();
  const { seen, markSeen } = useTourSeen(welcomeTour);
  if (seen) return null;
  return (
    <section className="tour-offer" aria-label={text.tourTitle}>
      <div>
        <h2>{text.tourTitle}</h2>
        <p>{text.tourText}</p>
      </div>
      <span className="row">
        <Button type="text" onClick={() => void markSeen()}>
          {text.tourLater}
        </Button>
        <Button onClick={startTour}>{text.tourStart}</Button>
      </span>
    </section>
  );
}

function FactoryFinder() {
  const text = useTexts(own);
  const navigate = useNavigate();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const q = new FormData(event.currentTarget).get('q');
    void navigate(
      typeof q === 'string' && q.trim() ? `/directory?q=${encodeURIComponent(q.trim())}` : '/directory',
    );
  };
  return (
    <form className="home-find" role="search" onSubmit={submit}>
      <label htmlFor="home-q">{text.find}</label>
      <span className="scan-row">
        <input
          id="home-q"
          name="q"
          type="search"
          placeholder={text.findHint}
          maxLength={100}
          autoComplete="off"
        />
        <button type="submit" className="big-button">
          {text.findButton}
        </button>
      </span>
    </form>
  );
}

function Tiles({ tiles }: { tiles: readonly Tile[] }) {
  const session = useSession();
  const words = useTexts(texts);
  const text = useTexts(own);
  const shown = tiles.flatMap((tile) => {
    const place = places.find(({ title }) => title === tile);
    return place && isOpenTo(session, place) ? [{ tile, place }] : [];
  });
  return (
    <nav className="tiles" aria-label={text.tiles}>
      {shown.map(({ tile, place }) => (
        <Link key={place.to} to={place.to} className="tile">
          <span className="tile-icon">{place.icon}</span>
          <strong>{words[place.title]}</strong>
          <span>{text[`${tile}Why`]}</span>
        </Link>
      ))}
    </nav>
  );
}

export function Component() {
  const text = useTexts(texts);
  const greetings = useTexts(own);
  const shared = useTexts(common);
  const session = useSession();
  const ownName = useOwnName();
  const roleLabel = useRoleLabel();
  const home = homeOf(session.roles);
  const [now] = useState(() => Date.now());
  const hour = hourOf(now, useZone());
  return (
    <PageFrame
      title={greetings[partOfDay(hour)](session.user.display_name)}
      hint={text.youAre(ownName, session.roles.map(roleLabel).join(shared.comma))}
    >
      <TourOffer />
      {home.hasFinder && <FactoryFinder />}
      <Tiles tiles={home.tiles} />
      <div className={home.hasCluster ? 'home home-two' : 'home'}>
        <div className="home-column">
          <Tasks />
          {home.hasSteps ? <Steps /> : home.hasCluster && <Lately />}
        </div>
        {home.hasCluster && (
          <div className="home-column">
            <Cluster />
            {home.hasSteps && <Lately />}
          </div>
        )}
      </div>
    </PageFrame>
  );
}
