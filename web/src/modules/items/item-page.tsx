// One item: what it is, and its revisions.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { fetchRow, type Revision } from '@/kit/api';
import { nameIn, useLanguage, useTexts } from '@/kit/i18n';
import type { Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { ErrorState, Facts, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { unitIn } from '@/kit/units';
import { Part } from './part';
import { texts } from './texts';
import { revisionTones } from './tones';

function Revisions({ item }: { item: string }) {
  const text = useTexts(texts);
  const go = useNavigate();
  const format = useFormat();
  const { label, choice } = useLabels('revision');
  const columns: Column<Revision>[] = [
    {
      key: 'code',
      title: label('code'),
      heading: true,
      render: (row) => <Link to={`/revisions/${row.id}`}>{text.revision(row.code)}</Link>,
    },
    {
      key: 'status',
      title: label('status'),
      render: (row) => <Tag tone={revisionTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>,
    },
    {
      key: 'released_at',
      title: text.released,
      render: (row) => <span className="number">{format.instant(row.released_at)}</span>,
    },
    { key: 'change_note', title: text.change, render: (row) => row.change_note ?? '—' },
  ];
  return (
    <Part
      path="/api/v1/revisions"
      entity="revision"
      mayEdit={useCan()(permissions.editItems)}
      title={text.revisions}
      hint={text.revisionsHint}
      addLabel={text.addRevision}
      empty={{ title: text.noRevisions, text: text.noRevisionsHint }}
      fixed={{ item_id: item }}
      given={{ item_id: item }}
      groups={[{ fields: ['code', 'change_note'] }]}
      columns={columns}
      titleOf={(row) => row.code}
      onSaved={(row) => void go(`/revisions/${row.id}`)}
    />
  );
}

export function Component() {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { label, choice } = useLabels('item');
  const id = useParams().id ?? '';
  const item = useQuery({ queryKey: ['/api/v1/items', id], queryFn: () => fetchRow('/api/v1/items', id) });
  if (item.isError) return <ErrorState error={item.error} onRetry={() => void item.refetch()} />;
  if (!item.data) return <Loading lines={8} />;
  const row = item.data;
  const name = nameIn(language, row.name, row.name_en);
  return (
    <PageFrame
      title={name}
      back={<Link to="/items">{text.backToItems}</Link>}
      hint={<span className="number">{row.number}</span>}
    >
      <Panel title={text.basics}>
        <Facts
          facts={[
            { label: label('kind'), value: choice('kind', row.kind) },
            { label: label('unit'), value: unitIn(language, row.unit) },
            { label: label('item_group'), value: row.item_group ?? null },
            { label: label('material'), value: row.material ?? null },
            { label: label('note'), value: row.note ?? undefined, wide: true },
          ]}
        />
      </Panel>
      <Revisions item={id} />
    </PageFrame>
  );
}
