// Saved views: filters, order and columns under a name, one's own and those that the organisation shares.
import { CheckOutlined, DownOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Form, Input, Modal, Switch, type MenuProps } from 'antd';
import { useState } from 'react';
import { changeRow, createRow, type SavedView } from '../api';
import { ServerForm } from '../form/server-form';
import { useTexts } from '../i18n';
import { permissions } from '../permissions';
import { useRemove } from '../remove';
import { useCan, useSession } from '../session';
import { common } from '../texts/common';
import { listTexts } from '../texts/list';
import type { ListState } from './list-state';
import { useList } from './use-list';

const path = '/api/v1/views';
const nameLengthMax = 60;

function SaveForm({ list, state, onSaved }: { list: string; state: ListState; onSaved: () => void }) {
  const words = useTexts(listTexts);
  const text = useTexts(common);
  const mayShare = useCan()(permissions.shareViews);
  return (
    <ServerForm
      initial={{ name: '', shared: false }}
      fields={['name', 'shared']}
      submitLabel={text.save}
      send={async (values, key) => {
        const shared = mayShare ? { shared: values.shared === true } : {};
        await createRow(path, { list, name: values.name, query: state.text, ...shared }, key);
        onSaved();
      }}
    >
      <Form.Item
        name="name"
        label={words.viewName}
        extra={words.viewNameHint}
        rules={[{ required: true, whitespace: true, message: text.required(words.viewName) }]}
      >
        <Input maxLength={nameLengthMax} autoFocus />
      </Form.Item>
      {mayShare && (
        <Form.Item name="shared" label={words.viewShared} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
    </ServerForm>
  );
}

type Items = NonNullable<MenuProps['items']>;

export function Views({ list, state }: { list: string; state: ListState }) {
  const words = useTexts(listTexts);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const me = useSession().user.id;
  const mayShare = useCan()(permissions.shareViews);
  const views = useList(path, { list });
  const remove = useRemove(path);
  const [saving, setSaving] = useState(false);
  const present = views.items.find((view) => view.query === state.text);
  const mayChange = (view: SavedView) => view.user_id === me || mayShare;
  const refresh = () => void queries.invalidateQueries({ queryKey: [path] });

  const update = async (view: SavedView) => {
    await changeRow(path, view, { query: state.text });
    void message.success(words.viewSaved);
    refresh();
  };
  const group = (key: string, label: string, entries: SavedView[]): Items =>
    entries.length === 0
      ? []
      : [
          {
            key,
            type: 'group',
            label,
            children: entries.map((view) => ({
              key: view.id,
              label: view.name,
              icon: view === present ? <CheckOutlined aria-hidden /> : undefined,
              onClick: () => state.restore(view.query),
            })),
          },
        ];
  const items: Items = [
    { key: 'usual', label: words.viewAll, onClick: () => state.restore('') },
    ...group(
      'own',
      words.viewsOwn,
      views.items.filter((view) => view.user_id === me),
    ),
    ...group(
      'shared',
      words.viewsShared,
      views.items.filter((view) => view.user_id !== me),
    ),
    { type: 'divider' },
    { key: 'save', label: words.saveView, disabled: state.text === '', onClick: () => setSaving(true) },
  ];
  if (present && mayChange(present)) {
    items.push({
      key: 'remove',
      danger: true,
      label: words.viewRemove(present.name),
      onClick: () => remove(present, present.name),
    });
  } else {
    const last = views.items.filter((view) => view.user_id === me && state.text !== '');
    for (const view of last.slice(0, 5))
      items.push({
        key: `update-${view.id}`,
        label: words.viewUpdate(view.name),
        onClick: () => void update(view),
      });
  }
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button>
          {present?.name ?? words.views}
          <DownOutlined aria-hidden />
        </Button>
      </Dropdown>
      <Modal
        title={words.saveViewTitle}
        open={saving}
        onCancel={() => setSaving(false)}
        footer={null}
        destroyOnHidden
      >
        <SaveForm
          list={list}
          state={state}
          onSaved={() => {
            setSaving(false);
            void message.success(words.viewSaved);
            refresh();
          }}
        />
      </Modal>
    </>
  );
}
