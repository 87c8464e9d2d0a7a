// A span of time, and whom to evaluate: one supplier, or everybody from whom something was ordered.
import { App, Form } from 'antd';
import { api, unwrap } from '@/kit/api';
import { EnterprisePicker, ServerForm, type Values } from '@/kit/form';
import { DateInput } from '@/kit/form/date-input';
import { useTexts } from '@/kit/i18n';
import { Notice } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { texts } from './texts';
import { useRefresh } from './use-evaluations';

function span(values: Values) {
  return { starts_on: String(values.starts_on), ends_on: String(values.ends_on) };
}

export function EvaluateForm({ onDone }: { onDone: (evaluation: string | undefined) => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { message } = App.useApp();
  const refresh = useRefresh();
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  const send = async (values: Values, key: string) => {
    const headers = { 'Idempotency-Key': key };
    if (typeof values.supplier_id === 'string') {
      const made = await unwrap(
        api.POST('/api/v1/evaluations', {
          headers,
          body: { supplier_id: values.supplier_id, ...span(values) },
        }),
      );
      refresh();
      onDone(made.id);
      return;
    }
    const round = await unwrap(
      api.POST('/api/v1/evaluation-rounds/actions', { headers, body: span(values) }),
    );
    void message.success(text.drafted(round.evaluation_ids.length));
    refresh();
    onDone(undefined);
  };
  return (
    <ServerForm
      initial={{}}
      fields={['supplier_id', 'starts_on', 'ends_on']}
      send={send}
      submitLabel={text.evaluate}
    >
      <Notice tone="info">{text.evaluateHint}</Notice>
      <Form.Item name="starts_on" label={text.from} rules={needed(text.from)}>
        <DateInput />
      </Form.Item>
      <Form.Item name="ends_on" label={text.until} rules={needed(text.until)}>
        <DateInput />
      </Form.Item>
      <Form.Item name="supplier_id" label={text.supplier}>
        <EnterprisePicker />
      </Form.Item>
    </ServerForm>
  );
}
