// The revisions that customers gave to the own organisation: look at the drawings, acknowledge.
import { useQuery } from '@tanstack/react-query';
import { api, unwrap, type Distribution } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { EmptyState, ErrorState, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { DrawingCards } from './drawing-cards';
import './items.css';
import { texts } from './texts';
import { distributionTones } from './tones';

const received = '/api/v1/received-distributions';

function Received({ row }: { row: Distribution }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { choice } = useLabels('distribution');
  const document = useQuery({
    queryKey: ['/api/v1/distributions', row.id, 'document', row.version],
    queryFn: () =>
      unwrap(api.GET('/api/v1/distributions/{id}/document', { params: { path: { id: row.id } } })),
  }).data;
  const name =
    document && language === 'en' && document.item_name_en ? document.item_name_en : document?.item_name;
  return (
    <Panel
      title={
        <>
          {name} {document && text.revision(document.revision_code)}{' '}
          <Tag tone={distributionTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </>
      }
      hint={
        <>
          {text.from} <OrganisationName id={row.organisation_id} />
        </>
      }
      action={
        <span className="row">
          <RowActions path="/api/v1/distributions" entity="distribution" row={row} shownIn={[received]} />
        </span>
      }
    >
      {document?.change_note && (
        <p>
          {text.change}: {document.change_note}
        </p>
      )}
      {!document && <Loading lines={3} />}
      {row.status === 'recalled' && <p className="faint">{text.recalled}</p>}
      <DrawingCards drawings={document?.drawings ?? []} />
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  const list = useList(received, { sort: '-id' });
  return (
    <PageFrame title={text.received} hint={text.receivedHint}>
      {list.isPending && <Loading lines={6} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && list.items.length === 0 && (
        <Panel>
          <EmptyState title={text.noReceived} text={text.noReceivedHint} />
        </Panel>
      )}
      {list.items.map((row) => (
        <Received key={row.id} row={row} />
      ))}
    </PageFrame>
  );
}
