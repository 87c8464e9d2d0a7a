// The operator's board: what is late, what will be late and why, what waits for him.
import { useQueries } from '@tanstack/react-query';
import { Switch } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { BoardLine, OperationTask, OrderOption, SalesOrder } from '@/kit/api';
import { Figures } from '@/kit/chart/bars';
import { useTexts } from '@/kit/i18n';
import { useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { EmptyState, ErrorState, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { useFormat } from '@/kit/use-format';
import { boardTexts } from './board-texts';
import { ChangeCard } from './change-card';
import { evidenceTexts } from './evidence-texts';
import './evidence.css';
import './orders.css';
import { TaskBar } from './orders-page';
import { useStepName } from './progress';
import { SolveButton } from './solve-button';
import { boardTones, byGravity, isExplained, mainMoves, reasoned, taskTones, tasksToPlace } from './states';
import { texts } from './texts';
import { optionsQuery, ordersPath, receivedOrders, tasksPath, useBoard } from './use-orders';
import { useTitle } from './use-title';

type Change = { line: BoardLine; option: OrderOption };

// Only orders that have a change are asked for it.
function useChanges(lines: readonly BoardLine[]): Change[] {
  const changed = lines.filter((line) => line.has_change);
  const options = useQueries({ queries: changed.map((line) => optionsQuery(line.order_id)) });
  return changed.flatMap((line, i) =>
    (options[i]?.data ?? [])
      .filter((option) => option.purpose === 'change' && ['open', 'agreed'].includes(option.status))
      .map((option) => ({ line, option })),
  );
}

function Why({ line }: { line: BoardLine }) {
  const text = useTexts(boardTexts);
  const nameOf = useStepName();
  if (!isExplained(line) || !line.task_id) return null;
  return (
    <span className="sub">
      {text[line.reason]}
      {' · '}
      <Link to={`/work/${line.task_id}`}>
        {nameOf({ operation_name: line.operation_name ?? '', operation_name_en: line.operation_name_en })}
      </Link>
      {line.workshop_id && (
        <span className="faint">
          {' · '}
          <OrganisationName id={line.workshop_id} />
        </span>
      )}
    </span>
  );
}

// Reports that their machines do not bear out.
function Flagged({ line }: { line: BoardLine }) {
  const text = useTexts(evidenceTexts);
  if (line.flagged_reports === 0 || !line.flagged_task_id) return null;
  return (
    <span className="sub">
      <Tag tone="warning">{text.flagged}</Tag>{' '}
      <Link to={`/work/${line.flagged_task_id}`}>{text.onBoard(line.flagged_reports)}</Link>
    </span>
  );
}

function RunningLine({ line }: { line: BoardLine }) {
  const text = useTexts(texts);
  const words = useTexts(boardTexts);
  const format = useFormat();
  const titleOf = useTitle();
  return (
    <li>
      <span>
        <Link to={`/orders/${line.order_id}`}>{titleOf(line)}</Link>
        <span className="sub faint">
          <span className="number">{line.number}</span> · <OrganisationName id={line.buyer_id} />
        </span>
      </span>
      <span>
        <Tag tone={boardTones[line.state]}>{words[line.state]}</Tag>{' '}
        {line.promise_at && text.promisedOn(format.date(line.promise_at))}
        {line.expected_at && ` · ${text.expectedOn(format.date(line.expected_at))}`}
        <Why line={line} />
        <Flagged line={line} />
      </span>
      <TaskBar order={line} />
    </li>
  );
}

function NeedLine({ order }: { order: SalesOrder }) {
  const text = useTexts(texts);
  const format = useFormat();
  const titleOf = useTitle();
  return (
    <li>
      <span>
        <Link to={`/orders/${order.id}`}>{titleOf(order)}</Link>
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
  const titleOf = useTitle();
  return (
    <li>
      <span>
        <Link to={`/work/${task.id}`}>{titleOf(task)}</Link>
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
          shownIn={[receivedOrders, ordersPath]}
        />
      </span>
    </li>
  );
}

export function Component() {
  const text = useTexts(texts);
  const words = useTexts(boardTexts);
  const needs = useList(receivedOrders, { status: 'draft', sort: 'due_on' });
  const places = useList(tasksPath, { status: tasksToPlace, sort: 'planned_start_at' });
  const evidence = useTexts(evidenceTexts);
  const [search, setSearch] = useSearchParams();
  const flaggedOnly = search.get('flagged') === 'true';
  const board = useBoard(flaggedOnly);
  const lines = byGravity(board.data?.items ?? []);
  const changes = useChanges(lines);
  const count = (state: BoardLine['state']) => String(lines.filter((line) => line.state === state).length);
  const failed = [needs, places, board].find((list) => list.isError);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  return (
    <PageFrame title={text.board} hint={text.boardHint}>
      <Panel>
        <Figures
          figures={[
            { label: words.late, value: count('late') },
            { label: words.will_be_late, value: count('will_be_late') },
            { label: words.at_risk, value: count('at_risk') },
            { label: words.on_time, value: count('on_time') },
            { label: text.needs, value: String(needs.items.length) },
            { label: text.toPlace, value: String(places.items.length) },
            { label: text.changes, value: String(changes.length) },
            {
              label: evidence.boardFigure,
              value: String(lines.filter((line) => line.flagged_reports > 0).length),
            },
          ]}
        />
      </Panel>
      {changes.map(({ line, option }) => (
        <ChangeCard key={option.id} option={option} order={{ ...line, id: line.order_id }} linked />
      ))}
      <Panel
        title={text.running}
        hint={board.data?.next ? words.soonestDue(lines.length) : undefined}
        action={
          <label className="board-filter">
            {evidence.onlyFlagged}
            <Switch
              checked={flaggedOnly}
              onChange={(only) => setSearch(only ? { flagged: 'true' } : {})}
              aria-label={evidence.onlyFlagged}
            />
          </label>
        }
      >
        {board.isPending && <Loading lines={5} />}
        {board.isSuccess && lines.length === 0 && (
          <EmptyState title={flaggedOnly ? evidence.noFlagged : text.noRunning} />
        )}
        <ul className="board-lines">
          {lines.map((line) => (
            <RunningLine key={line.order_id} line={line} />
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
