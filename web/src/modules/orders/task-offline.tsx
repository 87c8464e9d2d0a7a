// What this device knows and the server does not: reports that wait to be sent; and without a network how old the page is.
import type { OperationTask } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useOnline, useQueue, type QueuedAction } from '@/kit/offline';
import { Notice } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { formatPieces } from './figures';
import { texts } from './work-texts';

const counts = ['good', 'rework', 'scrap'] as const;
const sumOf = ({ payload }: QueuedAction) =>
  counts.reduce((sum, count) => sum + Number(payload[count] ?? 0), 0);

// Reports of a task that are kept on the device, and how many pieces they tell of, in milli.
export function useQueuedReports(task: string) {
  const reports = useQueue().actions.filter(
    ({ kind, state, payload }) => kind === 'work_report' && state === 'waiting' && payload.task === task,
  );
  const fresh = reports.filter(({ payload }) => payload.from_rework !== 'true');
  return { reports, open: fresh.reduce((sum, report) => sum + sumOf(report), 0) };
}

export function TaskOffline({ task, readAt }: { task: OperationTask; readAt: number }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const online = useOnline();
  const { reports } = useQueuedReports(task.id);
  if (online && reports.length === 0) return null;
  return (
    <Notice
      tone="warning"
      title={online ? undefined : text.staleSince(format.instant(new Date(readAt).toISOString()))}
    >
      {reports.map((report) => (
        <div key={report.id}>{text.waitsToBeSent(formatPieces(sumOf(report), language))}</div>
      ))}
    </Notice>
  );
}
