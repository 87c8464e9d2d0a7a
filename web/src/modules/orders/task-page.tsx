// One task, for the workshop that does it and for the customer who gave it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, asProblem, fetchRow, newIdempotencyKey, unwrap, type OperationTask } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, Notice, PageFrame, Panel, Tag, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { labelAddress } from '@/kit/scan/label';
import { QrCode } from '@/kit/scan/qr-code';
import { useCan, useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { CounterForm } from './counter-form';
import { EvidencePanel } from './evidence-panel';
import { formatPieces, wholeUp } from './figures';
import { HandOver } from './hand-over';
import { Inspecting } from './inspecting';
import { TaskTurn } from './next-step';
import './orders.css';
import { useStepName } from './progress';
import { ReportForm } from './report-form';
import { ReturnList } from './return-list';
import { mainMoves, reasoned, taskTones } from './states';
import { TaskCount } from './task-count';
import { TaskDrawings } from './task-drawings';
import { TaskOffline } from './task-offline';
import { Counters, Reports } from './task-papers';
import { texts } from './work-texts';
import { ordersPath, receivedTasks, tasksPath, useTask } from './use-orders';
import { useTitle } from './use-title';

// Where its workshop tells that it is out of order.
function MachineLink({ id }: { id: string }) {
  const path = '/api/v1/machines';
  const machine = useQuery({ queryKey: [path, id], queryFn: () => fetchRow(path, id), retry: false }).data;
  return (
    <Link to={`/machines/${id}`}>
      {machine?.name ?? '…'} <span className="number">{machine?.number}</span>
    </Link>
  );
}

function TaskFacts({ task, isWorkshop }: { task: OperationTask; isWorkshop: boolean }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const { label } = useLabels('operation_task');
  const pieces = (milli: number) => <span className="number">{formatPieces(milli, language)}</span>;
  return (
    <Panel title={text.task}>
      <div className="stack">
        <TaskCount task={task} />
        <Facts
          facts={[
            { label: label('quantity_in'), value: pieces(task.quantity_in || task.planned_in) },
            { label: label('good'), value: pieces(task.good) },
            { label: label('rework'), value: pieces(task.rework) },
            { label: label('scrap'), value: pieces(task.scrap) },
            { label: text.pay, value: <span className="number">¥{formatFen(task.price)}</span> },
            {
              label: label('paid'),
              value: task.paid > 0 ? <span className="number">¥{formatFen(task.paid)}</span> : undefined,
            },
            { label: label('planned_start_at'), value: format.instant(task.planned_start_at) },
            { label: label('planned_end_at'), value: format.instant(task.planned_end_at) },
            isWorkshop
              ? { label: text.machine, value: <MachineLink id={task.machine_id} /> }
              : { label: label('workshop_id'), value: <OrganisationName id={task.workshop_id} /> },
            {
              label: text.from,
              value:
                task.inputs.length > 0
                  ? task.inputs.map((input) => (
                      <span key={input.task_id} className="task-input number">
                        {text.fromStep(
                          input.operation_number,
                          formatPieces(input.received, language),
                          formatPieces(wholeUp(input.quantity), language),
                        )}
                      </span>
                    ))
                  : text.fromMaterial,
            },
            { label: text.to, value: task.is_last ? text.toBuyer : undefined },
            { label: label('instruction'), value: task.instruction ?? undefined, wide: true },
          ]}
        />
      </div>
    </Panel>
  );
}

function LotCard({ task }: { task: OperationTask }) {
  const text = useTexts(texts);
  const titleOf = useTitle();
  return (
    <Panel title={text.lotCode} hint={text.lotCodeHint}>
      <div className="lot-card">
        <QrCode text={labelAddress(location.origin, 'operation_task', task.id)} label={text.lotCode} />
        <div>
          <strong className="mono">{task.lot_number}</strong>
          <p>{titleOf(task)}</p>
          <Link to="/scan">{text.scanNext}</Link>
        </div>
      </div>
    </Panel>
  );
}

function MaterialButton({ task }: { task: string }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const queries = useQueryClient();
  const bring = async () => {
    try {
      await unwrap(
        api.POST('/api/v1/operation-tasks/{id}/material/actions', {
          params: { path: { id: task }, header: { 'Idempotency-Key': newIdempotencyKey() } },
        }),
      );
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    await queries.invalidateQueries({ queryKey: [tasksPath] });
  };
  return <Button onClick={() => void bring()}>{text.materialCame}</Button>;
}

function Deeds({ task, isWorkshop }: { task: OperationTask; isWorkshop: boolean }) {
  const text = useTexts(texts);
  const can = useCan();
  const [countering, setCountering] = useState(false);
  // What is left of a running task is told by the form for reports.
  const withForm = new Set(isWorkshop && can(permissions.work) ? ['replan', 'report'] : ['replan']);
  const mayCounter = isWorkshop && task.status === 'offered' && can(permissions.supply);
  return (
    <>
      <div className="task-deeds">
        <RowActions
          path={tasksPath}
          entity="operation_task"
          row={{ ...task, actions: task.actions.filter((action) => !withForm.has(action)) }}
          size="middle"
          main={mainMoves}
          reasoned={reasoned}
          shownIn={[receivedTasks, ordersPath]}
        />
        {!isWorkshop && !task.has_material && can(permissions.operateOrders) && (
          <MaterialButton task={task.id} />
        )}
        {mayCounter && <Button onClick={() => setCountering(true)}>{text.counter}</Button>}
      </div>
      <Drawer
        title={text.counterTitle}
        size={480}
        open={countering}
        onClose={() => setCountering(false)}
        destroyOnHidden
      >
        <CounterForm task={task} onDone={() => setCountering(false)} />
      </Drawer>
    </>
  );
}

export function Component() {
  const text = useTexts(texts);
  const session = useSession();
  const can = useCan();
  const nameOf = useStepName();
  const { choice } = useLabels('operation_task');
  const task = useTask(useParams().id ?? '');
  if (task.isError) return <ErrorState error={task.error} onRetry={() => void task.refetch()} />;
  if (!task.data) return <Loading lines={8} />;
  const row = task.data;
  const isWorkshop = row.workshop_id === session.organisation.id;
  return (
    <PageFrame
      title={nameOf(row)}
      back={
        <Link to={isWorkshop ? '/work' : `/orders/${row.order_id}`}>
          {isWorkshop ? text.work : text.backToBoard}
        </Link>
      }
      hint={
        <>
          <span className="mono">{row.lot_number}</span>{' '}
          <Tag tone={taskTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </>
      }
    >
      {isWorkshop && <TaskOffline task={row} readAt={task.dataUpdatedAt} />}
      <div className="task-turn">
        <TaskTurn task={row} isWorkshop={isWorkshop} />
      </div>
      {row.status_reason && ['held', 'revoked', 'declined'].includes(row.status) && (
        <Notice tone="warning">{row.status_reason}</Notice>
      )}
      <Deeds task={row} isWorkshop={isWorkshop} />
      {isWorkshop && row.status === 'running' && can(permissions.work) && (
        <ReportForm key={row.version} task={row} />
      )}
      {isWorkshop && (row.status === 'passed' || row.status === 'handed_over') && (
        <HandOver task={row} maySend={can(permissions.sendShipments)} />
      )}
      <Inspecting
        isInspector={!isWorkshop}
        subject={{
          kind: 'operation_task',
          id: row.id,
          supplier: row.workshop_id,
          goods: row.title,
          open: row.status === 'reported' || row.status === 'inspected' ? row.good : 0,
        }}
      />
      {isWorkshop && <ReturnList tasks={new Set([row.id])} incoming />}
      <TaskFacts task={row} isWorkshop={isWorkshop} />
      {isWorkshop && <TaskDrawings task={row} />}
      <Counters task={row} />
      <Reports task={row} isWorkshop={isWorkshop && can(permissions.work)} />
      <EvidencePanel subject="task" id={row.id} />
      <LotCard task={row} />
    </PageFrame>
  );
}
