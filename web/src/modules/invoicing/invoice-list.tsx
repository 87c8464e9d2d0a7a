// Invoices with what is due and when, for either side.
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { fetchPage } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { CardList, CardTabs, useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { Tag } from '@/kit/page';
import { useFormat, useToday } from '@/kit/use-format';
import './invoicing.css';
import { openOf, sumsOf } from './money';
import { debitTexts } from './debit-texts';
import { texts } from './texts';
import { invoicesPath, invoiceTones, receivedInvoicesPath, type Invoice } from './use-invoicing';

const queries = {
  // Of what does not fit in part, the rest is due.
  waiting: { status: ['matched', 'blocked', 'submitted'], sort: 'due_on' },
  overdue: { status: ['matched', 'blocked'], sort: 'due_on' },
  exceptions: { status: ['blocked'], sort: '-id' },
  drafts: { status: ['draft'], sort: '-id' },
  all: { sort: '-id' },
} as const;
type Tab = keyof typeof queries;
type Path = typeof invoicesPath | typeof receivedInvoicesPath;

function Card({ row, own }: { row: Invoice; own: boolean }) {
  const text = useTexts(texts);
  const format = useFormat();
  const debits = useTexts(debitTexts);
  const { choice } = useLabels('supplier_invoice');
  const total = row.net_total + row.tax_total;
  const open = openOf(row);
  return (
    <li>
      <Link className="inv-card" to={`/invoices/${row.id}`}>
        <header>
          <h3>
            <OrganisationName id={own ? row.buyer_id : row.organisation_id} />
          </h3>
          <Tag tone={invoiceTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </header>
        <span className="mono faint">
          {row.number} {row.kind === 'credit_note' && choice('kind', row.kind)}
        </span>
        {row.held_total > 0 && (
          <span className="inv-apart number">
            {debits.held} ¥{formatFen(row.held_total)}
          </span>
        )}
        {row.debited_total > 0 && (
          <span className="faint number">
            {debits.debited} ¥{formatFen(row.debited_total)}
          </span>
        )}
        <footer>
          <span className="faint">
            {row.due_on && open > 0 ? text.due(format.date(row.due_on)) : ''}
            {open > 0 && open !== total && (
              <small className="number">
                {text.total} ¥{formatFen(total)}
              </small>
            )}
          </span>
          <span className="inv-open">
            {open > 0 && <small>{text.agreed}</small>}
            <strong className="number">¥{formatFen(open > 0 ? open : total)}</strong>
          </span>
        </footer>
      </Link>
    </li>
  );
}

function Sums({ path }: { path: Path }) {
  const text = useTexts(texts);
  const today = useToday();
  const open = useQuery({
    queryKey: [path, 'sums'],
    queryFn: () => fetchPage(path, { status: ['matched', 'blocked'], limit: 200, sort: 'due_on' }),
  });
  if (!open.data) return null;
  const sums = sumsOf(open.data.items, today);
  const shown = [
    ['overdue', sums.overdue, sums.overdue > 0 ? 'bad' : ''],
    ['soon', sums.soon, ''],
    ['later', sums.later, ''],
    ['blocked', sums.blocked, sums.blocked > 0 ? 'warning' : ''],
  ] as const;
  return (
    <div className="inv-sums">
      {shown.map(([name, amount, tone]) => (
        <div key={name} className="inv-sum" data-tone={tone}>
          <span>{text[name]}</span>
          <strong className="number">¥{formatFen(amount)}</strong>
        </div>
      ))}
    </div>
  );
}

export function InvoiceList({ path }: { path: Path }) {
  const text = useTexts(texts);
  const own = path === invoicesPath;
  const [search, setSearch] = useSearchParams();
  const tabs: Tab[] = own
    ? ['waiting', 'overdue', 'exceptions', 'drafts', 'all']
    : ['waiting', 'overdue', 'exceptions', 'all'];
  const chosen = tabs.find((tab) => tab === search.get('tab')) ?? 'waiting';
  const today = useToday();
  const list = useList(path, {
    ...queries[chosen],
    ...(chosen === 'overdue' ? { due_on_before: today } : {}),
  });
  return (
    <>
      <Sums path={path} />
      <CardTabs
        label={own ? text.myMoney : text.payables}
        chosen={chosen}
        onChoose={(tab: Tab) => setSearch({ tab }, { replace: true })}
        tabs={tabs.map((tab) => [tab, text[`tab_${tab}`]])}
      />
      <CardList
        pages={list}
        empty={
          chosen === 'overdue' || chosen === 'exceptions'
            ? { title: text[`none_${chosen}`], text: text[`none_${chosen}Hint`] }
            : { title: text.noInvoices, text: own ? text.noInvoicesHint : text.noReceived }
        }
        cards={list.items.map((row) => (
          <Card key={row.id} row={row} own={own} />
        ))}
      />
    </>
  );
}
