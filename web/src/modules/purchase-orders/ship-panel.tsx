// Shipping against an order: what goes now, line by line; it becomes a shipment with a label.
import { Form, Input, InputNumber } from 'antd';
import { useNavigate } from 'react-router';
import { api, unwrap } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { Panel } from '@/kit/page';
import './purchase-orders.css';
import { texts } from './texts';
import { isInForce, useRefresh, type OrderLine, type PurchaseOrder } from './use-purchase-orders';
import { milli, openToShip } from './values';

type Shipping = { quantity?: number | null; lot?: string; packages?: number | null };
type Given = { goods?: Shipping[]; carrier?: string | null; tracking_number?: string | null };

const textOf = (value: string | null | undefined) => (value?.trim() ? value.trim() : null);

export function ShipPanel({ order, lines }: { order: PurchaseOrder; lines: readonly OrderLine[] }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const open = lines.filter((line) => isInForce(line) && openToShip(line) > 0);
  if (open.length === 0) return null;
  const send = async (values: Values, key: string) => {
    const given = values as Given;
    const goods = open.flatMap((line, i) => {
      const one = given.goods?.[i];
      if (!one?.quantity) return [];
      return [
        {
          position: line.position,
          quantity: milli(one.quantity),
          lot: one.lot?.trim() ? one.lot.trim() : `${order.number}-${line.position}`,
          packages: one.packages ?? 1,
        },
      ];
    });
    const made = await unwrap(
      api.POST('/api/v1/purchase-orders/{id}/shipments', {
        params: { path: { id: order.id }, header: { 'Idempotency-Key': key } },
        body: {
          lines: goods,
          carrier: textOf(given.carrier),
          tracking_number: textOf(given.tracking_number),
        },
      }),
    );
    refresh();
    void navigate(`/shipments/${made.id}`);
  };
  return (
    <Panel title={text.ship} hint={text.shipHint}>
      <ServerForm
        initial={{ goods: open.map(() => ({})), carrier: null, tracking_number: null }}
        fields={['goods', 'carrier', 'tracking_number']}
        submitLabel={text.shipDraft}
        send={send}
        wide
      >
        {open.map((line, i) => (
          <fieldset key={line.id} className="form-part">
            <legend>{text.lineTitle(String(line.position), line.description_text)}</legend>
            <div className="po-grid">
              <Form.Item
                name={['goods', i, 'quantity']}
                label={text.shipQuantity}
                extra={text.shipOpen(
                  text.amount(formatNumber(openToShip(line) / 1_000, language), line.unit),
                )}
              >
                <InputNumber<number> className="full" min={0} controls={false} inputMode="decimal" />
              </Form.Item>
              <Form.Item name={['goods', i, 'lot']} label={text.shipLot}>
                <Input maxLength={60} placeholder={`${order.number}-${line.position}`} />
              </Form.Item>
              <Form.Item name={['goods', i, 'packages']} label={text.shipPackages}>
                <InputNumber<number>
                  className="full"
                  min={1}
                  precision={0}
                  controls={false}
                  inputMode="numeric"
                  placeholder="1"
                />
              </Form.Item>
            </div>
          </fieldset>
        ))}
        <div className="po-grid">
          <Form.Item name="carrier" label={text.carrier}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="tracking_number" label={text.trackingNumber}>
            <Input maxLength={60} />
          </Form.Item>
        </div>
      </ServerForm>
    </Panel>
  );
}
