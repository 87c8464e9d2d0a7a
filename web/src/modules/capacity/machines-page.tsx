// The machines of the own organisation.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Select } from 'antd';
import { Link } from 'react-router';
import { fetchPage, type Machine } from '@/kit/api';
import { EntityForm } from '@/kit/form';
import { FieldValue } from '@/kit/field-value';
import { useTexts } from '@/kit/i18n';
import type { Column } from '@/kit/list';
import { ListWithDrawer } from '@/kit/list-with-drawer';
import { fieldOf, useLabels } from '@/kit/meta';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';

const path = '/api/v1/machines';

// One of the own sites or calendars.
function OwnPicker(props: {
  of: '/api/v1/sites' | '/api/v1/working-calendars';
  id?: string;
  value?: string;
  onChange?: (value: string | undefined) => void;
}) {
  const rows = useQuery({
    queryKey: [props.of, 'pick'],
    queryFn: async (): Promise<{ items: { id: string; name: string }[] }> =>
      props.of === '/api/v1/sites'
        ? fetchPage('/api/v1/sites', { limit: 200 })
        : fetchPage('/api/v1/working-calendars', { limit: 200 }),
  });
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      {...(props.value ? { value: props.value } : {})}
      allowClear={props.of !== '/api/v1/sites'}
      onChange={(value: string | undefined) => props.onChange?.(value)}
      options={(rows.data?.items ?? []).map((row) => ({ value: row.id, label: row.name }))}
    />
  );
}

export function Component() {
  const text = useTexts(texts);
  const format = useFormat();
  const { entity, label } = useLabels('machine');
  const queries = useQueryClient();
  const { message } = App.useApp();
  const columns: Column<Machine>[] = [
    {
      key: 'name',
      fields: ['number', 'name', 'model'],
      title: label('name'),
      heading: true,
      sort: 'name',
      render: (row) => (
        <>
          <Link to={`/machines/${row.id}`}>{row.name}</Link>
          <span className="sub number">{row.number}</span>
        </>
      ),
    },
    {
      key: 'processes',
      title: label('processes'),
      render: (row) => <FieldValue field={fieldOf(entity, 'processes')} value={row.processes} />,
    },
    {
      key: 'part_size_mm_max',
      title: text.sizes,
      align: 'end',
      render: (row) => (
        <span className="number">
          {row.part_size_mm_max ? text.upTo(format.number(row.part_size_mm_max)) : '—'}
        </span>
      ),
    },
    {
      key: 'tolerance_um',
      title: label('tolerance_um'),
      align: 'end',
      render: (row) => <span className="number">{row.tolerance_um ?? '—'}</span>,
    },
    {
      key: 'is_available',
      title: text.available,
      render: (row) => (
        <Tag tone={row.is_available ? 'good' : 'warning'}>
          {row.is_available ? text.available : text.unavailable}
        </Tag>
      ),
    },
  ];
  return (
    <ListWithDrawer
      path={path}
      entity="machine"
      mayEdit={useCan()(permissions.editCapacity)}
      addLabel={text.addMachine}
      empty={{ title: text.noMachines, text: text.noMachinesHint }}
      columns={columns}
      filters={['is_available']}
      searchHint={text.searchMachines}
      titleOf={(row) => row.name}
      drawerTitle={() => text.machine}
      form={(row, close) => (
        <EntityForm
          path={path}
          entity="machine"
          groups={[
            {
              fields: [
                'number',
                'name',
                'model',
                'site_id',
                'processes',
                'materials',
                'part_size_mm_min',
                'part_size_mm_max',
                'tolerance_um',
                'calendar_id',
                'built_in',
                'is_available',
              ],
              wide: ['processes', 'materials'],
            },
          ]}
          inputs={{
            site_id: <OwnPicker of="/api/v1/sites" />,
            calendar_id: <OwnPicker of="/api/v1/working-calendars" />,
          }}
          {...(row ? { row } : { preset: { is_available: true } })}
          onSaved={() => {
            close();
            void queries.invalidateQueries({ queryKey: [path] });
            void message.success(text.saved);
          }}
        />
      )}
    >
      {({ add, list }) => (
        <PageFrame title={text.machines} hint={text.machinesHint} action={add}>
          <Panel>{list}</Panel>
        </PageFrame>
      )}
    </ListWithDrawer>
  );
}
