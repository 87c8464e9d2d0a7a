// By what rule reports are judged against what machines tell: the one that counts, the next version, and those before.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, InputNumber } from 'antd';
import { api, createRow, unwrap, type EvidenceRule } from '@/kit/api';
import { givenOf, ServerForm, type Values } from '@/kit/form';
import { PercentInput } from '@/kit/form/percent-input';
import { useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { ErrorState, Facts, Loading, PageFrame, Panel } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';

const rulesPath = '/api/v1/evidence-rules';
const rulePath = '/api/v1/evidence-rule';

const shares = [
  { field: 'cycles_missing_ppm_max', word: 'missing', short: 'missingShort', hint: 'missingHint', max: 50 },
  { field: 'running_ppm_min', word: 'running', short: 'runningShort', hint: 'runningHint', max: 100 },
  { field: 'busy_ppm_min', word: 'busy', short: 'busyShort', hint: 'busyHint', max: 100 },
  { field: 'faster_ppm_max', word: 'faster', short: 'fasterShort', hint: 'fasterHint', max: 100 },
  { field: 'told_ppm_min', word: 'told', short: 'toldShort', hint: 'toldHint', max: 100 },
] as const;
const fields = [...shares.map(({ field }) => field), 'power_w_min', 'late_hours', 'note'] as const;
const ppmOfPercent = 10_000;

function useShareText() {
  const format = useFormat();
  return (ppm: number) => `${format.number(ppm / ppmOfPercent)} %`;
}

function Now({ rule }: { rule: EvidenceRule }) {
  const text = useTexts(texts);
  const format = useFormat();
  const share = useShareText();
  return (
    <Panel title={text.now} hint={text.version(rule.number)}>
      <Facts
        facts={[
          ...shares.map(({ field, word }) => ({ label: text[word], value: share(rule[field]) })),
          { label: text.power, value: text.watts(format.number(rule.power_w_min)) },
          { label: text.late, value: text.hours(format.number(rule.late_hours)) },
        ]}
      />
    </Panel>
  );
}

function NextVersion({ rule, onSaved }: { rule: EvidenceRule; onSaved: () => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  const initial: Values = Object.fromEntries(
    fields.map((field) => [field, field === 'note' ? '' : rule[field]]),
  );
  return (
    <Panel title={text.change}>
      <ServerForm
        initial={initial}
        fields={fields}
        submitLabel={text.save}
        send={async (values, key) => {
          await createRow(rulesPath, givenOf(values, fields), key);
          onSaved();
        }}
      >
        <div className="form-grid">
          {shares.map(({ field, word, hint, max }) => (
            <Form.Item
              key={field}
              name={field}
              label={text[word]}
              extra={text[hint]}
              rules={needed(text[word])}
            >
              <PercentInput max={max} />
            </Form.Item>
          ))}
          <Form.Item name="power_w_min" label={text.power} extra={text.powerHint} rules={needed(text.power)}>
            <InputNumber className="full" min={0} max={1_000_000} precision={0} suffix="W" />
          </Form.Item>
          <Form.Item name="late_hours" label={text.late} extra={text.lateHint} rules={needed(text.late)}>
            <InputNumber className="full" min={1} max={720} precision={0} suffix={text.hours('').trim()} />
          </Form.Item>
        </div>
        <Form.Item name="note" label={text.note}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </ServerForm>
    </Panel>
  );
}

function Versions() {
  const text = useTexts(texts);
  const format = useFormat();
  const share = useShareText();
  const { label } = useLabels('evidence_rule');
  const columns: Column<EvidenceRule>[] = [
    {
      key: 'number',
      title: label('number'),
      heading: true,
      render: (row) => (
        <>
          <span className="number">{text.version(row.number)}</span>
          {row.note && <span className="sub">{row.note}</span>}
        </>
      ),
    },
    { key: 'created_at', title: label('created_at'), render: (row) => format.instant(row.created_at) },
    ...shares.map(({ field, short }): Column<EvidenceRule> => ({
      key: field,
      title: text[short],
      align: 'end',
      render: (row) => <span className="number">{share(row[field])}</span>,
    })),
  ];
  return (
    <Panel title={text.history}>
      <EntityList
        path={rulesPath}
        entity="evidence_rule"
        columns={columns}
        sortDefault="-number"
        titleOf={(row) => text.version(row.number)}
        empty={{ title: text.noHistory }}
      />
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const rule = useQuery({ queryKey: [rulePath], queryFn: () => unwrap(api.GET(rulePath)) });
  if (rule.isError) return <ErrorState error={rule.error} onRetry={() => void rule.refetch()} />;
  return (
    <PageFrame title={text.title} hint={text.hint}>
      {!rule.data && <Loading lines={6} />}
      {rule.data && (
        <>
          <Now rule={rule.data} />
          <NextVersion
            key={rule.data.number}
            rule={rule.data}
            onSaved={() => {
              void message.success(text.saved);
              for (const path of [rulePath, rulesPath]) void queries.invalidateQueries({ queryKey: [path] });
            }}
          />
          <Versions />
        </>
      )}
    </PageFrame>
  );
}
