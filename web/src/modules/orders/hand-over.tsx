// A passed task's pieces go on: to the next workshop or the buyer by a shipment, which the sender signs at once, or within
// the own workshop without one.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import {
  actOnRow,
  api,
  asProblem,
  fetchPage,
  newIdempotencyKey,
  unwrap,
  type Destination,
  type OperationTask,
} from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { nameIn, useLanguage, useTexts } from '@/kit/i18n';
import { OrganisationName } from '@/kit/organisation-name';
import { Loading, Notice, Panel, useProblemTitle } from '@/kit/page';
import { formatPieces, milliOf, piecesOf } from './figures';
import { texts } from './hand-over-texts';
import './orders.css';
import { ShipmentList } from './shipment-list';
import { receivedTasks, tasksPath } from './use-orders';

const shipmentsPath = '/api/v1/shipments';
const listMax = 200;

function useSent(task: string) {
  return useQuery({
    queryKey: [shipmentsPath, 'of', task],
    queryFn: async () =>
      (
        await fetchPage(shipmentsPath, {
          subject_kind: 'operation_task',
          subject_id: task,
          sort: '-id',
          limit: listMax,
        })
      ).items,
  });
}

const destinationsPath = '/api/v1/operation-tasks/{id}/destinations';

// Who waits for this task's pieces, and for how many.
function useDestinations(task: string) {
  return useQuery({
    queryKey: [tasksPath, 'destinations', task],
    queryFn: () => unwrap(api.GET(destinationsPath, { params: { path: { id: task } } })),
  });
}

function PassOn({ task }: { task: string }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const pass = async () => {
    setBusy(true);
    try {
      await unwrap(
        api.POST('/api/v1/operation-tasks/{id}/passing-on/actions', {
          params: { path: { id: task }, header: { 'Idempotency-Key': newIdempotencyKey() } },
        }),
      );
      void message.success(text.passedOn);
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    setBusy(false);
    for (const path of [tasksPath, receivedTasks]) await queries.invalidateQueries({ queryKey: [path] });
  };
  return (
    <div className="stack">
      <p className="panel-hint">{text.passOnHint}</p>
      <Button type="primary" size="large" block loading={busy} onClick={() => void pass()}>
        {text.passOn}
      </Button>
    </div>
  );
}

const textOf = (value: unknown) => (typeof value === 'string' && value.trim() ? value.trim() : null);

function Receiver({ destination }: { destination: Destination }) {
  const { language } = useLanguage();
  const name = nameIn(language, destination.operation_name, destination.operation_name_en);
  return (
    <span className="receiver">
      <strong>
        <OrganisationName id={destination.receiver_id} />
      </strong>
      {name && <small>{name}</small>}
    </span>
  );
}

function SendForm({ task, waiting }: { task: OperationTask; waiting: readonly Destination[] }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const first = waiting[0];
  const send = async (values: Values, key: string) => {
    const made = await unwrap(
      api.POST('/api/v1/operation-tasks/{id}/shipments', {
        params: { path: { id: task.id }, header: { 'Idempotency-Key': key } },
        body: {
          quantity: milliOf(Number(values.quantity ?? 0)),
          receiver_id: textOf(values.receiver_id) ?? '',
          packages: Number(values.packages ?? 1),
          carrier: textOf(values.carrier),
          tracking_number: textOf(values.tracking_number),
        },
      }),
    );
    try {
      await actOnRow(shipmentsPath, { id: made.id, action: 'dispatch' });
      void message.success(text.dispatched);
    } catch (error) {
      // The draft stays, and its page has the button.
      void message.warning(text.notDispatched(titleOf(asProblem(error))));
    }
    for (const path of [shipmentsPath, tasksPath, receivedTasks])
      void queries.invalidateQueries({ queryKey: [path] });
    void navigate(`/shipments/${made.id}`);
  };
  return (
    <div className="report-form">
      <ServerForm
        form={form}
        initial={{
          quantity: piecesOf(first?.quantity ?? 0),
          packages: 1,
          receiver_id: first?.receiver_id,
          carrier: null,
          tracking_number: null,
        }}
        fields={['quantity', 'packages', 'receiver_id', 'carrier', 'tracking_number']}
        send={send}
        submitLabel={text.doHandOver}
        wide
      >
        <Form.Item name="receiver_id" label={text.receiver}>
          <Radio.Group
            className="receivers"
            onChange={({ target }) => {
              const chosen = waiting.find(({ receiver_id }) => receiver_id === target.value);
              form.setFieldValue('quantity', piecesOf(chosen?.quantity ?? 0));
            }}
          >
            {waiting.map((destination) => (
              <Radio key={destination.receiver_id} value={destination.receiver_id}>
                <Receiver destination={destination} />
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <div className="hand-over-numbers">
          <Form.Item name="quantity" label={text.quantity}>
            <InputNumber<number> precision={0} controls={false} inputMode="numeric" />
          </Form.Item>
          <Form.Item name="packages" label={text.packages}>
            <InputNumber<number> precision={0} controls={false} inputMode="numeric" />
          </Form.Item>
          <Form.Item name="carrier" label={text.carrier}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="tracking_number" label={text.trackingNumber}>
            <Input maxLength={60} />
          </Form.Item>
        </div>
      </ServerForm>
    </div>
  );
}

export function HandOver({ task, maySend }: { task: OperationTask; maySend: boolean }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const sent = useSent(task.id);
  const where = useDestinations(task.id);
  if (!sent.data || !where.data) return sent.isError || where.isError ? null : <Loading lines={3} />;
  const { open, destinations } = where.data;
  const waiting = open > 0 ? destinations.filter(({ is_own, quantity }) => !is_own && quantity > 0) : [];
  const staysHere = open > 0 && destinations.some(({ is_own }) => is_own);
  return (
    <>
      {task.status === 'passed' && maySend && (
        <Panel
          title={task.is_last ? text.toBuyer : text.handOver}
          hint={open > 0 ? text.hint(formatPieces(open, language)) : text.nothingOpen}
        >
          {waiting.length > 0 && <SendForm key={open} task={task} waiting={waiting} />}
          {waiting.length === 0 && staysHere && <PassOn task={task.id} />}
          {waiting.length === 0 && !staysHere && open > 0 && <Notice tone="info">{text.surplus}</Notice>}
        </Panel>
      )}
      {sent.data.length > 0 && (
        <Panel title={text.sent}>
          <ShipmentList shipments={sent.data} incoming={false} />
        </Panel>
      )}
    </>
  );
}
