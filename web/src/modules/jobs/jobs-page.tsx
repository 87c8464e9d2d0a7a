// The platform's jobs, for its administrators.
import type { Job } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels, useVocabulary } from '@/kit/meta';
import { PageFrame, Panel, Tag, type Tone } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';

const tones: Record<string, Tone | 'plain'> = {
  waiting: 'info',
  running: 'warning',
  done: 'good',
  failed: 'bad',
  cancelled: 'plain',
};

export function Component() {
  const text = useTexts(texts);
  const kindName = useVocabulary('job_kind');
  const format = useFormat();
  const { choice } = useLabels('job');
  const columns: Column<Job>[] = [
    {
      key: 'kind',
      title: text.kind,
      heading: true,
      render: (row) => (
        <>
          {kindName(row.kind)}
          <span className="sub mono">{row.kind}</span>
        </>
      ),
    },
    {
      key: 'status',
      title: text.status,
      render: (row) => <Tag tone={tones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>,
    },
    {
      key: 'attempts',
      title: text.attempts,
      align: 'end',
      render: (row) => <span className="number">{row.attempts}</span>,
    },
    {
      key: 'run',
      fields: ['run_at'],
      title: text.runAt,
      render: (row) => <span className="number">{format.instant(row.run_at)}</span>,
    },
    {
      key: 'error',
      fields: ['last_error'],
      title: text.error,
      render: (row) => <span className="mono">{row.last_error}</span>,
    },
  ];
  return (
    <PageFrame title={text.jobs} hint={text.jobsHint}>
      <Panel>
        <EntityList
          path="/api/v1/jobs"
          entity="job"
          columns={columns}
          sortDefault="-created_at"
          titleOf={(row) => kindName(row.kind)}
          tools={(row) => (
            <RowActions
              path="/api/v1/jobs"
              entity="job"
              row={row}
              names={{ retry: text.retry, cancel: text.cancel }}
            />
          )}
          empty={{ title: text.empty, text: text.emptyHint }}
        />
      </Panel>
    </PageFrame>
  );
}
