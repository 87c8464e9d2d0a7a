// A webhook: where to, and which events.
import { Form, Input, Select, Switch } from 'antd';
import { changeRow, createRow, type NewWebhook, type Webhook } from '@/kit/api';
import { changesOf, givenOf, ServerForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { common } from '@/kit/texts/common';
import { texts } from './texts';

const fields = ['url', 'events', 'description', 'active'] as const;
const suggestions = ['*', 'enterprise.*', 'site.*', 'contact.*', 'capability.*', 'certificate.*', 'member.*'];

type Props = { webhook?: Webhook; onCreated: (created: NewWebhook) => void; onSaved: () => void };

export function WebhookForm({ webhook, onCreated, onSaved }: Props) {
  const text = useTexts(texts);
  const words = useTexts(common);
  return (
    <ServerForm
      initial={webhook ?? { active: true, events: ['*'] }}
      fields={fields}
      draftKey={`webhook.${webhook?.id ?? 'new'}`}
      send={async (values, key) => {
        if (webhook) await changeRow('/api/v1/webhooks', webhook, changesOf(webhook, values, fields));
        else onCreated(await createRow('/api/v1/webhooks', givenOf(values, fields), key));
        onSaved();
      }}
      submitLabel={words.save}
    >
      <Form.Item
        name="url"
        label={text.address}
        extra={text.addressHint}
        rules={[
          { required: true, message: words.required(text.address) },
          { pattern: /^https?:\/\/\S+$/i, message: words.badUrl },
        ]}
      >
        <Input type="url" maxLength={500} autoFocus />
      </Form.Item>
      <Form.Item
        name="events"
        label={text.events}
        extra={text.eventsHint}
        rules={[{ required: true, message: words.required(text.events) }]}
      >
        <Select mode="tags" maxCount={50} options={suggestions.map((value) => ({ value, label: value }))} />
      </Form.Item>
      <Form.Item name="description" label={text.description}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="active" label={text.active} valuePropName="checked">
        <Switch />
      </Form.Item>
    </ServerForm>
  );
}
