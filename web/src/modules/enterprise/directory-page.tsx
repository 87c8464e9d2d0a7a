// All enterprises of the platform, searched and narrowed by the server.
import { Link } from 'react-router';
import type { Enterprise } from '@/kit/api';
import { IndustryPicker, ReferenceName, RegionPicker } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { DataList, SearchBox, Toolbar, useList, useListState, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';

export function Component() {
  const text = useTexts(texts);
  const { label } = useLabels('enterprise');
  const format = useFormat();
  const state = useListState(['region_code', 'industry_code'], 'name');
  const list = useList('/api/v1/enterprises', state.query);
  const columns: Column<Enterprise>[] = [
    {
      key: 'name',
      title: label('name'),
      heading: true,
      sort: 'name',
      render: (row) => (
        <>
          <Link to={`/directory/${row.id}`}>{row.name}</Link>{' '}
          {row.demonstration && <Tag tone="plain">{text.demonstration}</Tag>}
          {row.name_en && <span className="sub">{row.name_en}</span>}
        </>
      ),
    },
    {
      key: 'industry',
      title: label('industry_code'),
      render: (row) => <ReferenceName path="/api/v1/industries" code={row.industry_code} />,
    },
    {
      key: 'region',
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
        <Toolbar>
          <SearchBox state={state} placeholder={text.searchEnterprises} />
          <RegionPicker
            className="filter"
            label={label('region_code')}
            placeholder={label('region_code')}
            value={state.filters.region_code ?? null}
            onChange={(code) => state.set('region_code', code ?? undefined)}
          />
          <IndustryPicker
            className="filter"
            label={label('industry_code')}
            placeholder={label('industry_code')}
            value={state.filters.industry_code ?? null}
            onChange={(code) => state.set('industry_code', code ?? undefined)}
          />
        </Toolbar>
        <DataList
          rows={list.items}
          rowKey={(row) => row.id}
          columns={columns}
          pages={list}
          state={state}
          empty={{ title: text.noEnterprises }}
        />
      </Panel>
    </PageFrame>
  );
}
