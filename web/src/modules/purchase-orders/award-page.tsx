// From an award to orders: /purchase-orders/award/<RFQ>.
import { App, Form, InputNumber, Select } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { api, unwrap } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { DateInput } from '@/kit/form/date-input';
import { labelIn, useLanguage, useTexts } from '@/kit/i18n';
import { useEntityMeta } from '@/kit/meta';
import { PageFrame, Panel } from '@/kit/page';
import './purchase-orders.css';
import { texts } from './texts';
import { useRefresh, type PurchaseOrder } from './use-purchase-orders';

const numberOf = (value: unknown, fallback: number) => (typeof value === 'number' ? value : fallback);

export function Component() {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { rfx = '' } = useParams();
  const kinds =
    useEntityMeta('purchase_order')?.fields.find(({ name }) => name === 'buyer_kind')?.choices ?? [];
  return (
    <PageFrame title={text.fromAward} hint={text.fromAwardHint}>
      <Panel>
        <ServerForm
          initial={{ due_on: null, tax: 13, payment_days: 30, buyer_kind: 'other' }}
          fields={['due_on', 'tax_rate', 'payment_days', 'buyer_kind']}
          submitLabel={text.draftOrders}
          send={async (values, key) => {
            const made = await unwrap(
              api.POST('/api/v1/rfxs/{id}/purchase-orders', {
                params: { path: { id: rfx }, header: { 'Idempotency-Key': key } },
                body: {
                  due_on: typeof values.due_on === 'string' ? values.due_on : null,
                  tax_rate: Math.round(numberOf(values.tax, 13) * 10_000),
                  payment_days: numberOf(values.payment_days, 30),
                  buyer_kind: values.buyer_kind as PurchaseOrder['buyer_kind'],
                },
              }),
            );
            refresh();
            void message.success(text.drafted);
            const [only, ...more] = made.order_ids;
            await navigate(only && more.length === 0 ? `/purchase-orders/${only}` : '/purchase-orders');
          }}
        >
          <Form.Item name="due_on" label={text.missingDate}>
            <DateInput />
          </Form.Item>
          <div className="po-grid">
            <Form.Item name="tax" label={text.tax}>
              <InputNumber<number> className="full" min={0} controls={false} inputMode="decimal" />
            </Form.Item>
            <Form.Item name="payment_days" label={text.payment}>
              <InputNumber<number> className="full" min={0} precision={0} controls={false} />
            </Form.Item>
            <Form.Item name="buyer_kind" label={text.buyerKind}>
              <Select
                options={kinds.map((one) => ({ value: one.name, label: labelIn(one.label, language) }))}
              />
            </Form.Item>
          </div>
        </ServerForm>
      </Panel>
    </PageFrame>
  );
}
