// The decision of a dispute, by someone who is no party: the frozen amount is split between the two sides.
import { Button, Form, Input, Modal, Slider } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap, type EscrowDispute } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { Notice } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { Fen } from './amount';
import './money.css';
import { texts } from './texts';

// How much of the amount goes to the supplier; the buyer gets the rest, so that nothing is left over.
function Split({
  amount,
  value,
  onChange,
}: {
  amount: number;
  value?: number;
  onChange?: (to: number) => void;
}) {
  const text = useTexts(texts);
  const given = value ?? 0;
  return (
    <div className="split">
      <Slider
        min={0}
        max={amount}
        step={amount >= 10_000 ? 100 : 1}
        value={given}
        onChange={(to) => onChange?.(to)}
        tooltip={{ open: false }}
        ariaLabelForHandle={text.toSupplier}
      />
      <span>
        {text.toSupplier} <Fen value={given} />
      </span>
      <span>
        {text.toBuyer} <Fen value={amount - given} />
      </span>
    </div>
  );
}

export function DisputeDecision({ dispute }: { dispute: EscrowDispute }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const amount = dispute.amount - dispute.lifted; // in dispute still
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {text.decide}
      </Button>
      <Modal title={text.decide} open={open} onCancel={() => setOpen(false)} footer={null} destroyOnHidden>
        <ServerForm
          initial={{ to_supplier: Math.floor(amount / 2) }}
          fields={['to_supplier', 'decision']}
          send={async (values, key) => {
            const to_supplier = Number(values.to_supplier);
            await unwrap(
              api.POST('/api/v1/escrow-disputes/{id}/decision/actions', {
                params: { path: { id: dispute.id }, header: { 'Idempotency-Key': key } },
                body: {
                  to_supplier,
                  to_buyer: amount - to_supplier,
                  decision: String(values.decision),
                },
              }),
            );
            setOpen(false);
            await queries.invalidateQueries({ queryKey: ['/api/v1/escrows'] });
            await queries.invalidateQueries({ queryKey: ['/api/v1/escrow-disputes'] });
          }}
          submitLabel={text.decide}
        >
          <Notice tone="info">{text.decideHint}</Notice>
          <Form.Item name="to_supplier">
            <Split amount={amount} />
          </Form.Item>
          <Form.Item
            name="decision"
            label={text.decision}
            rules={[{ required: true, whitespace: true, message: words.required(text.decision) }]}
          >
            <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} />
          </Form.Item>
        </ServerForm>
      </Modal>
    </>
  );
}
