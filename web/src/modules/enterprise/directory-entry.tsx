// One enterprise, as everybody sees it.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { fetchRow, type Item, type RowPath } from '@/kit/api';
import { nameIn, useLanguage, useTexts } from '@/kit/i18n';
import { DataList, useList, type Column } from '@/kit/list';
import { ErrorState, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan, useSession } from '@/kit/session';
import { useCapabilityColumns, useCertificateColumns, useSiteColumns } from './columns';
import { About } from './about';
import { texts } from './texts';

function OthersPart<P extends RowPath>(props: {
  path: P;
  id: string;
  title: string;
  columns: Column<Item<P>>[];
  empty: string;
}) {
  const list = useList(props.path, { organisation_id: props.id });
  const rowKey = (row: Item<P>) => (row as { id: string }).id;
  return (
    <Panel title={props.title}>
      <DataList
        rows={list.items}
        rowKey={rowKey}
        columns={props.columns}
        pages={list}
        empty={{ title: props.empty }}
      />
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const id = useParams().id ?? '';
  const session = useSession();
  const can = useCan();
  const mayEdit = can(permissions.editEnterprise);
  const maySeeScore = can(permissions.viewScores);
  const siteColumns = useSiteColumns();
  const capabilityColumns = useCapabilityColumns();
  const certificateColumns = useCertificateColumns();
  const enterprise = useQuery({
    queryKey: ['/api/v1/enterprises', id],
    queryFn: () => fetchRow('/api/v1/enterprises', id),
  });
  if (enterprise.isPending)
    return (
      <PageFrame title="">
        <Loading lines={8} />
      </PageFrame>
    );
  if (enterprise.isError)
    return <ErrorState error={enterprise.error} onRetry={() => void enterprise.refetch()} />;
  const own = id === session.organisation.id;
  return (
    <PageFrame
      title={nameIn(language, enterprise.data.name, enterprise.data.name_en)}
      back={<Link to="/directory">{text.toDirectory}</Link>}
      hint={language === 'en' && enterprise.data.name_en ? enterprise.data.name : enterprise.data.name_en}
      action={
        <span className="row">
          {enterprise.data.demonstration && <Tag tone="warning">{text.demonstration}</Tag>}
          {maySeeScore && <Link to={own ? '/score' : `/scores/${id}`}>{text.toScore}</Link>}
          {own && mayEdit && <Link to="/enterprise">{text.openOwn}</Link>}
        </span>
      }
    >
      <Panel>
        <About enterprise={enterprise.data} />
      </Panel>
      <OthersPart
        path="/api/v1/capabilities"
        id={id}
        title={text.partCapabilities}
        columns={capabilityColumns}
        empty={text.noCapabilities}
      />
      <OthersPart
        path="/api/v1/certificates"
        id={id}
        title={text.partCertificates}
        columns={certificateColumns}
        empty={text.noCertificates}
      />
      <OthersPart
        path="/api/v1/sites"
        id={id}
        title={text.partSites}
        columns={siteColumns}
        empty={text.noSites}
      />
    </PageFrame>
  );
}
