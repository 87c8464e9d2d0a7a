// A supplier's answer: everything with one press, or line by line. For a phone.
import { App, Button, Form, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { api, asProblem, newIdempotencyKey, unwrap } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { DateInput } from '@/kit/form/date-input';
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { Panel, useProblemTitle } from '@/kit/page';
import './purchase-orders.css';
import { texts } from './texts';
import { useRefresh, waits, type OrderLine, type PurchaseOrder } from './use-purchase-orders';
import { answerOf, type Answering } from './values';

type Given = { answers?: Answering[] };

function LineAnswer({ line, index }: { line: OrderLine; index: number }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const code = Form.useWatch<string | undefined>(['answers', index, 'code']) ?? '5';
  const percent = (millionths: number) => formatNumber(millionths / 10_000, language);
  return (
    <fieldset className="form-part po-answer">
      <legend>{text.lineTitle(String(line.position), line.description_text)}</legend>
      <Form.Item name={['answers', index, 'code']}>
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          options={(['5', '3', '7'] as const).map((one) => ({ value: one, label: text[`code_${one}`] }))}
        />
      </Form.Item>
      {code === '3' && (
        <>
          <p className="panel-hint">
            {text.tolerance(
              percent(line.over_rate),
              percent(line.under_rate),
              percent(line.price_rate),
              String(line.date_days),
            )}
          </p>
          <div className="po-grid">
            <Form.Item name={['answers', index, 'quantity']} label={text.otherQuantity}>
              <InputNumber<number>
                className="full"
                min={0.001}
                controls={false}
                inputMode="decimal"
                placeholder={String(line.quantity / 1_000)}
              />
            </Form.Item>
            <Form.Item name={['answers', index, 'unit_price']} label={text.otherPrice}>
              <InputNumber<number>
                className="full"
                min={0}
                controls={false}
                inputMode="decimal"
                placeholder={String(line.unit_price / 1_000_000)}
              />
            </Form.Item>
            <Form.Item name={['answers', index, 'due_on']} label={text.otherDate}>
              <DateInput />
            </Form.Item>
          </div>
        </>
      )}
      {code !== '5' && (
        <Form.Item name={['answers', index, 'reason']} label={text.reason} extra={text.reasonHint}>
          <Input maxLength={500} />
        </Form.Item>
      )}
    </fieldset>
  );
}

export function RespondPanel({ order, lines }: { order: PurchaseOrder; lines: readonly OrderLine[] }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const open = lines.filter(waits);
  const send = async (answers: Answering[], key: string) => {
    await unwrap(
      api.POST('/api/v1/purchase-orders/{id}/responses', {
        params: { path: { id: order.id }, header: { 'Idempotency-Key': key } },
        body: {
          terms_version: order.terms_version,
          lines: open.map((line, i) => answerOf(line, answers[i] ?? { code: '5' })),
        },
      }),
    );
    refresh();
  };
  const acceptAll = async () => {
    setBusy(true);
    try {
      await send([], newIdempotencyKey());
      void message.success(text.acceptAllDone);
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
      refresh();
    }
    setBusy(false);
  };
  if (open.length === 0) return null;
  const isChange = open.some(({ status }) => status === 'changed');
  return (
    <Panel title={text.respond} hint={isChange ? text.respondChange : text.respondHint}>
      <Button type="primary" className="po-big" loading={busy} onClick={() => void acceptAll()}>
        {text.acceptAll}
      </Button>
      <ServerForm
        key={order.terms_version}
        initial={{ answers: open.map(() => ({ code: '5' })) }}
        fields={['answers']}
        submitLabel={text.send}
        send={async (values: Values, key) => {
          await send((values as Given).answers ?? [], key);
          void message.success(text.answered);
        }}
        wide
      >
        {open.map((line, i) => (
          <LineAnswer key={line.id} line={line} index={i} />
        ))}
      </ServerForm>
    </Panel>
  );
}
