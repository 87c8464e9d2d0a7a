// The platform's jobs, for its administrators.
import type { Job } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { DataList, FilterChoice, Toolbar, useList, useListState, type Column } from '@/kit/list';
import { fieldOf, useLabels } from '@/kit/meta';
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
  const format = useFormat();
  const { entity, choice } = useLabels('job');
  const state = useListState(['status'], '-created_at');
  const list = useList('/api/v1/jobs', state.query);
  const statuses = (fieldOf(entity, 'status')?.choices ?? []).map(({ name }) => ({
    value: name,
    label: choice('status', name),
  }));
  const columns: Column<Job>[] = [
    {
      key: 'kind',
      title: text.kind,
      heading: true,
      render: (row) => <span className="mono">{row.kind}</span>,
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
      title: text.runAt,
      render: (row) => <span className="number">{format.instant(row.run_at)}</span>,
    },
    { key: 'error', title: text.error, render: (row) => <span className="mono">{row.last_error}</span> },
    {
      key: 'tools',
      title: '',
      render: (row) => (
        <RowActions
          path="/api/v1/jobs"
          entity="job"
          row={row}
          names={{ retry: text.retry, cancel: text.cancel }}
        />
      ),
    },
  ];
  return (
    <PageFrame title={text.jobs} hint={text.jobsHint}>
      <Panel>
        <Toolbar>
          <FilterChoice state={state} name="status" label={text.status} options={statuses} />
        </Toolbar>
        <DataList
          rows={list.items}
          rowKey={(row) => row.id}
          columns={columns}
          pages={list}
          state={state}
          empty={{ title: text.empty, text: text.emptyHint }}
        />
      </Panel>
    </PageFrame>
  );
}
