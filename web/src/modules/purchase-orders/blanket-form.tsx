// Writing a blanket order, and calling off from one.
import { App, Form, Input, InputNumber } from 'antd';
import { api, createRow, unwrap } from '@/kit/api';
import { EnterprisePicker, ServerForm } from '@/kit/form';
import { DateInput } from '@/kit/form/date-input';
import { useTexts } from '@/kit/i18n';
import { common } from '@/kit/texts/common';
import './purchase-orders.css';
import { texts } from './texts';
import { blanketsPath, useRefresh, type BlanketOrder } from './use-purchase-orders';
import { micro, milli } from './values';

const amount = <InputNumber<number> className="full" min={0} controls={false} inputMode="decimal" />;
const numberOf = (value: unknown) => (typeof value === 'number' ? value : 0);
const textOf = (value: unknown) => (typeof value === 'string' && value.trim() ? value.trim() : null);

function useNeeded() {
  const words = useTexts(common);
  return (label: string) => [{ required: true, message: words.required(label) }];
}

export function BlanketForm({ onDone }: { onDone: (id: string) => void }) {
  const text = useTexts(texts);
  const needed = useNeeded();
  const refresh = useRefresh();
  return (
    <ServerForm
      initial={{ unit: '件', tax: 13, payment_days: 30 }}
      fields={[
        'supplier_id',
        'description_text',
        'unit',
        'quantity',
        'unit_price',
        'valid_from',
        'valid_to',
        'terms',
      ]}
      submitLabel={text.offer}
      send={async (values, key) => {
        const made = await createRow(
          blanketsPath,
          {
            supplier_id: values.supplier_id,
            description_text: textOf(values.description_text) ?? '',
            unit: textOf(values.unit) ?? '',
            quantity: milli(numberOf(values.quantity)),
            unit_price: micro(numberOf(values.unit_price)),
            tax_rate: Math.round(numberOf(values.tax) * 10_000),
            payment_days: numberOf(values.payment_days),
            valid_from: values.valid_from,
            valid_to: values.valid_to,
            terms: textOf(values.terms),
          },
          key,
        );
        refresh();
        onDone(made.id);
      }}
    >
      <Form.Item name="supplier_id" label={text.supplier} rules={needed(text.supplier)}>
        <EnterprisePicker />
      </Form.Item>
      <Form.Item name="description_text" label={text.description} rules={needed(text.description)}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="po-grid">
        <Form.Item name="quantity" label={text.quantity} rules={needed(text.quantity)}>
          {amount}
        </Form.Item>
        <Form.Item name="unit" label={text.unit} rules={needed(text.unit)}>
          <Input maxLength={10} />
        </Form.Item>
        <Form.Item name="unit_price" label={text.price} rules={needed(text.price)}>
          {amount}
        </Form.Item>
        <Form.Item name="tax" label={text.tax}>
          {amount}
        </Form.Item>
        <Form.Item name="valid_from" label={text.from} rules={needed(text.from)}>
          <DateInput />
        </Form.Item>
        <Form.Item name="valid_to" label={text.to} rules={needed(text.to)}>
          <DateInput />
        </Form.Item>
        <Form.Item name="payment_days" label={text.payment}>
          {amount}
        </Form.Item>
      </div>
      <Form.Item name="terms" label={text.terms}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={4_000} />
      </Form.Item>
    </ServerForm>
  );
}

export function CallOffForm({ blanket, onDone }: { blanket: BlanketOrder; onDone: (order: string) => void }) {
  const text = useTexts(texts);
  const needed = useNeeded();
  const { message } = App.useApp();
  const refresh = useRefresh();
  return (
    <ServerForm
      initial={{}}
      fields={['schedules', 'buyer_reference']}
      submitLabel={text.callOff}
      send={async (values, key) => {
        const made = await unwrap(
          api.POST('/api/v1/blanket-orders/{id}/call-offs', {
            params: { path: { id: blanket.id }, header: { 'Idempotency-Key': key } },
            body: {
              schedules: [
                { due_on: textOf(values.due_on) ?? '', quantity: milli(numberOf(values.quantity)) },
              ],
              buyer_reference: textOf(values.buyer_reference),
            },
          }),
        );
        void message.success(text.callOffDone);
        refresh();
        onDone(made.id);
      }}
    >
      <div className="po-grid">
        <Form.Item name="quantity" label={text.quantity} rules={needed(text.quantity)}>
          {amount}
        </Form.Item>
        <Form.Item name="due_on" label={text.dueOn} rules={needed(text.dueOn)}>
          <DateInput />
        </Form.Item>
        <Form.Item name="buyer_reference" label={text.reference}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
    </ServerForm>
  );
}
