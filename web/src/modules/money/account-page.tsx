// One account: what it holds, what moved up to a day, and its statement, which leads to every transfer.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { api, unwrap, type LedgerEntry } from '@/kit/api';
import { DateInput } from '@/kit/form/date-input';
import { useTexts } from '@/kit/i18n';
import { DataList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { ErrorState, Facts, Loading, PageFrame, Panel } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { AccountName } from './account-name';
import { Fen } from './amount';
import './money.css';
import { texts } from './texts';

// The last moment of a day in China.
const endOf = (day: string) => `${day}T23:59:59.999+08:00`;
const startOf = (day: string) => `${day.slice(0, 8)}01T00:00:00+08:00`;

function useStatement(id: string, to: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['/api/v1/ledger/accounts', id, 'statement', to],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/api/v1/ledger/accounts/{id}/statement', {
          params: { path: { id }, query: { limit: 25, after: pageParam, ...(to ? { to: endOf(to) } : {}) } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
}

function Balance({ id }: { id: string }) {
  const text = useTexts(texts);
  const balance = useQuery({
    queryKey: ['/api/v1/ledger/accounts', id, 'balance'],
    queryFn: () => unwrap(api.GET('/api/v1/ledger/accounts/{id}/balance', { params: { path: { id } } })),
  });
  if (balance.isPending) return <Loading lines={2} />;
  if (balance.isError) return <ErrorState error={balance.error} onRetry={() => void balance.refetch()} />;
  const { data } = balance;
  return (
    <Facts
      facts={[
        {
          label: text.balance,
          value: <strong className="money-large">{<Fen value={data.balance} />}</strong>,
        },
        { label: text.available, value: <Fen value={data.available} /> },
        { label: text.heldOut, value: <Fen value={data.debits_pending} /> },
        { label: text.heldIn, value: <Fen value={data.credits_pending} /> },
      ]}
    />
  );
}

function TurnoverUpTo({ id, day }: { id: string; day: string }) {
  const text = useTexts(texts);
  const turnover = useQuery({
    queryKey: ['/api/v1/ledger/accounts', id, 'turnover', day],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/ledger/accounts/{id}/turnover', {
          params: { path: { id }, query: { from: startOf(day), to: endOf(day) } },
        }),
      ),
  });
  if (!turnover.data) return null;
  const { opening, debits, credits, closing } = turnover.data;
  return (
    <Facts
      facts={[
        { label: text.opening, value: <Fen value={opening} /> },
        { label: text.credits, value: <Fen value={credits} /> },
        { label: text.debits, value: <Fen value={debits} /> },
        { label: text.closing, value: <Fen value={closing} /> },
      ]}
    />
  );
}

export function Component() {
  const text = useTexts(texts);
  const id = useParams().id ?? '';
  const format = useFormat();
  const [params, setParams] = useSearchParams();
  const to = params.get('to') ?? undefined;
  const { choice } = useLabels('ledger_account');
  const seesAll = useCan()(permissions.viewAllAccounts);
  const account = useQuery({
    queryKey: ['/api/v1/ledger/accounts', id],
    queryFn: () => unwrap(api.GET('/api/v1/ledger/accounts/{id}', { params: { path: { id } } })),
  });
  const pages = useStatement(id, to);
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<LedgerEntry>[] = [
    {
      key: 'memo',
      title: text.memo,
      heading: true,
      render: (row) => (
        <>
          <Link to={`/transfers/${row.transfer_id}`}>{row.memo || text.transfer}</Link>
          <span className="sub">{format.instant(row.at)}</span>
        </>
      ),
    },
    {
      key: 'counterpart',
      title: text.counterpart,
      render: (row) => <AccountName id={row.counterpart_id} />,
    },
    { key: 'change', title: text.change, align: 'end', render: (row) => <Fen value={row.change} signed /> },
    { key: 'balance', title: text.balance, align: 'end', render: (row) => <Fen value={row.balance} /> },
  ];
  if (account.isError) return <ErrorState error={account.error} onRetry={() => void account.refetch()} />;
  const csv = `/api/v1/ledger/accounts/${id}/statement.csv${to ? `?to=${encodeURIComponent(endOf(to))}` : ''}`;
  return (
    <PageFrame
      title={account.data?.name ?? text.account}
      hint={account.data && choice('kind', account.data.kind) + (seesAll ? ` · ${account.data.code}` : '')}
      back={<Link to="/accounts">{text.backToAccounts}</Link>}
    >
      <Panel>
        <Balance id={id} />
      </Panel>
      <Panel
        title={text.statement}
        hint={text.statementHint}
        action={
          <span className="row">
            <DateInput
              value={to ?? null}
              onChange={(value) => setParams(value ? { to: value } : {}, { replace: true })}
            />
            <Button href={csv}>{text.export}</Button>
          </span>
        }
      >
        {to && <TurnoverUpTo id={id} day={to} />}
        <DataList
          rows={rows}
          rowKey={(row) => String(row.entry)}
          columns={columns}
          pages={pages}
          empty={{ title: text.noEntries }}
        />
      </Panel>
    </PageFrame>
  );
}
