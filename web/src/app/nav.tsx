// The way around: by the stages of the white paper or by module; only what the person may open is there.
import { ApiOutlined } from '@ant-design/icons';
import { useEffect, useRef, useState } from 'react';
import { NavLink, useLocation } from 'react-router';
import type { Session } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { permissions } from '@/kit/permissions';
import { can } from '@/kit/session';
import { groups, isOpenTo, places, stages, type Group, type Place, type Stage } from './places';
import { texts } from './texts';

type Order = 'stage' | 'group';
const storageKey = 'dengyun.nav';

function storedOrder(): Order {
  return localStorage.getItem(storageKey) === 'group' ? 'group' : 'stage';
}

function PlaceLink({ place }: { place: Place }) {
  const text = useTexts(texts);
  return (
    <NavLink to={place.to} end={place.to === '/'}>
      {place.icon}
      {text[place.title]}
    </NavLink>
  );
}

export function Nav({ session, onGo }: { session: Session; onGo?: () => void }) {
  const text = useTexts(texts);
  const [order, setOrder] = useState(storedOrder);
  const open = places.filter((place) => isOpenTo(session, place));
  const stageTitles: Record<Stage, [string, string]> = {
    cloud: [text.stageCloud, text.stageCloudWhy],
    digital: [text.stageDigital, text.stageDigitalWhy],
    intelligent: [text.stageIntelligent, text.stageIntelligentWhy],
    manage: [text.stageManage, ''],
  };
  const groupTitles: Record<Group, [string, string]> = {
    enterprise: [text.groupEnterprise, ''],
    trade: [text.groupTrade, ''],
    workshop: [text.groupWorkshop, ''],
    cluster: [text.groupCluster, ''],
    money: [text.groupMoney, ''],
    people: [text.groupPeople, ''],
    records: [text.groupRecords, ''],
  };
  const sections =
    order === 'stage'
      ? stages.map((stage) => ({
          title: stageTitles[stage],
          entries: open.filter((place) => place.stage === stage),
        }))
      : groups.map((group) => ({
          title: groupTitles[group],
          entries: open.filter((place) => place.group === group),
        }));
  const choose = (next: Order) => {
    localStorage.setItem(storageKey, next);
    setOrder(next);
  };
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // The way is longer than the screen: where one is stays in sight.
  useEffect(() => {
    nav.current?.querySelector('a.active')?.scrollIntoView({ block: 'nearest' });
  }, [pathname, order]);
  const home = open.find((place) => place.to === '/');
  return (
    <nav ref={nav} className="nav" aria-label={text.navigation} data-tour="nav">
      <div onClick={onGo}>{home && <PlaceLink place={home} />}</div>
      <div className="nav-order" role="group" aria-label={text.navOrder}>
        {(['stage', 'group'] as const).map((choice) => (
          <button key={choice} type="button" aria-pressed={order === choice} onClick={() => choose(choice)}>
            {choice === 'stage' ? text.byStage : text.byModule}
          </button>
        ))}
      </div>
      <div onClick={onGo}>
        {sections
          .filter(({ entries }) => entries.length > 0)
          .map(({ title: [title, why], entries }) => (
            <div key={title} className="nav-section">
              <h2>
                <span>{title}</span>
                {why && <small>{why}</small>}
              </h2>
              {entries.map((place) => (
                <PlaceLink key={place.to} place={place} />
              ))}
            </div>
          ))}
        {can(session, permissions.viewApiKeys) && (
          <a href="/api/reference" target="_blank" rel="noreferrer">
            <ApiOutlined />
            {text.reference}
          </a>
        )}
      </div>
    </nav>
  );
}
