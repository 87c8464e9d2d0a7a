// The receiver's signature: in full with one press, or with what is missing and what is damaged. A signature that reached
// the server counts once, however often it is sent.
import { useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Form, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { api, Problem, unwrap, type Shipment } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { Notice, Panel } from '@/kit/page';
import { amountOf, countsOf, differenceOf, judgementOf, type Judgement } from './counts';
import './shipments.css';
import { texts } from './texts';
import { incomingPath, shipmentsPath } from './use-shipments';

type Typed = Parameters<typeof countsOf>[1];
const typedIn = (values: Values | undefined) => (values?.lines ?? []) as Typed;
const refused = (title: string) => new Problem(422, 'client.counts', title, '', []);

function Lines({ shipment, judgement }: { shipment: Shipment; judgement: Judgement }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  return shipment.lines.map((line, i) => (
    <div key={line.position} className="sign-line">
      <Form.Item
        name={['lines', i, 'received']}
        label={text.receivedCount(line.lot)}
        extra={text.ofSent(formatNumber(amountOf(line.quantity), language), line.unit)}
      >
        <InputNumber<number>
          controls={false}
          inputMode="decimal"
          placeholder={String(amountOf(line.quantity))}
        />
      </Form.Item>
      {judgement === 'damaged' && (
        <Form.Item name={['lines', i, 'damaged']} label={text.damagedCount}>
          <InputNumber<number> controls={false} inputMode="decimal" placeholder="0" />
        </Form.Item>
      )}
    </div>
  ));
}

function Differences({
  shipment,
  judgement,
  typed,
}: {
  shipment: Shipment;
  judgement: Judgement;
  typed: Typed;
}) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const difference = differenceOf(shipment.lines, countsOf(shipment.lines, typed, judgement));
  const told = [
    difference.missing > 0 && text.missing(formatNumber(amountOf(difference.missing), language)),
    difference.damaged > 0 && text.broken(formatNumber(amountOf(difference.damaged), language)),
    difference.over > 0 && text.over(formatNumber(amountOf(difference.over), language)),
  ].filter(Boolean);
  return (
    <>
      {told.length > 0 && <Notice tone="warning">{told.join(' · ')}</Notice>}
      {difference.over > 0 && (
        <Form.Item name="over_delivery_accepted" valuePropName="checked">
          <Checkbox>{text.overAccepted}</Checkbox>
        </Form.Item>
      )}
    </>
  );
}

export function SignForm({ shipment }: { shipment: Shipment }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Values>();
  const judgement = (Form.useWatch('judgement', form) ?? 'full') as Judgement;
  const typed = Form.useWatch((values: Values) => values.lines as Typed | undefined, form) ?? [];
  const [superseded, setSuperseded] = useState(false);
  const send = async (values: Values, key: string) => {
    const chosen = values.judgement as Judgement;
    const counts = countsOf(shipment.lines, typedIn(values), chosen);
    if (counts.some(({ received, damaged }) => damaged > received)) throw refused(text.moreDamaged);
    const { over } = differenceOf(shipment.lines, counts);
    if (chosen !== 'full' && over === 0 && judgementOf(shipment.lines, counts) === 'full')
      throw refused(text.nothingDiffers);
    await unwrap(
      api.POST('/api/v1/shipment-signatures/actions', {
        params: { header: { 'Idempotency-Key': key } },
        body: {
          label_code: shipment.label_code,
          lines: counts.map((count, i) => ({ position: shipment.lines[i]?.position ?? i + 1, ...count })),
          over_delivery_accepted: values.over_delivery_accepted === true,
          superseded_accepted: values.superseded_accepted === true,
          note: typeof values.note === 'string' && values.note.trim() ? values.note.trim() : null,
        },
      }),
    );
    void message.success(text.signed);
    // The goods move tasks and orders along.
    for (const path of [shipmentsPath, incomingPath, '/api/v1/tasks', '/api/v1/sales-orders'])
      void queries.invalidateQueries({ queryKey: [path] });
  };
  return (
    <Panel title={text.sign} hint={text.signHint}>
      <div className="sign-form">
        <ServerForm
          form={form}
          initial={{ judgement: 'full', lines: shipment.lines.map(() => ({})), note: null }}
          fields={['judgement', 'lines', 'note', 'over_delivery_accepted', 'superseded_accepted']}
          send={send}
          intercept={(problem) => {
            if (problem.code === 'revision.superseded') setSuperseded(true);
            return false;
          }}
          submitLabel={text[`sign_${judgement}`]}
          wide
        >
          <Form.Item name="judgement" noStyle>
            <Radio.Group
              className="sign-choice"
              optionType="button"
              buttonStyle="solid"
              options={[
                { value: 'full', label: text.full },
                { value: 'short', label: text.short },
                { value: 'damaged', label: text.damage },
              ]}
            />
          </Form.Item>
          {judgement !== 'full' && (
            <>
              <Lines shipment={shipment} judgement={judgement} />
              <Differences shipment={shipment} judgement={judgement} typed={typed} />
              <Form.Item name="note" label={text.remark} extra={text.remarkHint}>
                <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
              </Form.Item>
            </>
          )}
          {superseded && (
            <Form.Item name="superseded_accepted" valuePropName="checked">
              <Checkbox>{text.supersededAccepted}</Checkbox>
            </Form.Item>
          )}
        </ServerForm>
      </div>
    </Panel>
  );
}
