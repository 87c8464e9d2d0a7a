// Reporting work: good, rework, scrap. Large fields, and kept on the device where there is no network.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, InputNumber } from 'antd';
import { asProblem, unreachable, type OperationTask } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useQueue } from '@/kit/offline';
import { Panel } from '@/kit/page';
import { formatPieces, milliOf, piecesOf } from './figures';
import './orders.css';
import { useQueuedReports } from './task-offline';
import { texts } from './work-texts';
import { receivedTasks, tasksPath } from './use-orders';
import { postReport } from './work-report';

const counts = ['good', 'rework', 'scrap'] as const;
const labels = { good: 'reportGood', rework: 'reportRework', scrap: 'reportScrap' } as const;

function payloadOf(task: OperationTask, values: Values): Record<string, string> {
  return {
    task: task.id,
    revision_id: task.revision_id,
    ...Object.fromEntries(counts.map((count) => [count, String(milliOf(Number(values[count] ?? 0)))])),
    is_final: String(values.is_final === true),
    from_rework: String(values.from_rework === true),
  };
}

function AllGood({ open }: { open: number }) {
  const text = useTexts(texts);
  const form = Form.useFormInstance<Values>();
  return (
    <Button size="large" onClick={() => form.setFieldsValue({ good: piecesOf(open), rework: 0, scrap: 0 })}>
      {text.all}
    </Button>
  );
}

export function ReportForm({ task }: { task: OperationTask }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const queue = useQueue();
  const [form] = Form.useForm<Values>();
  const queued = useQueuedReports(task.id).open;
  const open = task.quantity_in - task.good - task.rework - task.scrap - queued;
  const stale = () => {
    form.resetFields();
    for (const path of [tasksPath, receivedTasks]) void queries.invalidateQueries({ queryKey: [path] });
  };
  const send = async (values: Values, key: string) => {
    const payload = payloadOf(task, values);
    try {
      await postReport(payload, key);
      void message.success(text.reported);
    } catch (error) {
      if (asProblem(error).code !== unreachable) throw error;
      // Nobody answered: it is sent by itself when somebody does, with the same key, so that it counts once.
      const title = `${task.operation_name} ${task.lot_number}`;
      await queue.add({ kind: 'work_report', title, payload: { ...payload, key } });
      void message.success(text.reportedLater);
    }
    stale();
  };
  return (
    <Panel
      title={text.report}
      hint={open > 0 ? text.reportHint(formatPieces(open, language)) : text.nothingOpen}
    >
      <div className="report-form">
        <ServerForm
          form={form}
          initial={{ good: null, rework: null, scrap: null, is_final: false, from_rework: false }}
          fields={[...counts, 'is_final', 'from_rework', 'revision_id']}
          send={send}
          submitLabel={text.doReport}
          wide
        >
          <div className="report-numbers">
            {counts.map((count) => (
              <Form.Item key={count} name={count} label={text[labels[count]]}>
                <InputNumber<number> precision={0} controls={false} inputMode="numeric" placeholder="0" />
              </Form.Item>
            ))}
          </div>
          <div className="row">
            {open > 0 && <AllGood open={open} />}
            <Form.Item name="is_final" valuePropName="checked" noStyle>
              <Checkbox>{text.isFinal}</Checkbox>
            </Form.Item>
            {task.rework > 0 && (
              <Form.Item name="from_rework" valuePropName="checked" noStyle>
                <Checkbox>{text.fromRework}</Checkbox>
              </Form.Item>
            )}
          </div>
        </ServerForm>
      </div>
    </Panel>
  );
}
