// The items of the own organisation.
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { Link } from 'react-router';
import type { ItemRow } from '@/kit/api';
import { EntityForm } from '@/kit/form';
import { nameIn, useLanguage, useTexts } from '@/kit/i18n';
import type { Column } from '@/kit/list';
import { ListWithDrawer } from '@/kit/list-with-drawer';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { unitIn } from '@/kit/units';
import { texts } from './texts';

const path = '/api/v1/items';
const fields = ['number', 'name', 'name_en', 'kind', 'unit', 'item_group', 'material', 'note'];

export function Component() {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { label, choice } = useLabels('item');
  const queries = useQueryClient();
  const { message } = App.useApp();
  const columns: Column<ItemRow>[] = [
    {
      key: 'name',
      fields: ['number', 'name', 'name_en'],
      title: label('name'),
      heading: true,
      sort: 'name',
      render: (row) => (
        <>
          <Link to={`/items/${row.id}`}>{nameIn(language, row.name, row.name_en)}</Link>
          <span className="sub number">{row.number}</span>
        </>
      ),
    },
    {
      key: 'kind',
      title: label('kind'),
      render: (row) => <Tag tone="plain">{choice('kind', row.kind)}</Tag>,
    },
    { key: 'item_group', title: label('item_group'), render: (row) => row.item_group ?? '—' },
    { key: 'material', title: label('material'), render: (row) => row.material ?? '—' },
    { key: 'unit', title: label('unit'), render: (row) => unitIn(language, row.unit) },
  ];
  return (
    <ListWithDrawer
      path={path}
      entity="item"
      mayEdit={useCan()(permissions.editItems)}
      addLabel={text.addItem}
      empty={{ title: text.noItems, text: text.noItemsHint }}
      columns={columns}
      filters={['kind']}
      searchHint={text.searchItems}
      titleOf={(row) => row.name}
      drawerTitle={() => text.editItem}
      form={(row, close) => (
        <EntityForm
          path={path}
          entity="item"
          groups={[{ fields, wide: ['note'] }]}
          {...(row ? { row } : { preset: { kind: 'made', unit: '件' } })}
          onSaved={() => {
            close();
            void queries.invalidateQueries({ queryKey: [path] });
            void message.success(text.added);
          }}
        />
      )}
    >
      {({ add, list }) => (
        <PageFrame title={text.items} hint={text.itemsHint} action={add}>
          <Panel>{list}</Panel>
        </PageFrame>
      )}
    </ListWithDrawer>
  );
}
