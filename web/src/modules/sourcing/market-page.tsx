// What a supplier can bid for: RFQs that are open to all, those that he was invited to, and his own bids.
import { Link, useSearchParams } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { CardList, CardTabs, useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { PageFrame, Tag } from '@/kit/page';
import { formatFen } from '@/kit/format';
import { useFormat } from '@/kit/use-format';
import './sourcing.css';
import { texts } from './texts';
import { bidsPath, bidTones, circlePath, invitationTones, openPath, receivedPath } from './use-sourcing';

const tabs = ['open', 'circle', 'invited', 'mine'] as const;
type Tab = (typeof tabs)[number];

function Open({ path }: { path: typeof openPath | typeof circlePath }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('rfx');
  const list = useList(path, { status: ['published'], sort: 'closes_at' });
  return (
    <CardList
      pages={list}
      empty={{ title: text.noneHere, text: text.noneHereHint }}
      cards={list.items.map((rfx) => (
        <li key={rfx.id}>
          <Link className="rfx-card" to={`/rfqs/${rfx.id}`}>
            <header>
              <h3>{rfx.title}</h3>
              <Tag tone="plain">{choice('format', rfx.format)}</Tag>
            </header>
            <span>
              <OrganisationName id={rfx.organisation_id} /> · {text.lineCount(String(rfx.lines.length))}
            </span>
            <strong>{text.closesAt(format.instant(rfx.closes_at))}</strong>
          </Link>
        </li>
      ))}
    />
  );
}

function Invited() {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('invitation');
  const list = useList(receivedPath, { sort: '-id' });
  return (
    <CardList
      pages={list}
      empty={{ title: text.noneHere, text: text.noneHereHint }}
      cards={list.items.map((one) => (
        <li key={one.id}>
          <Link className="rfx-card" to={`/rfqs/${one.rfx_id}`}>
            <header>
              <h3>{one.title}</h3>
              <Tag tone={invitationTones[one.status] ?? 'plain'}>{choice('status', one.status)}</Tag>
            </header>
            <span>
              <OrganisationName id={one.organisation_id} />
            </span>
            <strong>{text.closesAt(format.instant(one.closes_at))}</strong>
          </Link>
        </li>
      ))}
    />
  );
}

function Mine() {
  const text = useTexts(texts);
  const { choice } = useLabels('bid');
  const list = useList(bidsPath, { sort: '-id' });
  return (
    <CardList
      pages={list}
      empty={{ title: text.noneHere, text: text.noneHereHint }}
      cards={list.items.map((bid) => (
        <li key={bid.id}>
          <Link className="rfx-card" to={`/rfqs/${bid.rfx_id}`}>
            <header>
              <h3>{bid.title}</h3>
              <Tag tone={bidTones[bid.status] ?? 'plain'}>{choice('status', bid.status)}</Tag>
            </header>
            <span>
              <OrganisationName id={bid.buyer_id} />
            </span>
            {typeof bid.amount === 'number' && <strong className="number">{formatFen(bid.amount)}</strong>}
          </Link>
        </li>
      ))}
    />
  );
}

export function Component() {
  const text = useTexts(texts);
  const [search, setSearch] = useSearchParams();
  const tab: Tab = tabs.find((one) => one === search.get('tab')) ?? 'open';
  return (
    <PageFrame title={text.market} hint={text.marketHint}>
      <CardTabs
        label={text.market}
        chosen={tab}
        onChoose={(one: Tab) => setSearch({ tab: one }, { replace: true })}
        tabs={tabs.map((one) => [one, text[`tab_${one}`]])}
      />
      {tab === 'open' && <Open key={tab} path={openPath} />}
      {tab === 'circle' && <Open key={tab} path={circlePath} />}
      {tab === 'invited' && <Invited />}
      {tab === 'mine' && <Mine />}
    </PageFrame>
  );
}
