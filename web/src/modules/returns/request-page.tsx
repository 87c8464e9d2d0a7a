// Asking to return goods of a shipment that was signed for: /returns/new?shipment=…, with &order=… where the buyer comes
// from his order, whose price then tells what the goods are worth.
import { useQuery } from '@tanstack/react-query';
import { App, Form, Input, InputNumber, Radio } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api, fetchRow, unwrap, type Shipment } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { FenInput } from '@/kit/form/field-input';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { ErrorState, Loading, Notice, PageFrame, Panel } from '@/kit/page';
import { useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import './returns.css';
import { valueOf } from './steps';
import { texts } from './texts';
import { useRefresh } from './use-returns';

type Order = { price: number; quantity: number };
const remedies = ['repair', 'replace', 'credit'] as const;
const milliOf = (value: unknown) => Math.round(Number(value ?? 0) * 1_000);

function RequestForm({ shipment, order }: { shipment: Shipment; order: Order | undefined }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const { choice } = useLabels('goods_return');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [form] = Form.useForm<Values>();
  const quantity = milliOf(Form.useWatch('quantity', form));
  const worth = order && quantity > 0 ? valueOf(order, quantity) : undefined;
  const send = async (values: Values, key: string) => {
    const made = await unwrap(
      api.POST('/api/v1/shipments/{id}/returns', {
        params: { path: { id: shipment.id }, header: { 'Idempotency-Key': key } },
        body: {
          position: Number(values.position),
          quantity: milliOf(values.quantity),
          value: worth ?? Number(values.value ?? 0),
          wanted: values.wanted as (typeof remedies)[number],
          reason: String(values.reason),
        },
      }),
    );
    void message.success(text.asked);
    refresh();
    void navigate(`/returns/${made.id}`, { replace: true });
  };
  const needed = (label: string) => ({ required: true, message: words.required(label) });
  return (
    <Panel>
      <div className="return-form">
        <ServerForm
          form={form}
          initial={{ position: shipment.lines[0]?.position, wanted: 'replace' }}
          fields={['position', 'quantity', 'value', 'wanted', 'reason']}
          draftKey={`return ${shipment.id}`}
          send={send}
          submitLabel={text.request}
          wide
        >
          <Form.Item name="position" label={text.line}>
            <Radio.Group
              className="return-lines"
              options={shipment.lines.map(({ position, goods, lot, received }) => ({
                value: position,
                label: text.lineOf(goods, lot, format.number(received / 1_000) || '0'),
              }))}
            />
          </Form.Item>
          <Form.Item name="wanted" label={text.wanted}>
            <Radio.Group
              className="return-wanted"
              optionType="button"
              buttonStyle="solid"
              options={remedies.map((remedy) => ({ value: remedy, label: choice('wanted', remedy) }))}
            />
          </Form.Item>
          <div className="return-numbers">
            <Form.Item name="quantity" label={text.quantity} rules={[needed(text.quantity)]}>
              <InputNumber<number> className="full" controls={false} inputMode="decimal" />
            </Form.Item>
            {order ? (
              <Form.Item label={text.value} extra={text.valueOfOrder}>
                <strong className="return-value number">¥{formatFen(worth ?? 0)}</strong>
              </Form.Item>
            ) : (
              <Form.Item name="value" label={text.value} extra={text.valueHint} rules={[needed(text.value)]}>
                <FenInput />
              </Form.Item>
            )}
          </div>
          <Form.Item
            name="reason"
            label={text.reason}
            extra={text.reasonHint}
            rules={[{ ...needed(text.reason), whitespace: true }]}
          >
            <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} />
          </Form.Item>
        </ServerForm>
      </div>
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { organisation } = useSession();
  const [search] = useSearchParams();
  const id = search.get('shipment') ?? '';
  const orderId = search.get('order');
  const shipment = useQuery({
    queryKey: ['/api/v1/shipments', id],
    queryFn: () => fetchRow('/api/v1/shipments', id),
  });
  const order = useQuery({
    queryKey: ['/api/v1/sales-orders', orderId],
    queryFn: () => fetchRow('/api/v1/sales-orders', orderId ?? ''),
    enabled: orderId !== null,
    retry: false,
  });
  if (shipment.isError) return <ErrorState error={shipment.error} onRetry={() => void shipment.refetch()} />;
  if (!shipment.data || order.isLoading) return <Loading lines={8} />;
  const row = shipment.data;
  const isSigned = row.status === 'signed' || row.status === 'closed';
  const isOurs = row.receiver_id === organisation.id;
  return (
    <PageFrame
      title={text.request}
      back={<Link to={`/shipments/${row.id}`}>{text.shipment}</Link>}
      hint={text.requestHint}
    >
      {!isOurs && <Notice tone="warning">{text.notOurs}</Notice>}
      {isOurs && !isSigned && <Notice tone="warning">{text.notSigned}</Notice>}
      {isOurs && isSigned && <RequestForm shipment={row} order={order.data} />}
    </PageFrame>
  );
}
