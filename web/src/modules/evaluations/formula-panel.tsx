// The formula: criteria with weights, the line, what certificates are asked for. Saving makes the next version.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, InputNumber, Select } from 'antd';
import { api, unwrap, type Body } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Loading, Notice, Panel } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { texts } from './texts';
import { pointsOf, ppmOf, useFormula, useRefresh, type Formula } from './use-evaluations';

type Given = Body<'/api/v1/evaluation-formulas', 'post'>;
const kinds = ['on_time', 'quality', 'response', 'dispute', 'price', 'documents', 'judged'] as const;
const certificates = [
  ...['business_licence', 'iso_9001', 'iatf_16949', 'iso_13485', 'iso_14001', 'iso_45001', 'as_9100', 'ccc'],
  ...['production_permit', 'pollution_permit', 'safety_standardisation', 'high_tech_enterprise'],
  ...['specialised_enterprise', 'two_integration', 'other'],
];
const usual = {
  criteria: [
    { kind: 'on_time', weight: 30 },
    { kind: 'quality', weight: 30 },
    { kind: 'price', weight: 20 },
    { kind: 'response', weight: 20 },
  ],
  line: 60,
  records_min: 3,
  certificates: [],
};

function valuesOf(formula: Formula | null): Values {
  if (!formula) return usual;
  const { criteria, line_ppm, records_min, certificates: asked } = formula;
  return { criteria, line: Number(pointsOf(line_ppm)), records_min, certificates: asked };
}

function bodyOf(values: Values): Given {
  const criteria = (values.criteria ?? []) as NonNullable<Given['criteria']>;
  return {
    criteria: criteria.map(({ kind, name, weight }) => ({
      kind,
      weight,
      name: kind === 'judged' && name ? name.trim() : null,
    })),
    line_ppm: ppmOf(Number(values.line ?? 0)),
    records_min: Number(values.records_min ?? 1),
    certificates: values.certificates ?? [],
  } as Given;
}

function Criteria() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { choice } = useLabels('evaluation_formula_criterion');
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  const options = kinds.map((kind) => ({ value: kind, label: choice('kind', kind) }));
  return (
    <Form.List name="criteria">
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }) => (
            <fieldset key={key} className="form-part formula-criterion">
              <Form.Item name={[name, 'kind']} label={text.kind} rules={needed(text.kind)}>
                <Select options={options} />
              </Form.Item>
              <Form.Item
                noStyle
                shouldUpdate={(before: Values, after: Values) => before.criteria !== after.criteria}
              >
                {({ getFieldValue }) => (
                  <Form.Item name={[name, 'name']} label={text.name}>
                    <Input maxLength={60} disabled={getFieldValue(['criteria', name, 'kind']) !== 'judged'} />
                  </Form.Item>
                )}
              </Form.Item>
              <Form.Item
                name={[name, 'weight']}
                label={text.criterionWeight}
                rules={needed(text.criterionWeight)}
              >
                <InputNumber<number> min={1} max={1_000} precision={0} controls={false} className="full" />
              </Form.Item>
              <Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={text.removeCriterion}
                  onClick={() => remove(name)}
                />
              </Form.Item>
            </fieldset>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ kind: 'judged', weight: 10 })}>
            {text.addCriterion}
          </Button>
        </>
      )}
    </Form.List>
  );
}

export function FormulaPanel() {
  const text = useTexts(texts);
  const { choice } = useLabels('certificate');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const formula = useFormula();
  const may = useCan()(permissions.evaluateSuppliers);
  if (formula.isPending) return <Loading lines={6} />;
  const known = formula.data ?? null;
  const send = async (values: Values, key: string) => {
    await unwrap(
      api.POST('/api/v1/evaluation-formulas', {
        headers: { 'Idempotency-Key': key },
        body: bodyOf(values),
      }),
    );
    void message.success(text.formulaSaved);
    refresh();
  };
  return (
    <Panel title={text.formula} hint={text.formulaHint}>
      <Notice tone="info">{known ? text.version(known.number) : text.noFormula}</Notice>
      <fieldset disabled={!may} className="form-group">
        <ServerForm
          key={known?.id ?? ''}
          initial={valuesOf(known)}
          fields={['criteria', 'line_ppm', 'records_min', 'certificates']}
          send={send}
          submitLabel={text.saveFormula}
          wide
        >
          <Criteria />
          <div className="form-grid">
            <Form.Item name="line" label={text.linePoints} extra={text.lineHint}>
              <InputNumber<number> min={0} max={100} precision={1} controls={false} className="full" />
            </Form.Item>
            <Form.Item name="records_min" label={text.recordsMin} extra={text.recordsMinHint}>
              <InputNumber<number> min={1} max={1_000} precision={0} controls={false} className="full" />
            </Form.Item>
            <Form.Item name="certificates" label={text.certificates} className="wide">
              <Select
                mode="multiple"
                options={certificates.map((one) => ({ value: one, label: choice('kind', one) }))}
              />
            </Form.Item>
          </div>
        </ServerForm>
      </fieldset>
    </Panel>
  );
}
