// The accounts that are kept for one's own organisation; every one of the book for the operator.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, unwrap, type LedgerAccount } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { DataList, FilterChoice, Toolbar, useList, useListState, type Column } from '@/kit/list';
import { fieldOf, useLabels } from '@/kit/meta';
import { PageFrame, Panel } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { Fen, OrganisationName } from './amount';
import './money.css';
import { texts } from './texts';

function useBalance(id: string) {
  return useQuery({
    queryKey: ['/api/v1/ledger/accounts', id, 'balance'],
    queryFn: () => unwrap(api.GET('/api/v1/ledger/accounts/{id}/balance', { params: { path: { id } } })),
  });
}

function BalanceOf({ id, field }: { id: string; field: 'balance' | 'available' }) {
  const balance = useBalance(id);
  return <Fen value={balance.data?.[field]} />;
}

export function Component() {
  const text = useTexts(texts);
  const { entity, choice } = useLabels('ledger_account');
  const seesAll = useCan()(permissions.viewAllAccounts);
  const state = useListState(['kind'], 'code');
  const list = useList('/api/v1/ledger/accounts', state.query);
  const kinds = (fieldOf(entity, 'kind')?.choices ?? []).map(({ name }) => ({
    value: name,
    label: choice('kind', name),
  }));
  const columns: Column<LedgerAccount>[] = [
    {
      key: 'name',
      title: text.account,
      heading: true,
      render: (row) => (
        <>
          <Link to={`/accounts/${row.id}`}>{row.name}</Link>
          <span className="sub mono">{row.code}</span>
        </>
      ),
    },
    { key: 'kind', title: text.kind, render: (row) => choice('kind', row.kind) },
    ...(seesAll
      ? [
          {
            key: 'holder',
            title: text.holder,
            render: (row: LedgerAccount) => <OrganisationName id={row.holder_id} />,
          },
        ]
      : []),
    {
      key: 'balance',
      title: text.balance,
      align: 'end',
      render: (row) => <BalanceOf id={row.id} field="balance" />,
    },
    {
      key: 'available',
      title: text.available,
      align: 'end',
      render: (row) => <BalanceOf id={row.id} field="available" />,
    },
  ];
  return (
    <PageFrame title={text.accounts} hint={text.accountsHint}>
      <Panel>
        <Toolbar>
          <FilterChoice state={state} name="kind" label={text.kind} options={kinds} />
        </Toolbar>
        <DataList
          rows={list.items}
          rowKey={(row) => row.id}
          columns={columns}
          pages={list}
          state={state}
          empty={{ title: text.noAccounts, text: text.noAccountsHint }}
        />
      </Panel>
    </PageFrame>
  );
}
