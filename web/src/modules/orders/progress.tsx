// How far an order is: figures, what is slow, the time line of every lot, and where it is on the map.
import { useQuery } from '@tanstack/react-query';
import type { ProgressStep, SalesOrder } from '@/kit/api';
import { Figures } from '@/kit/chart/bars';
import { nameIn, useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { ErrorState, Loading, Notice, Panel } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { daysBetween, formatPieces } from './figures';
import { legsOfSteps, rowsOfSteps } from './plan-rows';
import { Route } from './route';
import { workOf, type Work } from './states';
import { texts } from './texts';
import { Timeline, type Mark } from './timeline';
import { useNow } from './use-now';
import { progressQuery, useNames } from './use-orders';

const works: Work[] = ['waiting', 'active', 'done', 'late'];
const minuteMs = 60_000;

function Legend() {
  const text = useTexts(texts);
  return (
    <ul className="timeline-legend">
      {works.map((work) => (
        <li key={work}>
          <span className={`timeline-bar timeline-${work}`} aria-hidden="true" />
          {text[`state_${work}`]}
        </li>
      ))}
    </ul>
  );
}

export function useStepName() {
  const { language } = useLanguage();
  return (step: { operation_name: string; operation_name_en?: string | null }) =>
    nameIn(language, step.operation_name, step.operation_name_en);
}

function Slow({ steps, now }: { steps: readonly ProgressStep[]; now: number }) {
  const text = useTexts(texts);
  const nameOf = useStepName();
  const names = useNames(steps.map((step) => step.workshop_id));
  if (steps.length === 0) return null;
  return (
    <Notice tone="warning" title={text.lateSteps}>
      {steps.map((step) => (
        <div key={step.task_id}>
          {text.lateStep(
            `${nameOf(step)} · ${names.get(step.workshop_id) ?? ''}`,
            daysBetween(Date.parse(step.planned_end_at), now),
          )}
        </div>
      ))}
    </Notice>
  );
}

export function Progress({ order }: { order: SalesOrder }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const nameOf = useStepName();
  const { choice } = useLabels('operation_task');
  const now = useNow(minuteMs);
  const progress = useQuery(progressQuery(order.id));
  const steps = progress.data?.steps ?? [];
  const names = useNames(steps.map((step) => step.workshop_id));
  if (progress.isError) return <ErrorState error={progress.error} onRetry={() => void progress.refetch()} />;
  if (!progress.data) return <Loading lines={8} />;
  const { expected_at: expected, promise_at: promise } = progress.data;
  const isLate = Boolean(expected && promise && Date.parse(expected) > Date.parse(promise));
  const titleOf = (step: ProgressStep) =>
    [
      nameOf(step),
      names.get(step.workshop_id) ?? '',
      choice('status', step.status),
      `${text.good} ${formatPieces(step.good, language)} / ${formatPieces(step.planned_out, language)}`,
      `${format.instant(step.planned_start_at)} – ${format.instant(step.planned_end_at)}`,
    ].join(' · ');
  const marks: Mark[] = [
    // Where everything is made the line ends with it.
    ...(expected ? [{ at: now, label: text.now, kind: 'now' as const }] : []),
    ...(promise ? [{ at: Date.parse(promise), label: text.promised, kind: 'promise' as const }] : []),
  ];
  return (
    <>
      <Panel title={text.progress}>
        <div className="stack">
          <Figures
            wide
            figures={[
              { label: text.tasksDone, value: `${order.tasks_done} / ${order.tasks_total}` },
              {
                label: text.delivered,
                value: `${formatPieces(order.delivered, language)} / ${formatPieces(order.quantity, language)}`,
              },
              { label: text.promised, value: format.date(promise) },
              { label: text.expected, value: format.date(expected) },
            ]}
          />
          {expected && promise && (
            <Notice tone={isLate ? 'bad' : 'good'}>
              {isLate ? text.lateBy(daysBetween(Date.parse(promise), Date.parse(expected))) : text.inTime}
            </Notice>
          )}
          <Slow steps={steps.filter((step) => workOf(step) === 'late')} now={now} />
        </div>
      </Panel>
      <Panel title={text.timeline} hint={text.timelineHint}>
        <Timeline rows={rowsOfSteps(steps, nameOf, titleOf)} marks={marks} label={text.timeline} />
        <Legend />
      </Panel>
      <Route
        visits={steps.map((step) => ({ ...step, name: nameOf(step), work: workOf(step) }))}
        legs={legsOfSteps(steps, order.site_id)}
        destination={order.site_id}
      />
    </>
  );
}
