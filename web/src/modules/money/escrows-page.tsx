// Escrows: those that one pays into and those that one is paid from.
import { PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Escrow } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { Fen, OrganisationName } from './amount';
import { DisputesList } from './disputes-list';
import { EscrowForm } from './escrow-form';
import { escrowTones } from './escrow-tones';
import './money.css';
import { texts } from './texts';

export function Component() {
  const text = useTexts(texts);
  const format = useFormat();
  const go = useNavigate();
  const queries = useQueryClient();
  const [params] = useSearchParams();
  const side = params.get('side');
  const receiving = side === 'receiving';
  const arbitrates = useCan()(permissions.arbitrateEscrow);
  const { choice } = useLabels('escrow');
  const mayPay = useCan()(permissions.payEscrow);
  const [open, setOpen] = useState(false);
  const columns: Column<Escrow>[] = [
    {
      key: 'title',
      fields: ['title', receiving ? 'organisation_id' : 'supplier_id'],
      title: text.title,
      heading: true,
      render: (row) => (
        <>
          <Link to={`/escrows/${row.id}`}>{row.title}</Link>
          <span className="sub">
            <OrganisationName id={receiving ? row.organisation_id : row.supplier_id} />
          </span>
        </>
      ),
    },
    {
      key: 'status',
      title: text.status,
      render: (row) => <Tag tone={escrowTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>,
    },
    { key: 'total', title: text.total, align: 'end', render: (row) => <Fen value={row.total} /> },
    { key: 'accepted', title: text.accepted, align: 'end', render: (row) => <Fen value={row.accepted} /> },
    {
      key: 'due',
      fields: ['due_on'],
      title: text.due,
      render: (row) => <span className="number">{format.date(row.due_on)}</span>,
    },
  ];
  const add = mayPay && side === null && (
    <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
      {text.add}
    </Button>
  );
  return (
    <PageFrame title={text.escrows} hint={text.escrowsHint} action={add}>
      <Panel>
        <nav className="parts">
          <Link to="/escrows" aria-current={side === null ? 'page' : undefined}>
            {text.paying}
          </Link>
          <Link to="/escrows?side=receiving" aria-current={receiving ? 'page' : undefined}>
            {text.receiving}
          </Link>
          {arbitrates && (
            <Link to="/escrows?side=disputes" aria-current={side === 'disputes' ? 'page' : undefined}>
              {text.disputes}
            </Link>
          )}
        </nav>
        {side === 'disputes' ? (
          <DisputesList />
        ) : (
          <EntityList
            key={receiving ? 'receiving' : 'paying'}
            path={receiving ? '/api/v1/escrow-receivables' : '/api/v1/escrows'}
            entity="escrow"
            columns={columns}
            filters={['status']}
            empty={{ title: text.noEscrows, text: text.noEscrowsHint, action: add }}
          />
        )}
      </Panel>
      <Drawer title={text.add} size={560} open={open} onClose={() => setOpen(false)} destroyOnHidden>
        {open && (
          <EscrowForm
            onSaved={(escrow) => {
              void queries.invalidateQueries({ queryKey: ['/api/v1/escrows'] });
              void go(`/escrows/${escrow.id}`);
            }}
          />
        )}
      </Drawer>
    </PageFrame>
  );
}
