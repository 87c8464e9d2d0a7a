// Keys with which other programs work here; the secret is shown once.
import { useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker, Drawer, Form, Input, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { createRow, type ApiKey, type NewApiKey } from '@/kit/api';
import { CopyText } from '@/kit/copy';
import { ServerForm, type Values } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { DataList, useList, useListState, type Column } from '@/kit/list';
import { Notice, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useRemove } from '@/kit/remove';
import { useCan, useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import './identity.css';
import { PermissionChoice } from './permission-choice';
import { texts } from './texts';

// The server lets no key live longer than a year.
const monthsDefault = 6;
const daysMax = 364;

function KeyForm({ onCreated }: { onCreated: (key: NewApiKey) => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const session = useSession();
  const send = async (values: Values, key: string) => {
    const {
      name,
      permissions: chosen,
      expires_at,
    } = values as { name: string; permissions: string[]; expires_at: Dayjs };
    onCreated(
      await createRow(
        '/api/v1/api-keys',
        { name, permissions: chosen, expires_at: expires_at.endOf('day').toISOString() },
        key,
      ),
    );
  };
  return (
    <ServerForm
      initial={{ permissions: [], expires_at: dayjs().add(monthsDefault, 'month') }}
      fields={['name', 'expires_at', 'permissions']}
      send={send}
      submitLabel={text.addKey}
    >
      <Form.Item
        name="name"
        label={text.keyName}
        extra={text.keyNameHint}
        rules={[{ required: true, whitespace: true, message: words.required(text.keyName) }]}
      >
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item
        name="expires_at"
        label={text.keyExpires}
        rules={[{ required: true, message: words.required(text.keyExpires) }]}
      >
        <DatePicker allowClear={false} minDate={dayjs()} maxDate={dayjs().add(daysMax, 'day')} />
      </Form.Item>
      <Form.Item
        name="permissions"
        label={text.permissions}
        rules={[{ required: true, message: words.required(text.permissions) }]}
      >
        <PermissionChoice offered={session.permissions} />
      </Form.Item>
    </ServerForm>
  );
}

function SecretOnce({ created, onClose }: { created: NewApiKey | null; onClose: () => void }) {
  const text = useTexts(texts);
  const secret = created?.secret ?? '';
  const done = (
    <Button type="primary" onClick={onClose}>
      {text.keySecretDone}
    </Button>
  );
  return (
    <Modal
      title={text.keySecretTitle}
      open={created !== null}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={done}
      destroyOnHidden
    >
      <Notice tone="warning">{text.keySecretHint}</Notice>
      <div className="stack">
        <CopyText value={secret} label={created?.name ?? ''} />
        <div>
          <p className="faint">{text.keySecretUse}</p>
          <code className="mono">Authorization: Bearer {secret.slice(0, 8)}…</code>
        </div>
      </div>
    </Modal>
  );
}

export function Component() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const queries = useQueryClient();
  const mayEdit = useCan()(permissions.editApiKeys);
  const state = useListState([], '-created_at');
  const list = useList('/api/v1/api-keys', state.query);
  const remove = useRemove('/api/v1/api-keys');
  const [adding, setAdding] = useState(false);
  const [created, setCreated] = useState<NewApiKey | null>(null);
  const [now] = useState(() => new Date().toISOString());

  const columns: Column<ApiKey>[] = [
    { key: 'name', title: text.keyName, heading: true, sort: 'name', render: (key) => key.name },
    {
      key: 'permissions',
      title: text.permissions,
      render: (key) => (
        <span title={key.permissions.join('\n')}>{text.keyPermissions(key.permissions.length)}</span>
      ),
    },
    {
      key: 'expires',
      title: text.keyExpires,
      render: (key) =>
        key.expires_at < now ? <Tag tone="bad">{text.keyExpired}</Tag> : format.instant(key.expires_at),
    },
    {
      key: 'used',
      title: text.keyLastUsed,
      render: (key) => (key.last_used_at ? format.instant(key.last_used_at) : text.never),
    },
  ];
  if (mayEdit) {
    columns.push({
      key: 'tools',
      title: '',
      render: (key) => (
        <Button size="small" danger type="text" onClick={() => remove(key, key.name)}>
          {words.remove}
        </Button>
      ),
    });
  }
  const add = mayEdit && (
    <Button type="primary" size="large" onClick={() => setAdding(true)}>
      {text.addKey}
    </Button>
  );
  return (
    <PageFrame title={text.apiKeys} hint={text.apiKeysHint} action={add}>
      <Panel>
        <DataList
          rows={list.items}
          rowKey={(key) => key.id}
          columns={columns}
          pages={list}
          state={state}
          empty={{ title: text.keysEmpty, text: text.keysEmptyHint, action: add }}
        />
      </Panel>
      <Drawer title={text.addKey} size={600} open={adding} onClose={() => setAdding(false)} destroyOnHidden>
        <KeyForm
          onCreated={(key) => {
            setAdding(false);
            setCreated(key);
            void queries.invalidateQueries({ queryKey: ['/api/v1/api-keys'] });
          }}
        />
      </Drawer>
      <SecretOnce created={created} onClose={() => setCreated(null)} />
    </PageFrame>
  );
}
