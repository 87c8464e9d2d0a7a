// For the owner of a workshop: what can be won, what was earned, how busy the machines are.
import { useQueries } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, unwrap, type OperationTask } from '@/kit/api';
import { Bars, Figures } from '@/kit/chart/bars';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { EmptyState, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { fenPerHour, mondayOf } from './figures';
import './orders.css';
import { tasksDone, tasksInHand, taskTones } from './states';
import { texts } from './work-texts';
import { receivedTasks } from './use-orders';
import { useTitle } from './use-title';
import { Winnable } from './winnable';

const machinesMax = '50';
const machinesShown = 8;
const tasksMax = '200';

const sumOf = (tasks: readonly OperationTask[], of: (task: OperationTask) => number) =>
  tasks.reduce((sum, task) => sum + of(task), 0);

function useMachineWeeks() {
  const [monday] = useState(() => new Date(mondayOf(Date.now())).toISOString());
  const machines = useList('/api/v1/machines', { sort: 'name', limit: machinesMax });
  const weeks = useQueries({
    queries: machines.items.map((machine) => ({
      queryKey: ['/api/v1/machines', machine.id, 'week', monday],
      queryFn: () =>
        unwrap(
          api.GET('/api/v1/machines/{id}/week', {
            params: { path: { id: machine.id }, query: { from: monday } },
          }),
        ),
    })),
  });
  const rows = machines.items.map((machine, i) => {
    const { working_minutes: working = 0, free_minutes: free = 0 } = weeks[i]?.data ?? {};
    return { machine, working, free, share: working > 0 ? (working - free) / working : 0 };
  });
  return { isPending: machines.isPending, rows };
}

function Machines({ rows }: { rows: ReturnType<typeof useMachineWeeks>['rows'] }) {
  const text = useTexts(texts);
  const format = useFormat();
  const [showsAll, setShowsAll] = useState(false);
  const busiest = [...rows].sort((a, b) => b.share - a.share);
  const shown = showsAll ? busiest : busiest.slice(0, machinesShown);
  return (
    <>
      <Bars
        bars={shown.map(({ machine, share, free }) => ({
          key: machine.id,
          name: (
            <Link to={`/machines/${machine.id}`}>
              {machine.name} <span className="number">{machine.number}</span>
            </Link>
          ),
          value: `${Math.round(share * 100)}%`,
          share,
          note: text.freeHours(format.number(Math.round(free / 60)) || '0'),
        }))}
      />
      {shown.length < rows.length && (
        <Button type="link" onClick={() => setShowsAll(true)}>
          {text.allMachines(rows.length)}
        </Button>
      )}
    </>
  );
}

function TaskLines({ tasks, withPace }: { tasks: readonly OperationTask[]; withPace: boolean }) {
  const text = useTexts(texts);
  const format = useFormat();
  const titleOf = useTitle();
  const { choice } = useLabels('operation_task');
  return (
    <ul className="board-lines">
      {tasks.map((task) => (
        <li key={task.id}>
          <span>
            <Link to={`/work/${task.id}`}>{titleOf(task)}</Link>
            <span className="sub faint">{text.endBy(format.instant(task.planned_end_at))}</span>
          </span>
          <span>
            <strong className="number">¥{formatFen(withPace ? task.price : task.paid)}</strong>
            {withPace && <span className="sub faint">{text.perHour(formatFen(fenPerHour(task)))}</span>}
          </span>
          <Tag tone={taskTones[task.status] ?? 'plain'}>{choice('status', task.status)}</Tag>
        </li>
      ))}
    </ul>
  );
}

export function Component() {
  const text = useTexts(texts);
  const offered = useList(receivedTasks, { status: 'offered', limit: tasksMax });
  const hand = useList(receivedTasks, { status: tasksInHand, limit: tasksMax });
  const done = useList(receivedTasks, { status: tasksDone, sort: '-planned_end_at', limit: tasksMax });
  const machines = useMachineWeeks();
  const working = machines.rows.reduce((sum, row) => sum + row.working, 0);
  const free = machines.rows.reduce((sum, row) => sum + row.free, 0);
  return (
    <PageFrame title={text.earnings} hint={text.earningsHint}>
      <Panel>
        <Figures
          figures={[
            {
              label: text.earned,
              value: `¥${formatFen(sumOf([...hand.items, ...done.items], (task) => task.paid))}`,
            },
            {
              label: text.inHand,
              value: `¥${formatFen(sumOf(hand.items, (task) => task.price - task.paid))}`,
            },
            { label: text.offered, value: `¥${formatFen(sumOf(offered.items, (task) => task.price))}` },
            {
              label: text.utilisation,
              value: working > 0 ? `${Math.round(((working - free) / working) * 100)}%` : '—',
            },
          ]}
        />
      </Panel>
      <div className="board-pair">
        <Panel title={text.win} hint={text.winHint}>
          {offered.isPending && <Loading lines={4} />}
          {offered.isSuccess && offered.items.length === 0 && (
            <EmptyState title={text.nothingToWin} text={text.nothingToWinHint} />
          )}
          <TaskLines tasks={[...offered.items].sort((a, b) => fenPerHour(b) - fenPerHour(a))} withPace />
        </Panel>
        <Panel title={text.couldWin} hint={text.couldWinHint}>
          <Winnable />
        </Panel>
        <Panel title={text.perMachine} hint={text.perMachineHint}>
          {machines.isPending && <Loading lines={4} />}
          {!machines.isPending && machines.rows.length === 0 && <EmptyState title={text.noMachines} />}
          <Machines rows={machines.rows} />
        </Panel>
      </div>
      {done.items.length > 0 && (
        <Panel title={text.recent}>
          <TaskLines tasks={done.items.slice(0, 10)} withPace={false} />
        </Panel>
      )}
    </PageFrame>
  );
}
