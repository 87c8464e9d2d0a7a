// Escrows: those that one pays into and those that one is paid from.
import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Escrow } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { DataList, FilterChoice, Toolbar, useList, useListState, type Column } from '@/kit/list';
import { fieldOf, useLabels } from '@/kit/meta';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { Fen, OrganisationName } from './amount';
import { EscrowForm } from './escrow-form';
import { escrowTones } from './escrow-tones';
import './money.css';
import { texts } from './texts';

export function Component() {
  const text = useTexts(texts);
  const go = useNavigate();
  const queries = useQueryClient();
  const [params] = useSearchParams();
  const receiving = params.get('side') === 'receiving';
  const { entity, choice } = useLabels('escrow');
  const mayPay = useCan()(permissions.payEscrow);
  const state = useListState(['status'], '-created_at');
  const list = useList(receiving ? '/api/v1/escrow-receivables' : '/api/v1/escrows', state.query);
  const [open, setOpen] = useState(false);
  const statuses = (fieldOf(entity, 'status')?.choices ?? []).map(({ name }) => ({
    value: name,
    label: choice('status', name),
  }));
  const columns: Column<Escrow>[] = [
    {
      key: 'title',
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
    { key: 'due', title: text.due, sort: 'due_on', render: (row) => row.due_on ?? '—' },
  ];
  const add = mayPay && !receiving && (
    <Button type="primary" size="large" onClick={() => setOpen(true)}>
      {text.add}
    </Button>
  );
  return (
    <PageFrame title={text.escrows} hint={text.escrowsHint} action={add}>
      <Panel>
        <nav className="parts">
          <Link to="/escrows" aria-current={receiving ? undefined : 'page'}>
            {text.paying}
          </Link>
          <Link to="/escrows?side=receiving" aria-current={receiving ? 'page' : undefined}>
            {text.receiving}
          </Link>
        </nav>
        <Toolbar>
          <FilterChoice state={state} name="status" label={text.status} options={statuses} />
        </Toolbar>
        <DataList
          rows={list.items}
          rowKey={(row) => row.id}
          columns={columns}
          pages={list}
          state={state}
          empty={{ title: text.noEscrows, text: text.noEscrowsHint, action: add }}
        />
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
