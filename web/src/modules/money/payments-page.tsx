// Money in and out of custody, through the payment partner.
import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { createRow, type Payment } from '@/kit/api';
import { givenOf, ServerForm } from '@/kit/form';
import { FenInput } from '@/kit/form/field-input';
import { useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel, Tag, type Tone } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import { Fen } from './amount';
import './money.css';
import { texts } from './texts';

const tones: Record<string, Tone | 'plain'> = {
  created: 'plain',
  sent: 'info',
  unknown: 'warning',
  processing: 'info',
  settled: 'good',
  refused: 'bad',
};
const fields = ['kind', 'amount', 'bank_account', 'memo'] as const;
type Kind = 'top_up' | 'pay_out';

function PaymentForm({ kind, onSaved }: { kind: Kind; onSaved: () => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  return (
    <ServerForm
      initial={{ kind }}
      fields={fields}
      send={async (values, key) => {
        await createRow('/api/v1/payments', givenOf(values, fields), key);
        onSaved();
      }}
      submitLabel={kind === 'top_up' ? text.topUp : text.payOut}
    >
      <Form.Item name="kind" hidden>
        <Input />
      </Form.Item>
      <Form.Item name="amount" label={text.amount} rules={needed(text.amount)}>
        <FenInput />
      </Form.Item>
      <Form.Item
        name="bank_account"
        label={text.bankAccount}
        rules={kind === 'pay_out' ? needed(text.bankAccount) : []}
      >
        <Input maxLength={40} inputMode="numeric" />
      </Form.Item>
      <Form.Item name="memo" label={text.memo}>
        <Input maxLength={100} />
      </Form.Item>
    </ServerForm>
  );
}

export function Component() {
  const text = useTexts(texts);
  const format = useFormat();
  const queries = useQueryClient();
  const { choice } = useLabels('payment');
  const mayCreate = useCan()(permissions.createPayments);
  const [open, setOpen] = useState<Kind | null>(null);
  const columns: Column<Payment>[] = [
    {
      key: 'kind',
      fields: ['kind', 'memo'],
      title: text.kind,
      heading: true,
      render: (row) => (
        <>
          {choice('kind', row.kind)}
          <span className="sub">{row.memo}</span>
        </>
      ),
    },
    {
      key: 'status',
      title: text.status,
      render: (row) => <Tag tone={tones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>,
    },
    { key: 'amount', title: text.amount, align: 'end', render: (row) => <Fen value={row.amount} /> },
    {
      key: 'reference',
      title: text.reference,
      render: (row) => <span className="mono">{row.reference}</span>,
    },
    {
      key: 'created',
      fields: ['created_at'],
      title: text.created,
      render: (row) => format.instant(row.created_at),
    },
    {
      key: 'settled',
      fields: ['settled_at'],
      title: text.settled,
      render: (row) => format.instant(row.settled_at),
    },
  ];
  const add = mayCreate && (
    <>
      <Button type="primary" size="large" onClick={() => setOpen('top_up')}>
        {text.topUp}
      </Button>
      <Button size="large" onClick={() => setOpen('pay_out')}>
        {text.payOut}
      </Button>
    </>
  );
  return (
    <PageFrame title={text.payments} hint={text.paymentsHint} action={add}>
      <Panel>
        <EntityList
          path="/api/v1/payments"
          entity="payment"
          columns={columns}
          filters={['status', 'kind']}
          titleOf={(row) => row.reference || row.memo}
          empty={{ title: text.noPayments, text: text.noPaymentsHint }}
        />
      </Panel>
      <Drawer
        title={open === 'pay_out' ? text.payOut : text.topUp}
        size={480}
        open={open !== null}
        onClose={() => setOpen(null)}
        destroyOnHidden
      >
        {open !== null && (
          <PaymentForm
            kind={open}
            onSaved={() => {
              setOpen(null);
              void queries.invalidateQueries({ queryKey: ['/api/v1/payments'] });
            }}
          />
        )}
      </Drawer>
    </PageFrame>
  );
}
