// All enterprises of the platform, searched and narrowed by the server.
import { Link } from 'react-router';
import type { Enterprise } from '@/kit/api';
import { ReferenceName } from '@/kit/form';
import { nameIn, useLanguage, useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';

export function Component() {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { label } = useLabels('enterprise');
  const format = useFormat();
  const columns: Column<Enterprise>[] = [
    {
      key: 'name',
      fields: ['name', 'name_en', 'demonstration'],
      title: label('name'),
      heading: true,
      sort: 'name',
      render: (row) => (
        <>
          <Link to={`/directory/${row.id}`}>{nameIn(language, row.name, row.name_en)}</Link>{' '}
          {row.demonstration && <Tag tone="plain">{text.demonstration}</Tag>}
          {row.name_en && <span className="sub">{language === 'en' ? row.name : row.name_en}</span>}
        </>
      ),
    },
    {
      key: 'industry',
      fields: ['industry_code'],
      title: label('industry_code'),
      render: (row) => <ReferenceName path="/api/v1/industries" code={row.industry_code} />,
    },
    {
      key: 'region',
      fields: ['region_code'],
      title: label('region_code'),
      render: (row) => <ReferenceName path="/api/v1/regions" code={row.region_code} />,
    },
    {
      key: 'employees',
      title: label('employees'),
      align: 'end',
      render: (row) => <span className="number">{format.number(row.employees) || '—'}</span>,
    },
  ];
  return (
    <PageFrame title={text.directory} hint={text.directoryHint}>
      <Panel>
        <EntityList
          path="/api/v1/enterprises"
          entity="enterprise"
          columns={columns}
          filters={['region_code', 'industry_code']}
          sortDefault="name"
          searchHint={text.searchEnterprises}
          titleOf={(row) => row.name}
          empty={{ title: text.noEnterprises }}
        />
      </Panel>
    </PageFrame>
  );
}
