// One enterprise, as everybody sees it.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { fetchRow, type Enterprise, type Item, type RowPath } from '@/kit/api';
import { ReferenceName } from '@/kit/form';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { DataList, useList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { ErrorState, Facts, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan, useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import { useCapabilityColumns, useCertificateColumns, useSiteColumns } from './columns';
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

function About({ enterprise }: { enterprise: Enterprise }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { label } = useLabels('enterprise');
  const format = useFormat();
  const website = enterprise.website && /^https?:\/\//i.test(enterprise.website) ? enterprise.website : null;
  return (
    <Panel>
      <Facts
        facts={[
          { label: label('description'), value: enterprise.description, wide: true },
          {
            label: label('industry_code'),
            value: enterprise.industry_code && (
              <ReferenceName path="/api/v1/industries" code={enterprise.industry_code} />
            ),
          },
          {
            label: label('region_code'),
            value: enterprise.region_code && (
              <ReferenceName path="/api/v1/regions" code={enterprise.region_code} />
            ),
          },
          { label: label('address'), value: enterprise.address },
          {
            label: label('company_code'),
            value: enterprise.company_code && <span className="mono">{enterprise.company_code}</span>,
          },
          { label: label('founded_on'), value: enterprise.founded_on },
          { label: label('employees'), value: format.number(enterprise.employees) },
          {
            label: label('registered_capital_fen'),
            value: enterprise.registered_capital_fen
              ? `${formatFen(enterprise.registered_capital_fen)} ${words.yuan}`
              : null,
          },
          { label: label('phone'), value: enterprise.phone },
          { label: label('email'), value: enterprise.email },
          {
            label: text.website,
            value: website && (
              <a href={website} target="_blank" rel="noreferrer noopener">
                {website}
              </a>
            ),
          },
        ]}
      />
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  const id = useParams().id ?? '';
  const session = useSession();
  const mayEdit = useCan()(permissions.editEnterprise);
  const [today] = useState(() => new Date());
  const siteColumns = useSiteColumns();
  const capabilityColumns = useCapabilityColumns();
  const certificateColumns = useCertificateColumns(today);
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
      title={enterprise.data.name}
      hint={enterprise.data.name_en}
      action={
        <span className="row">
          {enterprise.data.demonstration && <Tag tone="warning">{text.demonstration}</Tag>}
          {own && mayEdit ? (
            <Link to="/enterprise">{text.openOwn}</Link>
          ) : (
            <Link to="/directory">{text.toDirectory}</Link>
          )}
        </span>
      }
    >
      <About enterprise={enterprise.data} />
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
