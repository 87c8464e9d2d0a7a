// Inspections of both kinds: those that one makes and those of one's own goods, what waits for an answer, and how strictly
// the next lots are looked at.
import { Link, useSearchParams } from 'react-router';
import type { Concession, Inspection } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { CardList, CardTabs, useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { PageFrame, Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import './inspections.css';
import { Records } from './records';
import { texts } from './texts';
import {
  byOthersPath,
  concessionTones,
  inspectionsPath,
  inspectionTones,
  toAnswerPath,
} from './use-inspections';

const lists = {
  open: { path: inspectionsPath, query: { status: 'pending', sort: 'decide_by' } },
  done: {
    path: inspectionsPath,
    query: { status: ['accepted', 'rejected', 'concession', 'split'], sort: '-id' },
  },
  others: { path: byOthersPath, query: { sort: '-id' } },
} as const;
type ListTab = keyof typeof lists;
const tabs = ['open', 'done', 'others', 'answer', 'records'] as const;
type Tab = (typeof tabs)[number];

function Card({ inspection, others }: { inspection: Inspection; others: boolean }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('inspection');
  const { status, sample_size: n, accept_number: ac } = inspection;
  return (
    <li>
      <Link className="inspection-card" to={`/inspections/${inspection.id}`}>
        <header>
          <h3>{inspection.goods}</h3>
          <Tag tone={inspectionTones[status] ?? 'plain'}>{choice('status', status)}</Tag>
        </header>
        <span className="mono faint">{inspection.lot}</span>
        <span>
          <OrganisationName id={others ? inspection.organisation_id : inspection.supplier_id} />
        </span>
        <div className="inspection-card-foot">
          <span className="faint">{text.sampleOf(format.number(n), String(ac))}</span>
          <strong className="number">{text.amount(format.number(inspection.quantity / 1_000))}</strong>
        </div>
        {status === 'pending' && inspection.decide_by && (
          <small className="faint">{text.decideBy(format.instant(inspection.decide_by))}</small>
        )}
      </Link>
    </li>
  );
}

function Inspections({ tab }: { tab: ListTab }) {
  const text = useTexts(texts);
  const list = useList(lists[tab].path, lists[tab].query);
  const others = tab === 'others';
  return (
    <CardList
      pages={list}
      empty={
        others
          ? { title: text.noneOthers, text: text.noneOthersHint }
          : { title: text.none, text: text.noneHint }
      }
      cards={list.items.map((inspection) => (
        <Card key={inspection.id} inspection={inspection} others={others} />
      ))}
    />
  );
}

function OfferCard({ concession }: { concession: Concession }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('concession');
  return (
    <li>
      <Link className="inspection-card" to={`/inspections/${concession.inspection_id}`}>
        <header>
          <h3 className="number">{text.cut(formatFen(concession.price_cut))}</h3>
          <Tag tone={concessionTones[concession.status] ?? 'plain'}>
            {choice('status', concession.status)}
          </Tag>
        </header>
        <span>
          <OrganisationName id={concession.organisation_id} />
        </span>
        <p>{concession.reason}</p>
        <small className="faint">{format.instant(concession.created_at)}</small>
      </Link>
    </li>
  );
}

function Offers() {
  const text = useTexts(texts);
  const list = useList(toAnswerPath, { status: 'offered', sort: '-id' });
  return (
    <CardList
      pages={list}
      empty={{ title: text.noneAnswer, text: text.noneAnswerHint }}
      cards={list.items.map((concession) => (
        <OfferCard key={concession.id} concession={concession} />
      ))}
    />
  );
}

export function Component() {
  const text = useTexts(texts);
  const [search, setSearch] = useSearchParams();
  const chosen = tabs.find((tab) => tab === search.get('tab')) ?? 'open';
  const choose = (tab: Tab) => setSearch(tab === 'open' ? {} : { tab }, { replace: true });
  return (
    <PageFrame title={text.inspections} hint={text.inspectionsHint}>
      <CardTabs
        label={text.inspections}
        chosen={chosen}
        onChoose={choose}
        tabs={tabs.map((tab) => [tab, text[`tab_${tab}`]])}
      />
      {chosen === 'records' && <Records />}
      {chosen === 'answer' && <Offers />}
      {chosen !== 'records' && chosen !== 'answer' && <Inspections key={chosen} tab={chosen} />}
    </PageFrame>
  );
}
