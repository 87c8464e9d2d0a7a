// The tasks that were given to the own workshop, for a phone on the shop floor.
import { useState } from 'react';
import { Link } from 'react-router';
import type { OperationTask } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { CardList, CardTabs, useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { PageFrame, Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { formatPieces } from './figures';
import './orders.css';
import { useStepName } from './progress';
import { tasksDone, tasksInHand, taskTones } from './states';
import { TaskCount } from './task-count';
import { texts } from './work-texts';
import { useNow } from './use-now';
import { receivedTasks } from './use-orders';
import { useTitle } from './use-title';

const tabs = {
  coming: { status: ['planned', 'ready'], sort: 'planned_start_at' },
  offered: { status: ['offered'], sort: 'planned_start_at' },
  hand: { status: tasksInHand, sort: 'planned_end_at' },
  done: { status: tasksDone, sort: '-planned_end_at' },
} as const;
type Tab = keyof typeof tabs;
const isOpen: ReadonlySet<string> = new Set(tasksInHand);
const minuteMs = 60_000;

function Card({ task }: { task: OperationTask }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const nameOf = useStepName();
  const titleOf = useTitle();
  const { choice } = useLabels('operation_task');
  const now = useNow(minuteMs);
  const isLate = isOpen.has(task.status) && Date.parse(task.planned_end_at) < now;
  return (
    <li>
      <Link className="work-card" to={`/work/${task.id}`}>
        <header>
          <div>
            <h3>{nameOf(task)}</h3>
            <span className="faint">{titleOf(task)}</span>
          </div>
          <Tag tone={taskTones[task.status] ?? 'plain'}>{choice('status', task.status)}</Tag>
        </header>
        <span className="mono faint">{task.lot_number}</span>
        {task.status === 'offered' ? (
          <span className="bad">
            {task.offered_until && text.answerBy(format.instant(task.offered_until))}
          </span>
        ) : (
          <TaskCount task={task} />
        )}
        <div className="work-card-foot">
          <span>
            {task.status === 'offered'
              ? text.pieces(formatPieces(task.planned_in, language), '')
              : text.of(formatPieces(task.good, language), formatPieces(task.planned_out, language))}
            <span className={isLate ? 'bad' : 'faint'}>
              {' '}
              · {text.endBy(format.instant(task.planned_end_at))}
            </span>
          </span>
          <strong className="number">¥{formatFen(task.price)}</strong>
        </div>
      </Link>
    </li>
  );
}

export function Component() {
  const text = useTexts(texts);
  const [chosen, setChosen] = useState<Tab>();
  const offered = useList(receivedTasks, tabs.offered);
  const tab = chosen ?? (offered.items.length > 0 ? 'offered' : 'hand');
  const list = useList(receivedTasks, tabs[tab]);
  return (
    <PageFrame title={text.work} hint={text.workHint}>
      <CardTabs
        label={text.work}
        chosen={tab}
        onChoose={setChosen}
        tabs={(['offered', 'hand', 'coming', 'done'] as const).map((one) => [
          one,
          one === 'offered' && offered.items.length > 0
            ? `${text[`tab_${one}`]} ${offered.items.length}`
            : text[`tab_${one}`],
        ])}
      />
      <CardList
        pages={list}
        empty={{ title: text.noTasks, text: text.noTasksHint }}
        cards={list.items.map((task) => (
          <Card key={task.id} task={task} />
        ))}
      />
    </PageFrame>
  );
}
