// What needs more than a button: releasing a value, disputing an amount, proposing a penalty or bonus.
import { Form, Input, Radio } from 'antd';
import { api, unwrap, type Escrow } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { FenInput } from '@/kit/form/field-input';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Notice } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { Fen } from './amount';
import { texts } from './texts';

type Props = { escrow: Escrow; onDone: () => void };

function openOf(escrow: Escrow): number {
  return escrow.total - escrow.accepted - escrow.refunded - escrow.frozen;
}

function AmountField() {
  const text = useTexts(texts);
  const words = useTexts(common);
  return (
    <Form.Item
      name="amount"
      label={text.amount}
      rules={[{ required: true, message: words.required(text.amount) }]}
    >
      <FenInput />
    </Form.Item>
  );
}

function ReasonField() {
  const text = useTexts(texts);
  const words = useTexts(common);
  return (
    <Form.Item
      name="reason"
      label={text.reason}
      rules={[{ required: true, whitespace: true, message: words.required(text.reason) }]}
    >
      <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} />
    </Form.Item>
  );
}

export function ReleaseForm({ escrow, onDone }: Props) {
  const text = useTexts(texts);
  const params = { path: { id: escrow.id } };
  return (
    <ServerForm
      initial={{ amount: openOf(escrow) }}
      fields={['amount']}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/escrows/{id}/releases/actions', {
            params: { ...params, header: { 'Idempotency-Key': key } },
            body: { amount: Number(values.amount) },
          }),
        );
        onDone();
      }}
      submitLabel={text.release}
    >
      <Notice tone="info">
        {text.releaseHint} {text.openAmount} <Fen value={openOf(escrow)} />
      </Notice>
      <AmountField />
    </ServerForm>
  );
}

export function DisputeForm({ escrow, onDone }: Props) {
  const text = useTexts(texts);
  const order = escrow.subject_kind === 'sales_order' ? escrow.subject_id : null;
  return (
    <ServerForm
      initial={{}}
      fields={['amount', 'reason']}
      send={async (values, key) => {
        const header = { 'Idempotency-Key': key };
        const body = { amount: Number(values.amount), reason: String(values.reason) };
        await unwrap(
          order
            ? api.POST('/api/v1/sales-orders/{id}/disputes', {
                params: { path: { id: order }, header },
                body,
              })
            : api.POST('/api/v1/escrows/{id}/disputes', {
                params: { path: { id: escrow.id }, header },
                body,
              }),
        );
        onDone();
      }}
      submitLabel={text.dispute}
    >
      <Notice tone="info">{text.disputeHint}</Notice>
      <AmountField />
      <ReasonField />
    </ServerForm>
  );
}

export function NoteForm({ escrow, onDone }: Props) {
  const text = useTexts(texts);
  const { choice } = useLabels('escrow_note');
  const params = { path: { id: escrow.id } };
  return (
    <ServerForm
      initial={{ kind: 'penalty' }}
      fields={['kind', 'amount', 'reason']}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/escrows/{id}/notes', {
            params: { ...params, header: { 'Idempotency-Key': key } },
            body: {
              kind: values.kind === 'bonus' ? 'bonus' : 'penalty',
              amount: Number(values.amount),
              reason: String(values.reason),
            },
          }),
        );
        onDone();
      }}
      submitLabel={text.note}
    >
      <Form.Item name="kind" label={text.kind}>
        <Radio.Group
          options={['penalty', 'bonus'].map((value) => ({ value, label: choice('kind', value) }))}
        />
      </Form.Item>
      <AmountField />
      <ReasonField />
    </ServerForm>
  );
}
