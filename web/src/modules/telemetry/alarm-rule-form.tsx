// What to watch for, and what it would have come to.
import { Button, Form, Input, InputNumber, Radio, Select, Switch } from 'antd';
import { useState } from 'react';
import { api, asProblem, changeRow, createRow, unwrap, type AlarmRule, type Backtest } from '@/kit/api';
import { changesOf, givenOf, ServerForm, type Values } from '@/kit/form';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Notice, useProblemTitle } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import { CommandFields } from './command-fields';
import { commandTexts } from './command-texts';
import './commands.css';
import { durationText } from './moment-text';
import { ExpressionField } from './expression-field';
import { useOddityText } from './oddity-text';
import { ruleTexts } from './rule-texts';
import { ScheduleFields } from './schedule-fields';
import { texts } from './texts';
import { rulesPath, useFloor, useProfiles } from './use-telemetry';

const fields = [
  'name',
  'device_id',
  'point',
  'kind',
  'threshold',
  'deadband',
  'state',
  'silence_s',
  'expression',
  'sensitivity',
  'learning_s',
  'schedule_days',
  'schedule_from_minute',
  'schedule_to_minute',
  'on_delay_s',
  'off_delay_s',
  'severity',
  'escalate_after_s',
  'raise_command',
  'raise_parameters',
  'clear_command',
  'clear_parameters',
  'command_expires_in_s',
  'command_pause_s',
  'is_enabled',
] as const;
const kinds = ['above', 'below', 'rising', 'falling', 'silent', 'state', 'expression', 'unusual'] as const;
const learningTimes = [3_600, 8 * 3_600, 86_400, 3 * 86_400, 7 * 86_400];
const learningUsual = 86_400;
const tryDays = 7;
const dayMs = 86_400_000;
const examplesShown = 5;

function Told({ told }: { told: Backtest }) {
  const text = useTexts(texts);
  const rules = useTexts(ruleTexts);
  const commands = useTexts(commandTexts);
  const { language } = useLanguage();
  const format = useFormat();
  const odd = useOddityText();
  return (
    <Notice
      tone={told.alarms > 0 ? 'warning' : 'good'}
      title={text.backtestTold(told.alarms, durationText(told.active_s * 1000, language))}
    >
      {told.commands > 0 && <p>{commands.backtestCommands(told.commands)}</p>}
      <ul className="hints">
        {told.examples.slice(0, examplesShown).map((example) => (
          <li key={example.from}>
            {format.instant(example.from)}
            {typeof example.value === 'number' && ` · ${format.number(Number(example.value.toPrecision(6)))}`}
            {example.oddity && ` · ${odd(example)}`}
          </li>
        ))}
      </ul>
      {!told.is_complete && <p>{rules.cutTest(format.instant(told.to))}</p>}
    </Notice>
  );
}

type Props = { rule?: AlarmRule; onSaved: () => void };

export function AlarmRuleForm({ rule, onSaved }: Props) {
  const text = useTexts(texts);
  const rules = useTexts(ruleTexts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const { label, choice } = useLabels('alarm_rule');
  const titleOf = useProblemTitle();
  const [form] = Form.useForm<Values>();
  const devices = useFloor().data?.devices ?? [];
  const profiles = useProfiles() ?? [];
  const device = Form.useWatch('device_id', form) as string | undefined;
  const kind = Form.useWatch('kind', form) as AlarmRule['kind'] | undefined;
  const point = Form.useWatch('point', form) as string | undefined;
  const profile = profiles.find(({ name }) => name === devices.find(({ id }) => id === device)?.profile);
  const described = profile?.points.find(({ name }) => name === point);
  const unitOf = (one: { unit: string; unit_en: string }) =>
    language === 'en' && one.unit_en ? one.unit_en : one.unit;
  const [told, setTold] = useState<Backtest | null>(null);
  const [failure, setFailure] = useState('');
  const expression = Form.useWatch('expression', form) as string | undefined;
  const days = Form.useWatch('schedule_days', form) as string | undefined;
  const isRate = kind === 'rising' || kind === 'falling';
  const isExpression = kind === 'expression';
  const isUnusual = kind === 'unusual';
  const hasLimit = kind === 'above' || kind === 'below' || isRate;

  const tryIt = async () => {
    setTold(null);
    setFailure('');
    const body = givenOf(form.getFieldsValue(true) as Values, fields) as unknown as AlarmRule;
    const to = new Date();
    const query = { from: new Date(to.getTime() - tryDays * dayMs).toISOString(), to: to.toISOString() };
    try {
      const params = { path: { id: device ?? '' }, query };
      setTold(await unwrap(api.POST('/api/v1/devices/{id}/backtests', { params, body })));
    } catch (error) {
      const problem = asProblem(error);
      setFailure(problem.issues[0]?.text ?? titleOf(problem));
    }
  };
  const seconds = (name: string, extra?: string) => (
    <Form.Item name={name} label={label(name)} extra={extra}>
      <InputNumber min={0} className="full" />
    </Form.Item>
  );
  return (
    <ServerForm
      form={form}
      initial={
        rule ?? {
          kind: 'above',
          severity: 'warning',
          deadband: 0,
          on_delay_s: 0,
          off_delay_s: 0,
          sensitivity: 'normal',
          is_enabled: false,
        }
      }
      fields={fields}
      submitLabel={words.save}
      send={async (values, key) => {
        if (rule) await changeRow(rulesPath, rule, changesOf(rule, values, fields));
        else await createRow(rulesPath, givenOf(values, fields), key);
        onSaved();
      }}
    >
      <Form.Item
        name="name"
        label={label('name')}
        rules={[{ required: true, whitespace: true, message: words.required(label('name')) }]}
      >
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item name="device_id" label={label('device_id')} rules={[{ required: !rule?.profile }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={devices.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="kind" label={label('kind')}>
        <Select options={kinds.map((value) => ({ value, label: choice('kind', value) }))} />
      </Form.Item>
      {!isExpression && (
        <Form.Item name="point" label={label('point')} rules={[{ required: true }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(profile?.points ?? [])
              .filter((one) => !isUnusual || one.kind === 'gauge')
              .map((one) => ({
                value: one.name,
                label:
                  (language === 'zh' ? one.label_zh : one.label_en) + (one.unit ? ` (${unitOf(one)})` : ''),
              }))}
          />
        </Form.Item>
      )}
      {isExpression && (
        <Form.Item name="expression" label={label('expression')} rules={[{ required: true }]}>
          <ExpressionField device={device} isCondition />
        </Form.Item>
      )}
      {hasLimit && (
        <>
          <Form.Item name="threshold" label={label('threshold')} rules={[{ required: true }]}>
            <InputNumber
              className="full"
              suffix={(described ? unitOf(described) : '') + (isRate ? '/min' : '')}
            />
          </Form.Item>
          {seconds('deadband', text.deadbandHint)}
        </>
      )}
      {kind === 'state' && (
        <Form.Item name="state" label={label('state')} rules={[{ required: true }]}>
          <Select
            options={(described?.states ?? []).map((one) => ({
              value: one.value,
              label: language === 'zh' ? one.label_zh : one.label_en,
            }))}
          />
        </Form.Item>
      )}
      {kind === 'silent' && seconds('silence_s')}
      {isUnusual && (
        <>
          <Notice tone="info">{rules.unusualHint}</Notice>
          <Form.Item name="sensitivity" label={label('sensitivity')}>
            <Radio.Group
              options={(['low', 'normal', 'high'] as const).map((value) => ({
                value,
                label: choice('sensitivity', value),
              }))}
            />
          </Form.Item>
          <Form.Item
            name="learning_s"
            label={rules.learning}
            extra={rules.learningHint}
            initialValue={learningUsual}
          >
            <Select
              options={learningTimes.map((value) => ({ value, label: durationText(value * 1000, language) }))}
            />
          </Form.Item>
        </>
      )}
      {seconds('on_delay_s', text.onDelayHint)}
      {seconds('off_delay_s', isUnusual ? rules.unusualOffHint : undefined)}
      <ScheduleFields days={days} />
      <Form.Item name="severity" label={label('severity')}>
        <Select
          options={(['info', 'warning', 'critical'] as const).map((value) => ({
            value,
            label: choice('severity', value),
          }))}
        />
      </Form.Item>
      {seconds('escalate_after_s', text.escalateHint)}
      <CommandFields profile={profile} />
      <div className="stack">
        <Button onClick={() => void tryIt()} disabled={!device || !(isExpression ? expression : point)}>
          {text.backtest(tryDays)}
        </Button>
        {told && <Told told={told} />}
        {failure && <Notice tone="bad">{failure}</Notice>}
      </div>
      <Form.Item name="is_enabled" label={label('is_enabled')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </ServerForm>
  );
}
