// What became of one webhook's messages; dead letters can be sent again.
import { Link, useParams } from 'react-router';
import type { WebhookDelivery } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { DataList, FilterChoice, Toolbar, useList, useListState, type Column } from '@/kit/list';
import { fieldOf, useLabels } from '@/kit/meta';
import { PageFrame, Panel, Tag, type Tone } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';

const tones: Record<string, Tone | 'plain'> = {
  waiting: 'info',
  delivered: 'good',
  failed: 'warning',
  dead: 'bad',
};

export function Component() {
  const text = useTexts(texts);
  const id = useParams().id ?? '';
  const format = useFormat();
  const { entity, choice } = useLabels('webhook_delivery');
  const state = useListState(['status'], '-created_at');
  const list = useList('/api/v1/webhook-deliveries', { ...state.query, webhook_id: id });
  const statuses = (fieldOf(entity, 'status')?.choices ?? []).map(({ name }) => ({
    value: name,
    label: choice('status', name),
  }));
  const columns: Column<WebhookDelivery>[] = [
    { key: 'event', title: text.event, heading: true, render: (row) => row.event },
    {
      key: 'status',
      title: text.status,
      render: (row) => <Tag tone={tones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>,
    },
    {
      key: 'attempts',
      title: text.attempts,
      align: 'end',
      render: (row) => <span className="number">{row.attempts}</span>,
    },
    { key: 'answer', title: text.answer, render: (row) => row.status_code ?? row.error ?? '—' },
    {
      key: 'when',
      title: text.delivered,
      render: (row) => (row.delivered_at ? format.instant(row.delivered_at) : '—'),
    },
    {
      key: 'next',
      title: text.next,
      render: (row) => (row.next_attempt_at ? format.instant(row.next_attempt_at) : '—'),
    },
    {
      key: 'tools',
      title: '',
      render: (row) => <RowActions path="/api/v1/webhook-deliveries" entity="webhook_delivery" row={row} />,
    },
  ];
  return (
    <PageFrame
      title={text.deliveries}
      hint={text.deliveriesHint}
      action={<Link to="/webhooks">{text.backToList}</Link>}
    >
      <Panel>
        <Toolbar>
          <FilterChoice state={state} name="status" label={text.status} options={statuses} />
        </Toolbar>
        <DataList
          rows={list.items}
          rowKey={(row) => row.id}
          columns={columns}
          pages={list}
          state={state}
          empty={{ title: text.noDeliveries, text: text.noDeliveriesHint }}
        />
      </Panel>
    </PageFrame>
  );
}
