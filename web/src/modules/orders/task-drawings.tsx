// The revision that came with a task: its drawings, and the acknowledgement of it.
import { useQuery } from '@tanstack/react-query';
import { api, fetchPage, unwrap } from '@/kit/api';
import { FilePreview } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Loading, Panel, Tag } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { texts } from './work-texts';
import { receivedTasks, tasksPath } from './use-orders';

const received = '/api/v1/received-distributions';

export function TaskDrawings({ revision }: { revision: string }) {
  const text = useTexts(texts);
  const { choice } = useLabels('distribution');
  const found = useQuery({
    queryKey: [received, 'revision', revision],
    queryFn: async () =>
      (await fetchPage(received, { revision_id: revision, sort: '-id', limit: 1 })).items[0] ?? null,
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
      action={
        row && (
          <span className="row">
            <RowActions
              path="/api/v1/distributions"
              entity="distribution"
              row={row}
              size="middle"
              main={new Set(['acknowledge'])}
              shownIn={[received, tasksPath, receivedTasks]}
            />
          </span>
        )
      }
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
