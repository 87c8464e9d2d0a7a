// The accounts that are kept for one's own organisation; every one of the book for the operator.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, unwrap, type LedgerAccount } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
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
  const { choice } = useLabels('ledger_account');
  const seesAll = useCan()(permissions.viewAllAccounts);
  const columns: Column<LedgerAccount>[] = [
    {
      key: 'name',
      fields: ['name'],
      title: text.account,
      sort: 'code',
      heading: true,
      render: (row) => <Link to={`/accounts/${row.id}`}>{row.name}</Link>,
    },
    { key: 'kind', title: text.kind, render: (row) => choice('kind', row.kind) },
    ...(seesAll
      ? [
          {
            key: 'holder',
            fields: ['holder_id'],
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
        <EntityList
          path="/api/v1/ledger/accounts"
          entity="ledger_account"
          columns={columns}
          filters={['kind', 'status']}
          sortDefault="code"
          empty={{ title: text.noAccounts, text: text.noAccountsHint }}
        />
      </Panel>
    </PageFrame>
  );
}
