// What became of one webhook's messages; dead letters can be sent again.
import { Link, useParams } from 'react-router';
import type { WebhookDelivery } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
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
  const { choice } = useLabels('webhook_delivery');
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
    {
      key: 'answer',
      fields: ['status_code', 'error'],
      title: text.answer,
      render: (row) => row.status_code ?? row.error ?? '—',
    },
    {
      key: 'when',
      fields: ['delivered_at'],
      title: text.delivered,
      render: (row) => (row.delivered_at ? format.instant(row.delivered_at) : '—'),
    },
    {
      key: 'next',
      fields: ['next_attempt_at'],
      title: text.next,
      render: (row) => (row.next_attempt_at ? format.instant(row.next_attempt_at) : '—'),
    },
  ];
  return (
    <PageFrame
      title={text.deliveries}
      hint={text.deliveriesHint}
      back={<Link to="/webhooks">{text.backToList}</Link>}
    >
      <Panel>
        <EntityList
          path="/api/v1/webhook-deliveries"
          entity="webhook_delivery"
          columns={columns}
          fixed={{ webhook_id: id }}
          filters={['status']}
          sortDefault="-created_at"
          titleOf={(row) => row.event}
          tools={(row) => (
            <RowActions path="/api/v1/webhook-deliveries" entity="webhook_delivery" row={row} />
          )}
          empty={{ title: text.noDeliveries, text: text.noDeliveriesHint }}
        />
      </Panel>
    </PageFrame>
  );
}
