// Another price or another time for an offered task.
import { useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { api, unwrap, type OperationTask } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { FenInput } from '@/kit/form/field-input';
import { InstantInput } from '@/kit/form/instant-input';
import { useTexts } from '@/kit/i18n';
import { Notice } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { texts } from './work-texts';
import { tasksPath } from './use-orders';

const times = ['starts_at', 'ends_at'] as const;
const labels = { starts_at: 'counterStarts', ends_at: 'counterEnds' } as const;

export function CounterForm({ task, onDone }: { task: OperationTask; onDone: () => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  return (
    <ServerForm
      initial={{
        price: task.price,
        starts_at: task.planned_start_at,
        ends_at: task.planned_end_at,
      }}
      fields={['price', 'starts_at', 'ends_at', 'reason']}
      submitLabel={text.send}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/operation-tasks/{id}/counter-offers', {
            params: { path: { id: task.id }, header: { 'Idempotency-Key': key } },
            body: {
              price: Number(values.price),
              starts_at: String(values.starts_at),
              ends_at: String(values.ends_at),
              reason: String(values.reason),
            },
          }),
        );
        await queries.invalidateQueries({ queryKey: [tasksPath] });
        onDone();
      }}
    >
      <Notice tone="info">{text.counterHint}</Notice>
      <Form.Item name="price" label={text.counterPrice} rules={needed(text.counterPrice)}>
        <FenInput />
      </Form.Item>
      {times.map((time) => (
        <Form.Item key={time} name={time} label={text[labels[time]]} rules={needed(text[labels[time]])}>
          <InstantInput minuteStep={15} />
        </Form.Item>
      ))}
      <Form.Item
        name="reason"
        label={text.reason}
        rules={[{ required: true, whitespace: true, message: words.required(text.reason) }]}
      >
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} />
      </Form.Item>
    </ServerForm>
  );
}
