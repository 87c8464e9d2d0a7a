// The operator's board: what is late, what will be late and why, what waits for him.
import { useQueries } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { OperationTask, OrderOption, OrderProgress, SalesOrder } from '@/kit/api';
import { Figures } from '@/kit/chart/bars';
import { useTexts } from '@/kit/i18n';
import { useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { EmptyState, ErrorState, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { useFormat } from '@/kit/use-format';
import { standingOf, type Standing } from './board-order';
import { ChangeCard } from './change-card';
import './orders.css';
import { TaskBar } from './orders-page';
import { useStepName } from './progress';
import { SolveButton } from './solve-button';
import { mainMoves, reasoned, runningOrders, taskTones, tasksToPlace } from './states';
import { texts } from './texts';
import { useNow } from './use-now';
import { optionsQuery, progressQuery, receivedOrders, tasksPath } from './use-orders';

const minuteMs = 60_000;
// The board looks into each running order; the list of orders has the rest.
const ordersMax = '40';

type Running = { order: SalesOrder; progress: OrderProgress | undefined };

function useRunning() {
  const orders = useList(receivedOrders, { status: runningOrders, sort: 'due_on', limit: ordersMax });
  const progress = useQueries({ queries: orders.items.map((order) => progressQuery(order.id)) });
  const options = useQueries({ queries: orders.items.map((order) => optionsQuery(order.id)) });
  const running = orders.items.map((order, i): Running => ({ order, progress: progress[i]?.data }));
  const changes = orders.items.flatMap((order, i) =>
    (options[i]?.data ?? [])
      .filter((option) => option.purpose === 'change' && ['open', 'agreed'].includes(option.status))
      .map((option): { order: SalesOrder; option: OrderOption } => ({ order, option })),
  );
  return { orders, running, changes };
}

function Why({ standing }: { standing: Standing }) {
  const text = useTexts(texts);
  const nameOf = useStepName();
  if (!standing.cause) return null;
  return (
    <span className="sub faint">
      {text.stuckAt(nameOf(standing.cause))} · <OrganisationName id={standing.cause.workshop_id} />
    </span>
  );
}

function RunningLine({ order, standing }: { order: SalesOrder; standing: Standing }) {
  const text = useTexts(texts);
  const format = useFormat();
  const tones = { late: 'bad', willBeLate: 'warning', inPlan: 'good' } as const;
  return (
    <li>
      <span>
        <Link to={`/orders/${order.id}`}>{order.title}</Link>
        <span className="sub faint">
          <span className="number">{order.number}</span> · <OrganisationName id={order.organisation_id} />
        </span>
      </span>
      <span>
        <Tag tone={tones[standing.kind]}>{text[standing.kind]}</Tag>{' '}
        {order.promise_at && text.promisedOn(format.date(order.promise_at))}
        {standing.expected && ` · ${text.expectedOn(format.date(standing.expected))}`}
        <Why standing={standing} />
      </span>
      <TaskBar order={order} />
    </li>
  );
}

function NeedLine({ order }: { order: SalesOrder }) {
  const text = useTexts(texts);
  const format = useFormat();
  return (
    <li>
      <span>
        <Link to={`/orders/${order.id}`}>{order.title}</Link>
        <span className="sub faint">
          <span className="number">{order.number}</span> · <OrganisationName id={order.organisation_id} />
        </span>
      </span>
      <span className="faint">{text.dueOn(format.date(order.due_on))}</span>
      <span className="board-deeds">
        <SolveButton order={order.id} />
      </span>
    </li>
  );
}

function TaskLine({ task }: { task: OperationTask }) {
  const { choice } = useLabels('operation_task');
  return (
    <li>
      <span>
        <Link to={`/work/${task.id}`}>{task.title}</Link>
        <span className="sub faint">
          <span className="number">{task.lot_number}</span> · <OrganisationName id={task.workshop_id} />
        </span>
      </span>
      <span>
        <Tag tone={taskTones[task.status] ?? 'plain'}>{choice('status', task.status)}</Tag>
        <span className="sub faint">{task.status_reason}</span>
      </span>
      <span className="board-deeds">
        <RowActions
          path={tasksPath}
          entity="operation_task"
          row={{ ...task, actions: task.actions.filter((action) => action !== 'replan') }}
          main={mainMoves}
          reasoned={reasoned}
          shownIn={[receivedOrders]}
        />
      </span>
    </li>
  );
}

export function Component() {
  const text = useTexts(texts);
  const now = useNow(minuteMs);
  const needs = useList(receivedOrders, { status: 'draft', sort: 'due_on' });
  const places = useList(tasksPath, { status: tasksToPlace, sort: 'planned_start_at' });
  const { orders, running, changes } = useRunning();
  const lines = running
    .map(({ order, progress }) => ({ order, standing: standingOf(progress, now) }))
    .sort((a, b) => a.standing.rank - b.standing.rank);
  const count = (kind: Standing['kind']) =>
    String(lines.filter(({ standing }) => standing.kind === kind).length);
  const failed = [needs, places, orders].find((list) => list.isError);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  return (
    <PageFrame title={text.board} hint={text.boardHint}>
      <Panel>
        <Figures
          figures={[
            { label: text.late, value: count('late') },
            { label: text.willBeLate, value: count('willBeLate') },
            { label: text.inPlan, value: count('inPlan') },
            { label: text.needs, value: String(needs.items.length) },
            { label: text.toPlace, value: String(places.items.length) },
            { label: text.changes, value: String(changes.length) },
          ]}
        />
      </Panel>
      {changes.map(({ order, option }) => (
        <ChangeCard key={option.id} option={option} order={order} linked />
      ))}
      <Panel title={text.running}>
        {orders.isPending && <Loading lines={5} />}
        {orders.isSuccess && lines.length === 0 && <EmptyState title={text.noRunning} />}
        <ul className="board-lines">
          {lines.map(({ order, standing }) => (
            <RunningLine key={order.id} order={order} standing={standing} />
          ))}
        </ul>
      </Panel>
      <Panel title={text.toPlace}>
        {places.isPending && <Loading lines={3} />}
        {places.isSuccess && places.items.length === 0 && <p className="faint">{text.noToPlace}</p>}
        <ul className="board-lines">
          {places.items.map((task) => (
            <TaskLine key={task.id} task={task} />
          ))}
        </ul>
      </Panel>
      <Panel title={text.needs}>
        {needs.isPending && <Loading lines={3} />}
        {needs.isSuccess && needs.items.length === 0 && <p className="faint">{text.noNeeds}</p>}
        <ul className="board-lines">
          {needs.items.map((order) => (
            <NeedLine key={order.id} order={order} />
          ))}
        </ul>
      </Panel>
    </PageFrame>
  );
}
