// What waits for me, as the server says: the groups of every module, the most urgent of each, a line to open.
import { CheckCircleFilled, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, unwrap, type TaskGroup } from '@/kit/api';
import { daysUntil } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { ErrorState, Loading, Panel, Tag } from '@/kit/page';
import { useSession, useZone } from '@/kit/session';
import { dayOf } from '@/kit/time-zone';
import { useFormat, useToday } from '@/kit/use-format';
import { addressOf } from '../documents';
import { texts } from './texts';

const countMax = 100;

// Where all of a group's work is done.
const lists: Record<string, string> = {
  certificate_reviews: '/reviews',
  certificates_expiring: '/enterprise?part=certificates',
  certificates_unfinished: '/enterprise?part=certificates',
  members_not_arrived: '/members',
  api_keys_expiring: '/api-keys',
  webhook_deliveries_failed: '/webhooks',
  jobs_failed: '/jobs?status=failed',
  orders_to_choose: '/orders?status=quoted',
  orders_to_fund: '/orders?status=accepted',
  changes_to_agree: '/orders',
  deliveries_to_judge: '/orders',
  orders_to_quote: '/board',
  orders_to_release: '/board',
  tasks_to_place: '/board',
  counter_offers_to_answer: '/board',
  tasks_to_accept: '/work',
  tasks_to_do: '/work',
  shipments_to_receive: '/incoming',
  orders_unanswered: '/purchase-orders?status=issued',
  deliveries_overdue: '/purchase-orders?overdue=true',
  deliveries_to_make: '/received-orders?tab=running',
  payment_differences_open: '/reconciliation',
  invoices_to_pay: '/payables',
  payments_overdue: '/my-money?tab=overdue',
  rfxs_closing: '/rfqs?status=published&sort=closes_at',
  rfxs_to_judge: '/rfqs',
  invitations_to_answer: '/market',
  bids_to_confirm: '/market',
  bids_to_open: '/market',
  circle_invitations: '/circles?tab=joined',
  evaluation_appeals_to_decide: '/evaluations?tab=appeals',
  evaluations_to_publish: '/evaluations',
  negotiations_to_answer: '/listings?tab=talks',
};

function Due({ at }: { at: string }) {
  const text = useTexts(texts);
  const days = daysUntil(dayOf(Date.parse(at), useZone()), useToday());
  return <Tag tone={days <= 3 ? 'bad' : 'warning'}>{days < 0 ? text.overdue : text.dueIn(days)}</Tag>;
}

function Group({ group }: { group: TaskGroup }) {
  const text = useTexts(texts);
  const format = useFormat();
  const session = useSession();
  const list = lists[group.source];
  const count = group.count >= countMax ? `${countMax}+` : String(group.count);
  return (
    <section className="task-group">
      <h3>
        {group.title}
        <span className="task-count">{count}</span>
      </h3>
      <ul>
        {group.tasks.map((task) => {
          const document = { entity: task.entity, id: task.entity_id, organisation: task.organisation_id };
          return (
            <li key={`${task.entity}-${task.entity_id}`}>
              <Link to={addressOf(session, document) ?? list ?? '/'}>
                <span className="task-title">{format.dates(task.title)}</span>
                {task.due_at && <Due at={task.due_at} />}
                <RightOutlined aria-hidden="true" />
              </Link>
            </li>
          );
        })}
      </ul>
      {group.count > group.tasks.length && list && <Link to={list}>{text.seeAll(count)}</Link>}
    </section>
  );
}

// What is due soonest stands first; what is never due keeps its order behind it.
function byUrgency(groups: readonly TaskGroup[]): TaskGroup[] {
  const soonest = ({ tasks }: TaskGroup) =>
    Math.min(...tasks.map(({ due_at }) => (due_at ? Date.parse(due_at) : Number.MAX_SAFE_INTEGER)));
  return [...groups].sort((a, b) => soonest(a) - soonest(b));
}

export function Tasks() {
  const text = useTexts(texts);
  const board = useQuery({
    queryKey: ['/api/v1/tasks'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/tasks'))).groups,
  });
  const groups = byUrgency(board.data ?? []);
  return (
    <div data-tour="tasks">
      <Panel title={text.tasks} hint={text.tasksHint}>
        {board.isPending ? (
          <Loading lines={3} />
        ) : board.isError ? (
          <ErrorState error={board.error} onRetry={() => void board.refetch()} />
        ) : groups.length === 0 ? (
          <p className="tasks-none">
            <CheckCircleFilled aria-hidden="true" />
            <span>
              <strong>{text.noTasks}</strong>
              {text.noTasksHint}
            </span>
          </p>
        ) : (
          groups.map((group) => <Group key={group.source} group={group} />)
        )}
      </Panel>
    </div>
  );
}
