// What was written about a task: reports and counter-offers.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import {
  api,
  asProblem,
  newIdempotencyKey,
  unwrap,
  type OperationTask,
  type RowPath,
  type WorkReport,
} from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Panel, Tag, useProblemTitle } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { useFormat } from '@/kit/use-format';
import { formatPieces } from './figures';
import { mainMoves } from './states';
import { texts } from './work-texts';
import { receivedTasks, tasksPath } from './use-orders';

const papersMax = 50;
// They are listed with their task; only their actions have an address.
const counterPath = '/api/v1/counter-offers' as RowPath;

function ReverseButton({ report }: { report: WorkReport }) {
  const text = useTexts(texts);
  const { modal, message } = App.useApp();
  const titleOf = useProblemTitle();
  const queries = useQueryClient();
  const reverse = async () => {
    if (!(await modal.confirm({ title: text.reverse, content: text.reverseWarning, okText: text.reverse })))
      return;
    try {
      await unwrap(
        api.POST('/api/v1/work-reports/{id}/reversals', {
          params: { path: { id: report.id }, header: { 'Idempotency-Key': newIdempotencyKey() } },
        }),
      );
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    await queries.invalidateQueries({ queryKey: [tasksPath] });
  };
  return (
    <Button size="small" onClick={() => void reverse()}>
      {text.reverse}
    </Button>
  );
}

export function Reports({ task, isWorkshop }: { task: OperationTask; isWorkshop: boolean }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const reports = useQuery({
    queryKey: [tasksPath, task.id, 'reports', task.version],
    queryFn: async () =>
      (
        await unwrap(
          api.GET('/api/v1/operation-tasks/{id}/reports', {
            params: { path: { id: task.id }, query: { limit: papersMax, sort: '-id' } },
          }),
        )
      ).items,
  }).data;
  if (!reports || reports.length === 0) return null;
  const reversed = new Set(reports.map((report) => report.reverses_id));
  return (
    <Panel title={text.reports}>
      <ul className="board-lines">
        {reports.map((report) => (
          <li key={report.id}>
            <span className="number">
              {text.good} {formatPieces(report.good, language)} · {text.rework}{' '}
              {formatPieces(report.rework, language)} · {text.scrap} {formatPieces(report.scrap, language)}
              {report.reverses_id && <Tag tone="warning">{text.reversed}</Tag>}
            </span>
            <span className="faint">
              {report.reported_by} · {format.instant(report.created_at)}
            </span>
            <span className="board-deeds">
              {isWorkshop && !report.reverses_id && !reversed.has(report.id) && (
                <ReverseButton report={report} />
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function Counters({ task }: { task: OperationTask }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('counter_offer');
  const counters = useQuery({
    queryKey: [tasksPath, task.id, 'counter-offers', task.version],
    queryFn: async () =>
      (
        await unwrap(
          api.GET('/api/v1/operation-tasks/{id}/counter-offers', {
            params: { path: { id: task.id }, query: { limit: papersMax, sort: '-id' } },
          }),
        )
      ).items,
  }).data;
  if (!counters || counters.length === 0) return null;
  return (
    <Panel title={text.counters}>
      <ul className="board-lines">
        {counters.map((offer) => (
          <li key={offer.id}>
            <span>
              <span className="number">
                {text.counterLine(formatFen(offer.price_before), formatFen(offer.price))}
              </span>
              <span className="sub faint">{offer.reason}</span>
            </span>
            <span className="faint">{text.endBy(format.instant(offer.ends_at))}</span>
            <span className="row">
              <Tag
                tone={offer.status === 'agreed' ? 'good' : offer.status === 'proposed' ? 'warning' : 'plain'}
              >
                {choice('status', offer.status)}
              </Tag>
              <RowActions
                path={counterPath}
                entity="counter_offer"
                row={offer}
                main={mainMoves}
                shownIn={[tasksPath, receivedTasks]}
              />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
