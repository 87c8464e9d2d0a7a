// Where events are sent to; the signing secret is shown once.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, asProblem, unwrap, type NewWebhook, type Webhook } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import type { Column } from '@/kit/list';
import { ListWithDrawer } from '@/kit/list-with-drawer';
import { PageFrame, Panel, Tag, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { SecretOnce } from '@/kit/secret-once';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { texts } from './texts';
import { WebhookForm } from './webhook-form';

export function Component() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const { message, modal } = App.useApp();
  const titleOf = useProblemTitle();
  const mayEdit = useCan()(permissions.editWebhooks);
  const [created, setCreated] = useState<NewWebhook | null>(null);

  const rotate = (row: Webhook) =>
    void modal.confirm({
      title: text.rotate,
      content: text.rotateAsk,
      okText: text.rotate,
      cancelText: words.cancel,
      onOk: async () => {
        try {
          const params = { path: { id: row.id } };
          const call = api.POST('/api/v1/webhooks/{id}/actions', { params, body: { action: 'rotate' } });
          setCreated(await unwrap(call));
        } catch (error) {
          void message.error(titleOf(asProblem(error)));
        }
        await queries.invalidateQueries({ queryKey: ['/api/v1/webhooks'] });
      },
    });

  const columns: Column<Webhook>[] = [
    {
      key: 'url',
      fields: ['url', 'description'],
      title: text.address,
      heading: true,
      render: (row) => (
        <>
          <Link to={`/webhooks/${row.id}`}>{row.url}</Link>
          {row.description && <span className="sub">{row.description}</span>}
        </>
      ),
    },
    { key: 'events', title: text.events, render: (row) => row.events.join(words.comma) },
    {
      key: 'active',
      title: text.active,
      render: (row) => <Tag tone={row.active ? 'good' : 'plain'}>{row.active ? text.on : text.off}</Tag>,
    },
  ];
  const tools = (row: Webhook) => (
    <>
      <Link to={`/webhooks/${row.id}`}>{text.open}</Link>
      {mayEdit && (
        <Button size="small" onClick={() => rotate(row)}>
          {text.rotate}
        </Button>
      )}
    </>
  );
  return (
    <>
      <ListWithDrawer
        path="/api/v1/webhooks"
        entity="webhook"
        columns={columns}
        tools={tools}
        mayEdit={mayEdit}
        sortDefault="-created_at"
        addLabel={text.add}
        empty={{ title: text.empty, text: text.emptyHint }}
        titleOf={(row) => row.url}
        drawerTitle={(row) => (row ? text.editOne : text.add)}
        drawerSize={560}
        form={(row, close) => (
          <WebhookForm
            {...(row ? { webhook: row } : {})}
            onCreated={setCreated}
            onSaved={() => {
              if (row) void message.success(words.saved);
              close();
              void queries.invalidateQueries({ queryKey: ['/api/v1/webhooks'] });
            }}
          />
        )}
      >
        {({ add, list }) => (
          <PageFrame title={text.webhooks} hint={text.webhooksHint} action={add}>
            <Panel>{list}</Panel>
          </PageFrame>
        )}
      </ListWithDrawer>
      <SecretOnce
        secret={created?.secret ?? null}
        title={text.secretTitle}
        hint={text.secretHint}
        label={text.secretTitle}
        done={text.secretDone}
        onClose={() => setCreated(null)}
      />
    </>
  );
}
