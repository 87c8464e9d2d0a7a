// Begins the inspection of a task's pieces or of a delivery, with the plan shown before.
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Select } from 'antd';
import { useNavigate } from 'react-router';
import { api, fetchPage, unwrap, type Inspection } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { labelIn, useLanguage, useTexts } from '@/kit/i18n';
import { fieldOf, useLabels } from '@/kit/meta';
import { Notice } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { texts } from './quality-texts';

export type Subject = {
  kind: 'sales_order' | 'operation_task';
  id: string;
  supplier: string;
  goods: string;
  // What is not judged yet, in milli pieces.
  open: number;
};
type Chosen = { level: Inspection['level']; aql: Inspection['aql'] };

const recordsMax = 200;

// How strictly this supplier's next lot of these goods is inspected.
function useSeverity({ supplier, goods }: Subject): Inspection['severity'] {
  const records = useQuery({
    queryKey: ['/api/v1/sampling-records', 'of', supplier],
    queryFn: () => fetchPage('/api/v1/sampling-records', { supplier_id: supplier, limit: recordsMax }),
    retry: false,
  });
  return records.data?.items.find((record) => record.goods === goods)?.severity ?? 'normal';
}

function PlanNotice({ subject, chosen }: { subject: Subject; chosen: Chosen }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('inspection');
  const severity = useSeverity(subject);
  const query = { lot_size: String(Math.ceil(subject.open / 1_000)), ...chosen, severity };
  const plan = useQuery({
    queryKey: ['/api/v1/sampling-plan', query],
    queryFn: () => unwrap(api.GET('/api/v1/sampling-plan', { params: { query } })),
    placeholderData: (before) => before,
  }).data;
  if (!plan) return null;
  const { sample_size: n, accept_number: ac } = plan;
  return (
    <Notice tone="info">
      {text.preview(format.number(n), format.number(ac) || '0', choice('severity', severity))}
    </Notice>
  );
}

export function BeginInspection({ subject }: { subject: Subject }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { entity } = useLabels('inspection');
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const level = (Form.useWatch('level', form) as Chosen['level'] | undefined) ?? 'general_2';
  const aql = (Form.useWatch('aql', form) as Chosen['aql'] | undefined) ?? '1.0';
  const optionsOf = (field: string) =>
    (fieldOf(entity, field)?.choices ?? []).map(({ name, label }) => ({
      value: name,
      label: labelIn(label, language),
    }));
  const send = async (values: Values, key: string) => {
    const init = {
      params: { path: { id: subject.id }, header: { 'Idempotency-Key': key } },
      body: { ...(values as Chosen), is_resubmitted: values.is_resubmitted === true },
    };
    const made = await unwrap(
      subject.kind === 'sales_order'
        ? api.POST('/api/v1/sales-orders/{id}/inspections', init)
        : api.POST('/api/v1/operation-tasks/{id}/inspections', init),
    );
    void navigate(`/inspections/${made.id}`);
  };
  return (
    <ServerForm
      form={form}
      initial={{ level: 'general_2', aql: '1.0', is_resubmitted: false }}
      fields={['level', 'aql', 'is_resubmitted']}
      send={send}
      submitLabel={text.doBegin}
    >
      <p className="panel-hint">{text.beginHint}</p>
      <Form.Item name="aql" label={text.aql} extra={text.aqlHint}>
        <Select options={optionsOf('aql')} />
      </Form.Item>
      <Form.Item name="level" label={text.level} extra={text.levelHint}>
        <Select options={optionsOf('level')} />
      </Form.Item>
      <Form.Item name="is_resubmitted" valuePropName="checked">
        <Checkbox>{text.resubmitted}</Checkbox>
      </Form.Item>
      <PlanNotice subject={subject} chosen={{ level, aql }} />
    </ServerForm>
  );
}
