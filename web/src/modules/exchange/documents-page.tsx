// Business documents of other programs: a box that takes them in, those that were taken in, and those for our own.
import { Link, useSearchParams } from 'react-router';
import type { ReceivedDocument } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { CardTabs, EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { documentPath, subjectAddress, useKindName } from './kinds';
import { OutgoingList } from './outgoing-list';
import { TakeIn } from './take-in';
import { texts } from './texts';

function ReceivedList() {
  const text = useTexts(texts);
  const format = useFormat();
  const kindName = useKindName();
  const mayTakeIn = useCan()(permissions.receiveDocuments);
  const { label } = useLabels('received_document');
  const columns: Column<ReceivedDocument>[] = [
    {
      key: 'number',
      fields: ['kind', 'number'],
      title: text.file,
      heading: true,
      render: (row) => (
        <>
          {kindName(row.kind)}
          <span className="sub mono">{row.number}</span>
        </>
      ),
    },
    { key: 'sender', title: label('sender'), render: (row) => row.sender },
    {
      key: 'became',
      fields: ['subject_kind', 'subject_number'],
      title: text.became,
      render: (row) => {
        const address = subjectAddress(row);
        return address ? <Link to={address}>{row.subject_number}</Link> : row.subject_number;
      },
    },
    {
      key: 'created_at',
      title: text.received,
      sort: 'created_at',
      render: (row) => <span className="number">{format.instant(row.created_at)}</span>,
    },
  ];
  return (
    <>
      {mayTakeIn && (
        <Panel>
          <TakeIn />
        </Panel>
      )}
      <Panel>
        <EntityList
          path={documentPath}
          entity="received_document"
          columns={columns}
          sortDefault="-created_at"
          titleOf={(row) => row.number}
          empty={{ title: text.none, text: text.noneText }}
        />
      </Panel>
    </>
  );
}

const tabs = ['taken', 'outgoing'] as const;
type Tab = (typeof tabs)[number];

export function Component() {
  const text = useTexts(texts);
  const [search, setSearch] = useSearchParams();
  const chosen: Tab = search.get('tab') === 'outgoing' ? 'outgoing' : 'taken';
  return (
    <PageFrame title={text.documents} hint={chosen === 'outgoing' ? text.outgoingHint : text.documentsHint}>
      <CardTabs
        label={text.documents}
        chosen={chosen}
        onChoose={(tab: Tab) => setSearch(tab === 'taken' ? {} : { tab }, { replace: true })}
        tabs={tabs.map((tab) => [tab, text[`tab_${tab}`]])}
      />
      {chosen === 'outgoing' ? <OutgoingList /> : <ReceivedList />}
    </PageFrame>
  );
}
