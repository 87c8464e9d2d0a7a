// Writing an RFQ, or amending one: what, how bids compare, when.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { changeRow, createRow } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { CirclePicker } from '@/kit/form/circle-picker';
import { DateInput } from '@/kit/form/date-input';
import { InstantInput } from '@/kit/form/instant-input';
import { useLanguage, labelIn, useTexts } from '@/kit/i18n';
import { useEntityMeta } from '@/kit/meta';
import { ErrorState, Loading, Notice, PageFrame, Panel } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { useToday } from '@/kit/use-format';
import { againRfx, asked, bodyOf, freshRfx, valuesOfRfx, type RfxValues } from './rfx-values';
import './sourcing.css';
import { texts } from './texts';
import { rfxsPath, useRfx, type Rfx } from './use-sourcing';

const fields = [
  ...[
    'title',
    'format',
    'audience',
    'circle_id',
    'award_by',
    'lines',
    'criteria',
    'terms',
    'closes_at',
    'auction_at',
  ],
  ...['opening_hours', 'standstill_days', 'ceiling', 'start_price', 'limit_price', 'price_step'],
  ...['length_minutes', 'step_seconds', 'extension_seconds', 'pause_seconds', 'turn_seconds'],
];

function Choice({
  name,
  label,
  disabled,
}: {
  name: 'format' | 'audience' | 'award_by';
  label: string;
  disabled: boolean;
}) {
  const { language } = useLanguage();
  const choices = useEntityMeta('rfx')?.fields.find((field) => field.name === name)?.choices ?? [];
  return (
    <Form.Item name={name} label={label}>
      <Select
        disabled={disabled}
        options={choices.map((one) => ({ value: one.name, label: labelIn(one.label, language) }))}
      />
    </Form.Item>
  );
}

function Lines() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  return (
    <Form.List name="lines">
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }) => (
            <fieldset key={key} className="form-part rfx-line">
              <legend>{text.line(String(name + 1))}</legend>
              <Form.Item
                name={[name, 'description_text']}
                label={text.description}
                rules={needed(text.description)}
                className="wide"
              >
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name={[name, 'quantity']} label={text.quantity} rules={needed(text.quantity)}>
                <InputNumber<number> min={0.001} controls={false} inputMode="decimal" className="full" />
              </Form.Item>
              <Form.Item name={[name, 'unit']} label={text.unit} rules={needed(text.unit)}>
                <Input maxLength={10} />
              </Form.Item>
              <Form.Item name={[name, 'due_on']} label={text.dueOn}>
                <DateInput />
              </Form.Item>
              <Form.Item name={[name, 'specification']} label={text.specification} className="wide">
                <Input.TextArea autoSize={{ minRows: 1 }} maxLength={1_000} />
              </Form.Item>
              {rows.length > 1 && (
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={text.removeLine}
                  onClick={() => remove(name)}
                />
              )}
            </fieldset>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ unit: '件' })}>
            {text.addLine}
          </Button>
        </>
      )}
    </Form.List>
  );
}

function Criteria() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  const number = <InputNumber<number> precision={0} controls={false} className="full" />;
  return (
    <Form.List name="criteria">
      {(rows, { add, remove }) => (
        <>
          <p className="panel-hint">{text.criteriaHint}</p>
          {rows.map(({ key, name }) => (
            <fieldset key={key} className="form-part rfx-criterion">
              <Form.Item name={[name, 'name']} label={text.criterionName} rules={needed(text.criterionName)}>
                <Input maxLength={60} />
              </Form.Item>
              <Form.Item name={[name, 'unit']} label={text.unit}>
                <Input maxLength={10} />
              </Form.Item>
              <Form.Item name={[name, 'weight']} label={text.weight} rules={needed(text.weight)}>
                <InputNumber<number> min={0.01} max={100} controls={false} className="full" />
              </Form.Item>
              <Form.Item name={[name, 'worst']} label={text.worst} rules={needed(text.worst)}>
                {number}
              </Form.Item>
              <Form.Item name={[name, 'best']} label={text.best} rules={needed(text.best)}>
                {number}
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={text.removeCriterion}
                onClick={() => remove(name)}
              />
            </fieldset>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({})}>
            {text.addCriterion}
          </Button>
        </>
      )}
    </Form.List>
  );
}

const labels = {
  ceiling: 'ceiling',
  start_price: 'startPrice',
  limit_price: 'limitPrice',
  price_step: 'priceStep',
  opening_hours: 'openingHours',
  standstill_days: 'standstillDays',
  length_minutes: 'lengthMinutes',
  step_seconds: 'stepSeconds',
  extension_seconds: 'extensionSeconds',
  pause_seconds: 'pauseSeconds',
  turn_seconds: 'turnSeconds',
} as const;

function Numbers() {
  const text = useTexts(texts);
  const format = Form.useWatch<Rfx['format'] | undefined>('format') ?? 'sealed';
  return asked[format].map((name) => (
    <Form.Item
      key={name}
      name={name}
      label={text[labels[name]]}
      extra={name === 'ceiling' ? text.ceilingHint : undefined}
    >
      <InputNumber<number> min={0} controls={false} inputMode="decimal" className="full" />
    </Form.Item>
  ));
}

function Times() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const isSealed = (Form.useWatch<string | undefined>('format') ?? 'sealed') === 'sealed';
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  const count = <InputNumber<number> min={0} precision={0} controls={false} className="full" />;
  return (
    <div className="rfx-grid">
      <Form.Item name="closes_at" label={text.closes} rules={needed(text.closes)}>
        <InstantInput />
      </Form.Item>
      {isSealed ? (
        <Form.Item name="opening_hours" label={text.openingHours} extra={text.openingHint}>
          {count}
        </Form.Item>
      ) : (
        <Form.Item name="auction_at" label={text.auctionAt} rules={needed(text.auctionAt)}>
          <InstantInput />
        </Form.Item>
      )}
      <Form.Item name="standstill_days" label={text.standstillDays}>
        {count}
      </Form.Item>
    </div>
  );
}

function AwardBy({ fixed }: { fixed: boolean }) {
  const text = useTexts(texts);
  const format = Form.useWatch<string | undefined>('format') ?? 'sealed';
  return format === 'sealed' ? <Choice name="award_by" label={text.awardBy} disabled={fixed} /> : null;
}

// `like`: what it is written anew from.
function RfxForm({ rfx, like }: { rfx: Rfx | undefined; like: Rfx | undefined }) {
  const text = useTexts(texts);
  const today = useToday();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const isAmendment = rfx?.status === 'published';
  const send = async (values: Values, key: string) => {
    const body = bodyOf(values as RfxValues);
    const saved = rfx ? await changeRow(rfxsPath, rfx, body) : await createRow(rfxsPath, body, key);
    void queries.invalidateQueries({ queryKey: [rfxsPath] });
    await navigate(`/rfqs/${saved.id}`);
  };
  return (
    <div className="rfx-form">
      <ServerForm
        initial={rfx ? valuesOfRfx(rfx) : like ? againRfx(like, today) : freshRfx()}
        fields={fields}
        send={send}
        submitLabel={isAmendment ? text.saveChange : text.saveDraft}
        notice={isAmendment && <Notice tone="warning">{text.amendWarning}</Notice>}
        {...(rfx || like ? {} : { draftKey: 'rfx.new' })}
        wide
      >
        <Panel title={text.basics}>
          <Form.Item
            name="title"
            label={text.title}
            extra={text.titleHint}
            rules={[{ required: true, message: text.title }]}
          >
            <Input maxLength={200} />
          </Form.Item>
          <Lines />
        </Panel>
        <Panel title={text.how}>
          <div className="rfx-grid">
            <Choice name="format" label={text.format} disabled={isAmendment} />
            <Choice name="audience" label={text.audience} disabled={isAmendment} />
            <Form.Item
              noStyle
              shouldUpdate={(before: Values, after: Values) => before.audience !== after.audience}
            >
              {({ getFieldValue }) =>
                getFieldValue('audience') === 'circle' && (
                  <Form.Item name="circle_id" label={text.circle}>
                    <CirclePicker />
                  </Form.Item>
                )
              }
            </Form.Item>
            <AwardBy fixed={false} />
            <Numbers />
          </div>
          <h3>{text.criteria}</h3>
          <Criteria />
        </Panel>
        <Panel title={text.when}>
          <Times />
          <Form.Item name="terms" label={text.terms} extra={text.termsHint}>
            <Input.TextArea autoSize={{ minRows: 3 }} maxLength={4_000} />
          </Form.Item>
        </Panel>
      </ServerForm>
    </div>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { id } = useParams();
  const from = useSearchParams()[0].get('from') ?? '';
  const rfx = useRfx(id ?? from);
  const isKnown = id !== undefined || from !== '';
  if (isKnown && rfx.isError) return <ErrorState error={rfx.error} />;
  if (isKnown && !rfx.data) return <Loading lines={10} />;
  const row = id === undefined ? undefined : rfx.data;
  const like = id === undefined ? rfx.data : undefined;
  return (
    <PageFrame
      back={<Link to={row ? `/rfqs/${row.id}` : '/rfqs'}>{text.back}</Link>}
      title={!row ? text.newRfq : row.status === 'published' ? text.amend : text.edit}
      hint={like ? text.againHint : row?.title}
    >
      <RfxForm key={rfx.data?.id ?? ''} rfx={row} like={like} />
    </PageFrame>
  );
}
