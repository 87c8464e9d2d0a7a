// A new escrow: for whom, how much, until when.
import { Form, Input } from 'antd';
import { createRow, type Escrow } from '@/kit/api';
import { givenOf, ServerForm } from '@/kit/form';
import { DateInput } from '@/kit/form/date-input';
import { FenInput } from '@/kit/form/field-input';
import { PercentInput } from '@/kit/form/percent-input';
import { useTexts } from '@/kit/i18n';
import { common } from '@/kit/texts/common';
import { SupplierPicker } from './supplier-picker';
import { texts } from './texts';

const fields = ['title', 'supplier_id', 'total', 'deposit', 'retention_rate', 'due_on'] as const;
const retentionMax = 50;

export function EscrowForm({ onSaved }: { onSaved: (escrow: Escrow) => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  return (
    <ServerForm
      initial={{}}
      fields={fields}
      draftKey="escrow.new"
      send={async (values, key) => onSaved(await createRow('/api/v1/escrows', givenOf(values, fields), key))}
      submitLabel={text.add}
    >
      <Form.Item name="title" label={text.title} rules={needed(text.title)}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item name="supplier_id" label={text.supplier} rules={needed(text.supplier)}>
        <SupplierPicker />
      </Form.Item>
      <Form.Item name="total" label={text.total} rules={needed(text.total)}>
        <FenInput />
      </Form.Item>
      <Form.Item name="deposit" label={text.deposit}>
        <FenInput />
      </Form.Item>
      <Form.Item name="retention_rate" label={text.retentionRate}>
        <PercentInput max={retentionMax} />
      </Form.Item>
      <Form.Item name="due_on" label={text.due}>
        <DateInput />
      </Form.Item>
    </ServerForm>
  );
}
