// What needs more than a button: sending the goods, and the decision of a dispute.
import { App, Form, Input, Radio } from 'antd';
import { api, unwrap } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { Notice } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { texts } from './texts';
import { useRefresh } from './use-returns';

type Props = { id: string; onDone: () => void };

const textOf = (value: unknown) => (typeof value === 'string' && value.trim() ? value.trim() : null);

export function SendForm({ id, onDone }: Props) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const refresh = useRefresh();
  return (
    <ServerForm
      initial={{ carrier: null, tracking_number: null }}
      fields={['carrier', 'tracking_number']}
      submitLabel={text.send}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/returns/{id}/sending/actions', {
            params: { path: { id }, header: { 'Idempotency-Key': key } },
            body: { carrier: textOf(values.carrier), tracking_number: textOf(values.tracking_number) },
          }),
        );
        void message.success(text.sent);
        refresh();
        onDone();
      }}
    >
      <Notice tone="info">{text.sendHint}</Notice>
      <Form.Item name="carrier" label={text.carrier}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="tracking_number" label={text.trackingNumber}>
        <Input maxLength={60} />
      </Form.Item>
    </ServerForm>
  );
}

export function DecisionForm({ id, onDone }: Props) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const refresh = useRefresh();
  return (
    <ServerForm
      initial={{}}
      fields={['is_upheld', 'decision']}
      submitLabel={text.decide}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/returns/{id}/decision/actions', {
            params: { path: { id }, header: { 'Idempotency-Key': key } },
            body: { is_upheld: values.is_upheld === true, decision: String(values.decision) },
          }),
        );
        refresh();
        onDone();
      }}
    >
      <Notice tone="info">{text.decideHint}</Notice>
      <Form.Item
        name="is_upheld"
        label={text.decide}
        rules={[{ required: true, message: words.required(text.decide) }]}
      >
        <Radio.Group
          options={[
            { value: true, label: text.uphold },
            { value: false, label: text.dismiss },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="decision"
        label={text.decision}
        extra={text.decisionHint}
        rules={[{ required: true, whitespace: true, message: words.required(text.decision) }]}
      >
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} />
      </Form.Item>
    </ServerForm>
  );
}
