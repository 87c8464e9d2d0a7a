// Writing an order, editing its draft, or changing one that was issued.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { api, changeRow, createRow, unwrap } from '@/kit/api';
import { EnterprisePicker, ServerForm, type Values } from '@/kit/form';
import { DateInput } from '@/kit/form/date-input';
import { labelIn, useLanguage, useTexts } from '@/kit/i18n';
import { useEntityMeta } from '@/kit/meta';
import { ErrorState, Loading, Notice, PageFrame, Panel } from '@/kit/page';
import { common } from '@/kit/texts/common';
import './purchase-orders.css';
import { texts } from './texts';
import {
  ordersPath,
  useLines,
  useOrder,
  useRefresh,
  type OrderLine,
  type PurchaseOrder,
} from './use-purchase-orders';
import {
  againOrder,
  freshLine,
  freshOrder,
  lineBody,
  orderBody,
  valuesOfOrder,
  type OrderValues,
} from './values';

const amount = <InputNumber<number> className="full" min={0} controls={false} inputMode="decimal" />;
const count = (
  <InputNumber<number> className="full" min={0} precision={0} controls={false} inputMode="numeric" />
);

function useNeeded() {
  const words = useTexts(common);
  return (label: string) => [{ required: true, message: words.required(label) }];
}

function Parts({ line }: { line: number }) {
  const text = useTexts(texts);
  const needed = useNeeded();
  return (
    <Form.List name={[line, 'schedules']}>
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }) => (
            <div key={key} className="po-grid">
              <Form.Item name={[name, 'due_on']} label={text.dueOn} rules={needed(text.dueOn)}>
                <DateInput />
              </Form.Item>
              {rows.length > 1 && (
                <>
                  <Form.Item name={[name, 'quantity']} label={text.part} rules={needed(text.part)}>
                    {amount}
                  </Form.Item>
                  <Form.Item className="po-remove">
                    <Button
                      type="text"
                      icon={<DeleteOutlined />}
                      aria-label={text.removeLine}
                      onClick={() => remove(name)}
                    />
                  </Form.Item>
                </>
              )}
            </div>
          ))}
          <Button icon={<PlusOutlined />} className="po-part" onClick={() => add({})}>
            {text.addPart}
          </Button>
        </>
      )}
    </Form.List>
  );
}

function LineFields({ line }: { line: number }) {
  const text = useTexts(texts);
  const needed = useNeeded();
  return (
    <>
      <div className="po-grid">
        <Form.Item
          name={[line, 'description_text']}
          label={text.description}
          rules={needed(text.description)}
          className="wide"
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name={[line, 'quantity']} label={text.quantity} rules={needed(text.quantity)}>
          {amount}
        </Form.Item>
        <Form.Item name={[line, 'unit']} label={text.unit} rules={needed(text.unit)}>
          <Input maxLength={10} />
        </Form.Item>
        <Form.Item name={[line, 'unit_price']} label={text.price} rules={needed(text.price)}>
          {amount}
        </Form.Item>
        <Form.Item name={[line, 'tax']} label={text.tax}>
          {amount}
        </Form.Item>
      </div>
      <Parts line={line} />
      <details>
        <summary>{text.tolerances}</summary>
        <div className="po-grid">
          <Form.Item name={[line, 'over']} label={text.overRate}>
            {amount}
          </Form.Item>
          <Form.Item name={[line, 'under']} label={text.underRate}>
            {amount}
          </Form.Item>
          <Form.Item name={[line, 'price']} label={text.priceRate}>
            {amount}
          </Form.Item>
          <Form.Item name={[line, 'date_days']} label={text.dateDays}>
            {count}
          </Form.Item>
          <Form.Item name={[line, 'has_inspection']} valuePropName="checked" className="wide">
            <Checkbox>{text.inspection}</Checkbox>
          </Form.Item>
          <Form.Item name={[line, 'specification']} label={text.specification} className="wide">
            <Input.TextArea autoSize={{ minRows: 1 }} maxLength={1_000} />
          </Form.Item>
        </div>
      </details>
    </>
  );
}

function Lines({ kept }: { kept: number }) {
  const text = useTexts(texts);
  return (
    <Form.List name="lines">
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }) => (
            <fieldset key={key} className="form-part">
              <legend>{text.line(String(name + 1))}</legend>
              <LineFields line={name} />
              {rows.length > 1 && name >= kept && (
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={text.removeLine}
                  onClick={() => remove(name)}
                />
              )}
            </fieldset>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add(freshLine())}>
            {text.addLine}
          </Button>
        </>
      )}
    </Form.List>
  );
}

function Basics() {
  const text = useTexts(texts);
  const needed = useNeeded();
  const { language } = useLanguage();
  const kinds =
    useEntityMeta('purchase_order')?.fields.find(({ name }) => name === 'buyer_kind')?.choices ?? [];
  return (
    <Panel title={text.basics}>
      <Form.Item name="title" label={text.title} rules={needed(text.title)}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="po-grid">
        <Form.Item name="supplier_id" label={text.supplier} rules={needed(text.supplier)} className="po-long">
          <EnterprisePicker />
        </Form.Item>
        <Form.Item name="buyer_reference" label={text.reference}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="payment_days" label={text.payment} extra={text.paymentHint}>
          {count}
        </Form.Item>
        <Form.Item name="buyer_kind" label={text.buyerKind}>
          <Select options={kinds.map((one) => ({ value: one.name, label: labelIn(one.label, language) }))} />
        </Form.Item>
      </div>
      <Form.Item name="note" label={text.note}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1_000} />
      </Form.Item>
    </Panel>
  );
}

const fields = [
  'title',
  'supplier_id',
  'buyer_reference',
  'payment_days',
  'buyer_kind',
  'note',
  'lines',
  'reason',
];

// `like`: what it is written anew from.
function OrderForm({
  order,
  like,
  lines,
}: {
  order: PurchaseOrder | undefined;
  like: PurchaseOrder | undefined;
  lines: readonly OrderLine[];
}) {
  const text = useTexts(texts);
  const needed = useNeeded();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const isChange = order !== undefined && order.status !== 'draft';
  const live = isChange
    ? lines.filter(({ status }) => !['closed', 'closed_short', 'rejected', 'cancelled'].includes(status))
    : lines;
  const send = async (values: Values, key: string) => {
    const given = values as OrderValues;
    let id = order?.id ?? '';
    if (!order) id = (await createRow(ordersPath, orderBody(given), key)).id;
    else if (isChange)
      await unwrap(
        api.POST('/api/v1/purchase-orders/{id}/change/actions', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: {
            terms_version: order.terms_version,
            reason: given.reason ?? '',
            lines: given.lines.map(lineBody),
          },
        }),
      );
    else await changeRow(ordersPath, order, orderBody(given));
    refresh();
    await navigate(`/purchase-orders/${id}`);
  };
  return (
    <div className="po-form">
      <ServerForm
        initial={order ? valuesOfOrder(order, live) : like ? againOrder(like, lines) : freshOrder()}
        fields={fields}
        send={send}
        submitLabel={isChange ? text.saveChange : text.save}
        notice={isChange && <Notice tone="warning">{text.changeHint}</Notice>}
        {...(order || like ? {} : { draftKey: 'purchase-order.new' })}
        wide
      >
        {!isChange && <Basics />}
        <Panel title={text.lines}>
          <Lines kept={isChange ? live.length : 0} />
        </Panel>
        {isChange && (
          <Panel>
            <Form.Item name="reason" label={text.changeReason} rules={needed(text.changeReason)}>
              <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
            </Form.Item>
          </Panel>
        )}
      </ServerForm>
    </div>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { id = '' } = useParams();
  const from = useSearchParams()[0].get('from') ?? '';
  const known = id || from;
  const order = useOrder(known);
  const lines = useLines(known);
  if (known !== '' && order.isError) return <ErrorState error={order.error} />;
  if (known !== '' && (!order.data || !lines.data)) return <Loading lines={10} />;
  const row = id === '' ? undefined : order.data;
  const like = id === '' ? order.data : undefined;
  const title = !row ? text.newOrder : row.status === 'draft' ? text.edit : text.change;
  return (
    <PageFrame
      title={title}
      back={
        <Link to={row ? `/purchase-orders/${row.id}` : '/purchase-orders'}>
          {row ? text.backToOrder : text.back}
        </Link>
      }
      hint={like ? text.againHint : row?.title}
    >
      <OrderForm key={order.data?.version ?? 0} order={row} like={like} lines={lines.data ?? []} />
    </PageFrame>
  );
}
