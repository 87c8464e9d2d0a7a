// What needs more than a button: judging a delivery, ending an order early.
import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { api, unwrap, type SalesOrder } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { FenInput } from '@/kit/form/field-input';
import { useLanguage, useTexts } from '@/kit/i18n';
import { Notice } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { formatPieces, milliOf, piecesOf } from './figures';
import { texts } from './texts';
import { openOf } from './turns';
import { ordersPath, receivedOrders } from './use-orders';

type FormProps = { order: SalesOrder; onDone: () => void };

function JudgeForm({ order, onDone }: FormProps) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const counts = { accepted: text.judgeAccepted, rejected: text.judgeRejected };
  return (
    <ServerForm
      initial={{ accepted: piecesOf(openOf(order)), rejected: 0 }}
      fields={['accepted', 'rejected']}
      submitLabel={text.judge}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/sales-orders/{id}/verdicts/actions', {
            params: { path: { id: order.id }, header: { 'Idempotency-Key': key } },
            body: {
              accepted: milliOf(Number(values.accepted ?? 0)),
              rejected: milliOf(Number(values.rejected ?? 0)),
            },
          }),
        );
        onDone();
      }}
    >
      <Notice tone="info">{text.judgeHint(formatPieces(openOf(order), language))}</Notice>
      {(['accepted', 'rejected'] as const).map((count) => (
        <Form.Item key={count} name={count} label={counts[count]}>
          <InputNumber<number> className="full" precision={0} controls={false} />
        </Form.Item>
      ))}
    </ServerForm>
  );
}

function TerminateForm({ order, onDone }: FormProps) {
  const text = useTexts(texts);
  const words = useTexts(common);
  return (
    <ServerForm
      initial={{ settlement: 0 }}
      fields={['settlement', 'reason']}
      submitLabel={text.terminate}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/sales-orders/{id}/termination/actions', {
            params: { path: { id: order.id }, header: { 'Idempotency-Key': key } },
            body: { settlement: Number(values.settlement ?? 0), reason: String(values.reason) },
          }),
        );
        onDone();
      }}
    >
      <Notice tone="warning">{text.terminateHint}</Notice>
      <Form.Item name="settlement" label={text.settlement}>
        <FenInput />
      </Form.Item>
      <Form.Item
        name="reason"
        label={text.reason}
        rules={[{ required: true, whitespace: true, message: words.required(text.reason) }]}
      >
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} />
      </Form.Item>
    </ServerForm>
  );
}

export function OrderForms({ order, isBuyer }: { order: SalesOrder; isBuyer: boolean }) {
  const text = useTexts(texts);
  const can = useCan();
  const queries = useQueryClient();
  const [form, setForm] = useState<'judge' | 'terminate' | null>(null);
  const mayEnd = order.actions.includes('terminate') || order.actions.includes('abandon');
  const done = () => {
    setForm(null);
    for (const path of [ordersPath, receivedOrders]) void queries.invalidateQueries({ queryKey: [path] });
  };
  return (
    <>
      {isBuyer && openOf(order) > 0 && can(permissions.buy) && (
        <Button type="primary" onClick={() => setForm('judge')}>
          {text.judge}
        </Button>
      )}
      {mayEnd && <Button onClick={() => setForm('terminate')}>{text.terminate}</Button>}
      <Drawer
        title={form === null ? '' : text[form]}
        size={480}
        open={form !== null}
        onClose={() => setForm(null)}
        destroyOnHidden
      >
        {form === 'judge' && <JudgeForm order={order} onDone={done} />}
        {form === 'terminate' && <TerminateForm order={order} onDone={done} />}
      </Drawer>
    </>
  );
}
