// One revision: its drawings, routing and bill of materials, and who has it.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { fetchRow } from '@/kit/api';
import { StateDiagram } from '@/kit/detail/state-diagram';
import { nameIn, useLanguage, useTexts } from '@/kit/i18n';
import { useEntityMeta, useLabels } from '@/kit/meta';
import { ErrorState, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan, useSession } from '@/kit/session';
import { Bom } from './bom';
import { Distributions } from './distributions';
import { Drawings } from './drawings';
import { useItem } from '@/kit/form/item-picker';
import './items.css';
import { Routings } from './routings';
import { texts } from './texts';
import { revisionTones } from './tones';

const path = '/api/v1/revisions';

export function Component() {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const session = useSession();
  const mayEdit = useCan()(permissions.editItems);
  const { choice } = useLabels('revision');
  const table = useEntityMeta('revision')?.state_table;
  const id = useParams().id ?? '';
  const revision = useQuery({ queryKey: [path, id], queryFn: () => fetchRow(path, id) });
  const item = useItem(revision.data?.item_id);
  if (revision.isError) return <ErrorState error={revision.error} onRetry={() => void revision.refetch()} />;
  if (!revision.data) return <Loading lines={10} />;
  const row = revision.data;
  const isOpen = mayEdit && row.status === 'draft' && row.organisation_id === session.organisation.id;
  const name = item ? nameIn(language, item.name, item.name_en) : '';
  return (
    <PageFrame
      title={`${name} · ${text.revision(row.code)}`}
      back={<Link to={`/items/${row.item_id}`}>{text.backToItem}</Link>}
      hint={
        <>
          <Tag tone={revisionTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </>
      }
      action={<RowActions path={path} entity="revision" row={row} shownIn={['/api/v1/distributions']} />}
    >
      <Routings revision={row} mayEdit={isOpen} />
      <Drawings revision={row} mayEdit={isOpen} />
      <Bom revision={row} mayEdit={isOpen} />
      <Distributions revision={row} />
      {table && (
        <Panel title={text.life}>
          <StateDiagram table={table} present={row.status} entity="revision" id={row.id} />
        </Panel>
      )}
    </PageFrame>
  );
}
