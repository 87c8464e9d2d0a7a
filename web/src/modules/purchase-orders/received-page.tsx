// Orders that customers have sent: what waits for an answer first, as cards for a phone.
import { Link, useSearchParams } from 'react-router';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { CardList, CardTabs, useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { PageFrame, Tag } from '@/kit/page';
import { useFormat, useToday } from '@/kit/use-format';
import './purchase-orders.css';
import { texts } from './texts';
import { orderTones, receivedPath, type PurchaseOrder } from './use-purchase-orders';

const tabs = {
  waiting: { status: ['issued'], sort: 'due_on' },
  running: { status: ['confirmed', 'open', 'countered'], sort: 'due_on' },
  overdue: { status: ['confirmed', 'open'], sort: 'due_on' },
  all: { sort: '-id' },
} as const;
type Tab = keyof typeof tabs;
const names = ['waiting', 'running', 'overdue', 'all'] as const;

function Card({ row }: { row: PurchaseOrder }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { label, choice } = useLabels('purchase_order');
  return (
    <li>
      <Link className="po-card" to={`/purchase-orders/${row.id}`}>
        <header>
          <h3>{row.title}</h3>
          <Tag tone={orderTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </header>
        <span>
          <OrganisationName id={row.organisation_id} /> <small className="faint number">{row.number}</small>
        </span>
        <footer>
          <span className="faint">
            {row.due_on && `${label('due_on')} ${format.date(row.due_on)}`}
            {row.terms_version > 1 && ` · ${text.version(String(row.terms_version))}`}
          </span>
          <strong className="number">¥{formatFen(row.net_total + row.tax_total)}</strong>
        </footer>
      </Link>
    </li>
  );
}

export function Component() {
  const text = useTexts(texts);
  const [search, setSearch] = useSearchParams();
  const chosen: Tab = names.find((tab) => tab === search.get('tab')) ?? 'waiting';
  const today = useToday();
  const list = useList(receivedPath, {
    ...tabs[chosen],
    ...(chosen === 'overdue' ? { due_on_before: today } : {}),
  });
  return (
    <PageFrame title={text.received} hint={text.receivedHint}>
      <CardTabs
        label={text.received}
        chosen={chosen}
        onChoose={(tab: Tab) => setSearch({ tab }, { replace: true })}
        tabs={names.map((tab) => [tab, text[`tab_${tab}`]])}
      />
      <CardList
        pages={list}
        empty={{ title: text.noReceived, text: text.noReceivedHint }}
        cards={list.items.map((row) => (
          <Card key={row.id} row={row} />
        ))}
      />
    </PageFrame>
  );
}
