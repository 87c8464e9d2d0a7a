// Where events are sent to; the signing secret is shown once.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, asProblem, unwrap, type NewWebhook, type Webhook } from '@/kit/api';
import { CopyText } from '@/kit/copy';
import { useTexts } from '@/kit/i18n';
import { DataList, useList, useListState, type Column } from '@/kit/list';
import { Notice, PageFrame, Panel, Tag, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useRemove } from '@/kit/remove';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { texts } from './texts';
import { WebhookForm } from './webhook-form';

function SecretOnce({ created, onClose }: { created: NewWebhook | null; onClose: () => void }) {
  const text = useTexts(texts);
  const done = (
    <Button type="primary" onClick={onClose}>
      {text.secretDone}
    </Button>
  );
  return (
    <Modal
      title={text.secretTitle}
      open={created !== null}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={done}
      destroyOnHidden
    >
      <Notice tone="warning">{text.secretHint}</Notice>
      <CopyText value={created?.secret ?? ''} label={text.secretTitle} />
    </Modal>
  );
}

export function Component() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const { message, modal } = App.useApp();
  const titleOf = useProblemTitle();
  const mayEdit = useCan()(permissions.editWebhooks);
  const state = useListState([], '-created_at');
  const list = useList('/api/v1/webhooks', state.query);
  const remove = useRemove('/api/v1/webhooks');
  const [open, setOpen] = useState<Webhook | 'new' | null>(null);
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
      title: text.address,
      heading: true,
      render: (row) => (
        <>
          <Link to={`/webhooks/${row.id}`}>{row.url}</Link>
          {row.description && <span className="sub">{row.description}</span>}
        </>
      ),
    },
    { key: 'events', title: text.events, render: (row) => row.events.join('、') },
    {
      key: 'active',
      title: text.active,
      render: (row) => <Tag tone={row.active ? 'good' : 'plain'}>{row.active ? text.on : text.off}</Tag>,
    },
    {
      key: 'tools',
      title: '',
      render: (row) => (
        <span className="row">
          <Link to={`/webhooks/${row.id}`}>{text.open}</Link>
          {mayEdit && (
            <>
              <Button size="small" onClick={() => setOpen(row)}>
                {words.edit}
              </Button>
              <Button size="small" onClick={() => rotate(row)}>
                {text.rotate}
              </Button>
              <Button size="small" danger type="text" onClick={() => remove(row, row.url)}>
                {words.remove}
              </Button>
            </>
          )}
        </span>
      ),
    },
  ];
  const add = mayEdit && (
    <Button type="primary" size="large" onClick={() => setOpen('new')}>
      {text.add}
    </Button>
  );
  return (
    <PageFrame title={text.webhooks} hint={text.webhooksHint} action={add}>
      <Panel>
        <DataList
          rows={list.items}
          rowKey={(row) => row.id}
          columns={columns}
          pages={list}
          state={state}
          empty={{ title: text.empty, text: text.emptyHint, action: add }}
        />
      </Panel>
      <Drawer
        title={open === 'new' ? text.add : text.editOne}
        size={560}
        open={open !== null}
        onClose={() => setOpen(null)}
        destroyOnHidden
      >
        {open !== null && (
          <WebhookForm
            {...(open === 'new' ? {} : { webhook: open })}
            onCreated={setCreated}
            onSaved={() => {
              if (open !== 'new') void message.success(words.saved);
              setOpen(null);
              void queries.invalidateQueries({ queryKey: ['/api/v1/webhooks'] });
            }}
          />
        )}
      </Drawer>
      <SecretOnce created={created} onClose={() => setCreated(null)} />
    </PageFrame>
  );
}
