// Keys with which other programs work here; the secret is shown once.
import { useQueryClient } from '@tanstack/react-query';
import { DatePicker, Form, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { createRow, type ApiKey, type NewApiKey } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import type { Column } from '@/kit/list';
import { ListWithDrawer } from '@/kit/list-with-drawer';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { SecretOnce } from '@/kit/secret-once';
import { useCan, useSession, useZone } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { instantOf } from '@/kit/time-zone';
import { useFormat, useToday } from '@/kit/use-format';
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
  const zone = useZone();
  const today = dayjs(useToday());
  const send = async (values: Values, key: string) => {
    const {
      name,
      permissions: chosen,
      expires_at,
    } = values as { name: string; permissions: string[]; expires_at: Dayjs };
    onCreated(
      await createRow(
        '/api/v1/api-keys',
        {
          name,
          permissions: chosen,
          expires_at: new Date(instantOf(`${expires_at.format('YYYY-MM-DD')}T23:59:59`, zone)).toISOString(),
        },
        key,
      ),
    );
  };
  return (
    <ServerForm
      initial={{ permissions: [], expires_at: today.add(monthsDefault, 'month') }}
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
        <DatePicker allowClear={false} minDate={today} maxDate={today.add(daysMax, 'day')} />
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

export function Component() {
  const text = useTexts(texts);
  const format = useFormat();
  const queries = useQueryClient();
  const mayEdit = useCan()(permissions.editApiKeys);
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
      fields: ['expires_at'],
      title: text.keyExpires,
      render: (key) =>
        key.expires_at < now ? <Tag tone="bad">{text.keyExpired}</Tag> : format.instant(key.expires_at),
    },
    {
      key: 'used',
      fields: ['last_used_at'],
      title: text.keyLastUsed,
      render: (key) => (key.last_used_at ? format.instant(key.last_used_at) : text.never),
    },
  ];

  return (
    <>
      <ListWithDrawer
        path="/api/v1/api-keys"
        entity="api_key"
        columns={columns}
        mayEdit={mayEdit}
        mayChange={() => false}
        sortDefault="-created_at"
        addLabel={text.addKey}
        empty={{ title: text.keysEmpty, text: text.keysEmptyHint }}
        titleOf={(key) => key.name}
        drawerTitle={() => text.addKey}
        form={(_, close) => (
          <KeyForm
            onCreated={(key) => {
              close();
              setCreated(key);
              void queries.invalidateQueries({ queryKey: ['/api/v1/api-keys'] });
            }}
          />
        )}
      >
        {({ add, list }) => (
          <PageFrame title={text.apiKeys} hint={text.apiKeysHint} action={add}>
            <Panel>{list}</Panel>
          </PageFrame>
        )}
      </ListWithDrawer>
      <SecretOnce
        secret={created?.secret ?? null}
        title={text.keySecretTitle}
        hint={text.keySecretHint}
        label={created?.name ?? ''}
        done={text.keySecretDone}
        onClose={() => setCreated(null)}
      >
        <div>
          <p className="faint">{text.keySecretUse}</p>
          <code className="mono">Authorization: Bearer {created?.secret.slice(0, 8)}…</code>
        </div>
      </SecretOnce>
    </>
  );
}
