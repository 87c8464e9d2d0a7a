// Posting a need, or changing it before it is quoted: what, how many, by when, where to. What is not there yet is made on
// the way: an item with its first revision and the drawing of it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useRef } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, changeRow, createRow, fetchPage, unwrap, type Revision, type SalesOrder } from '@/kit/api';
import { FileInput, ServerForm, type Values } from '@/kit/form';
import { DateInput } from '@/kit/form/date-input';
import { ItemPicker } from '@/kit/form/item-picker';
import { useTexts } from '@/kit/i18n';
import { ErrorState, Loading, Notice, PageFrame, Panel } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { milliOf, piecesOf } from './figures';
import './orders.css';
import { texts } from './texts';
import { ordersPath, useOrder } from './use-orders';

const fields = [
  ...['kind', 'item_id', 'revision_id', 'number', 'name', 'unit', 'file_id'],
  ...['quantity', 'due_on', 'site_id', 'buyer_reference', 'note'],
];

function useRevisions(item: string | undefined) {
  return useQuery({
    queryKey: ['/api/v1/revisions', 'of', item],
    queryFn: async () =>
      (await fetchPage('/api/v1/revisions', { item_id: item ?? '', sort: '-id', limit: 50 })).items.filter(
        (row) => row.status === 'released' || row.status === 'draft',
      ),
    enabled: Boolean(item),
  });
}

function KnownItem() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const form = Form.useFormInstance<Values>();
  const item = Form.useWatch<string | undefined>('item_id', form);
  const revisions = useRevisions(item).data;
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  return (
    <div className="need-fields">
      <Form.Item name="item_id" label={text.item} rules={needed(text.item)}>
        <ItemPicker onChange={() => form.setFieldValue('revision_id', undefined)} />
      </Form.Item>
      <Form.Item
        name="revision_id"
        label={text.revision}
        rules={needed(text.revision)}
        extra={item && revisions?.length === 0 ? text.noRevision : undefined}
      >
        <Select
          disabled={!item}
          placeholder={words.choose}
          options={(revisions ?? []).map((row: Revision) => ({ value: row.id, label: row.code }))}
        />
      </Form.Item>
    </div>
  );
}

function FreshItem() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const needed = (label: string) => [{ required: true, whitespace: true, message: words.required(label) }];
  return (
    <>
      <Form.Item
        name="file_id"
        label={text.drawing}
        extra={text.drawingHint}
        rules={[{ required: true, message: words.required(text.drawing) }]}
      >
        <FileInput />
      </Form.Item>
      <div className="need-fields">
        <Form.Item name="name" label={text.name} rules={needed(text.name)}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="number" label={text.itemNumber} rules={needed(text.itemNumber)}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="unit" label={text.unit} rules={needed(text.unit)}>
          <Input maxLength={20} />
        </Form.Item>
      </div>
    </>
  );
}

function SitePicker(props: { id?: string; value?: string; onChange?: (value: string) => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const sites = useQuery({
    queryKey: ['/api/v1/sites', 'pick'],
    queryFn: () => fetchPage('/api/v1/sites', { limit: 200 }),
  });
  if (sites.data?.items.length === 0) return <Link to="/enterprise?part=sites">{text.noSite}</Link>;
  return (
    <Select
      {...props}
      placeholder={words.choose}
      options={(sites.data?.items ?? []).map((row) => ({
        value: row.id,
        label: `${row.name} · ${row.address}`,
      }))}
    />
  );
}

function Kind() {
  const text = useTexts(texts);
  const kind = Form.useWatch<string | undefined>('kind');
  return (
    <Panel title={text.what} hint={text.whatHint}>
      <Form.Item name="kind">
        <Segmented
          options={[
            { value: 'known', label: text.known },
            { value: 'fresh', label: text.fresh },
          ]}
        />
      </Form.Item>
      {kind === 'fresh' ? <FreshItem /> : <KnownItem />}
    </Panel>
  );
}

type What = { item_id: unknown; revision_id: unknown };
const given = (value: unknown) => (value === '' || value === undefined ? null : value);

// What was made stays made when the rest is refused and sent once more.
function useFreshRevision() {
  const made = useRef<{ of: string; what: What } | null>(null);
  return async (values: Values, key: string): Promise<What> => {
    const drawn = {
      number: String(values.number),
      name: String(values.name),
      unit: String(values.unit),
      file_id: String(values.file_id),
    };
    const of = JSON.stringify(drawn);
    if (made.current?.of === of) return made.current.what;
    const revision = await unwrap(
      api.POST('/api/v1/drawn-items', {
        params: { header: { 'Idempotency-Key': `${key}-i` } },
        body: drawn,
      }),
    );
    const what = { item_id: revision.item_id, revision_id: revision.id };
    made.current = { of, what };
    return what;
  };
}

function bodyOf(values: Values, what: What) {
  return {
    ...what,
    quantity: milliOf(Number(values.quantity)),
    due_on: values.due_on,
    site_id: values.site_id,
    buyer_reference: given(values.buyer_reference),
    note: given(values.note),
  };
}

function NeedForm({ row }: { row?: SalesOrder }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const fresh = useFreshRevision();
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  const initial = row
    ? { ...row, kind: 'known', quantity: piecesOf(row.quantity) }
    : { kind: 'known', unit: '件' };
  return (
    <ServerForm
      initial={initial}
      fields={fields}
      submitLabel={row ? words.save : text.post}
      {...(row ? {} : { draftKey: 'sales_order' })}
      send={async (values, key) => {
        const { item_id, revision_id } = values;
        const what = values.kind === 'fresh' ? await fresh(values, key) : { item_id, revision_id };
        const body = bodyOf(values, what);
        const made = row ? await changeRow(ordersPath, row, body) : await createRow(ordersPath, body, key);
        await queries.invalidateQueries({ queryKey: [ordersPath] });
        void message.success(row ? words.saved : text.posted);
        void navigate(`/orders/${made.id}`);
      }}
    >
      <div className="stack">
        <Kind />
        <Panel title={text.howMuch}>
          <div className="need-fields">
            <Form.Item name="quantity" label={text.quantity} rules={needed(text.quantity)}>
              <InputNumber<number> className="full" precision={0} controls={false} inputMode="numeric" />
            </Form.Item>
            <Form.Item name="due_on" label={text.due} rules={needed(text.due)}>
              <DateInput />
            </Form.Item>
            <Form.Item name="site_id" label={text.site} rules={needed(text.site)} className="wide">
              <SitePicker />
            </Form.Item>
            <Form.Item name="buyer_reference" label={text.reference}>
              <Input maxLength={60} />
            </Form.Item>
            <Form.Item name="note" label={text.note} className="wide">
              <Input.TextArea autoSize={{ minRows: 3 }} maxLength={1_000} />
            </Form.Item>
          </div>
        </Panel>
      </div>
    </ServerForm>
  );
}

function Change({ id }: { id: string }) {
  const text = useTexts(texts);
  const order = useOrder(id);
  if (order.isError) return <ErrorState error={order.error} onRetry={() => void order.refetch()} />;
  if (!order.data) return <Loading lines={8} />;
  if (order.data.status !== 'draft') return <Notice tone="warning">{text.posted}</Notice>;
  return <NeedForm row={order.data} />;
}

export function Component() {
  const text = useTexts(texts);
  const id = useParams().id;
  return (
    <PageFrame
      title={id ? text.editNeed : text.needTitle}
      back={<Link to={id ? `/orders/${id}` : '/orders'}>{id ? text.backToOrder : text.backToOrders}</Link>}
      hint={text.needHint}
    >
      <div className="need-form">{id ? <Change id={id} /> : <NeedForm />}</div>
    </PageFrame>
  );
}
