// Writing a debit note over the lines of an invoice: the lines on which a quantity stands are taken.
import { App, Form, Input, InputNumber, Select } from 'antd';
import { useNavigate } from 'react-router';
import { createRow } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { debitTexts } from './debit-texts';
import './invoicing.css';
import { debitsPath, useRefresh, type Invoice } from './use-invoicing';

const reasons = ['shortage', 'defects', 'price_difference', 'other'] as const;
type Reason = (typeof reasons)[number];

export function DebitForm({ invoice }: { invoice: Invoice }) {
  const text = useTexts(debitTexts);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const number = <InputNumber<number> className="full" min={0} controls={false} inputMode="decimal" />;
  return (
    <ServerForm
      initial={Object.fromEntries(invoice.lines.map((line) => [`reason_${line.position}`, 'shortage']))}
      fields={[]}
      submitLabel={text.send}
      send={async (values, key) => {
        const lines = invoice.lines
          .filter((line) => Number(values[`quantity_${line.position}`] ?? 0) > 0)
          .map((line) => {
            const price = Number(values[`price_${line.position}`] ?? 0);
            const note = values[`note_${line.position}`];
            return {
              position: line.position,
              reason: values[`reason_${line.position}`] as Reason,
              quantity: Math.round(Number(values[`quantity_${line.position}`]) * 1_000),
              ...(price > 0 ? { unit_price: Math.round(price * 1_000_000) } : {}),
              ...(typeof note === 'string' && note !== '' ? { note } : {}),
            };
          });
        if (lines.length === 0) {
          void message.warning(text.nothing);
          return;
        }
        const made = await createRow(debitsPath, { invoice_id: invoice.id, lines }, key);
        void message.success(text.sent);
        refresh();
        await navigate(`/debit-notes/${made.id}`);
      }}
    >
      <p className="panel-hint">{text.writeHint}</p>
      {invoice.lines.map((line) => (
        <fieldset key={line.position} className="inv-debit">
          <legend>
            {line.position}. {line.description_text}
          </legend>
          <Form.Item name={`quantity_${line.position}`} label={text.quantity(line.unit)}>
            {number}
          </Form.Item>
          <Form.Item name={`reason_${line.position}`} label={text.reason}>
            <Select options={reasons.map((value) => ({ value, label: text[`reason_${value}`] }))} />
          </Form.Item>
          <Form.Item name={`price_${line.position}`} label={text.price}>
            {number}
          </Form.Item>
          <Form.Item name={`note_${line.position}`} label={text.lineNote}>
            <Input maxLength={500} />
          </Form.Item>
        </fieldset>
      ))}
    </ServerForm>
  );
}
