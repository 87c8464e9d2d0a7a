// The revision that came with a task: its drawings, and the acknowledgement of it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { api, asProblem, fetchPage, newIdempotencyKey, unwrap, type OperationTask } from '@/kit/api';
import { FilePreview } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Loading, Panel, Tag, useProblemTitle } from '@/kit/page';
import { texts } from './work-texts';
import { receivedTasks, tasksPath } from './use-orders';

const received = '/api/v1/received-distributions';

function Acknowledge({ task }: { task: string }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const acknowledge = async () => {
    setBusy(true);
    try {
      await unwrap(
        api.POST('/api/v1/operation-tasks/{id}/acknowledgement/actions', {
          params: { path: { id: task }, header: { 'Idempotency-Key': newIdempotencyKey() } },
        }),
      );
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    for (const path of [received, tasksPath, receivedTasks])
      await queries.invalidateQueries({ queryKey: [path] });
    setBusy(false);
  };
  return (
    <Button type="primary" loading={busy} onClick={() => void acknowledge()}>
      {text.acknowledge}
    </Button>
  );
}

export function TaskDrawings({ task }: { task: OperationTask }) {
  const text = useTexts(texts);
  const { choice } = useLabels('distribution');
  const found = useQuery({
    queryKey: [received, 'revision', task.revision_id],
    queryFn: async () =>
      (await fetchPage(received, { revision_id: task.revision_id, sort: '-id', limit: 1 })).items[0] ?? null,
  });
  const row = found.data;
  const document = useQuery({
    queryKey: [received, 'document', row?.id, row?.version],
    queryFn: () =>
      unwrap(api.GET('/api/v1/distributions/{id}/document', { params: { path: { id: row?.id ?? '' } } })),
    enabled: Boolean(row),
  }).data;
  if (found.isPending) return <Loading lines={3} />;
  return (
    <Panel
      title={
        <>
          {text.drawings}{' '}
          {row && (
            <Tag tone={row.status === 'acknowledged' ? 'good' : 'warning'}>
              {choice('status', row.status)}
            </Tag>
          )}
        </>
      }
      hint={row ? text.drawingsHint : text.noDrawings}
      action={row?.actions.includes('acknowledge') && <Acknowledge task={task.id} />}
    >
      <div className="stack">
        {(document?.drawings ?? []).map((drawing) => (
          <div key={drawing.id} className="stack">
            <strong>{drawing.title}</strong>
            <FilePreview
              address={`/api/v1/drawings/${encodeURIComponent(drawing.id)}/content`}
              name={drawing.file_name}
            />
          </div>
        ))}
      </div>
    </Panel>
  );
}
