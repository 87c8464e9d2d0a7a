// Suppliers below the line that may be invited and ordered from for a while, and why.
import { App, Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { api, removeRow, unwrap } from '@/kit/api';
import { EnterprisePicker, ServerForm } from '@/kit/form';
import { DateInput } from '@/kit/form/date-input';
import { useTexts } from '@/kit/i18n';
import { CardList, useList } from '@/kit/list';
import { OrganisationName } from '@/kit/organisation-name';
import { Notice } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';
import { exemptionsPath, useRefresh } from './use-evaluations';

function ExemptForm({ onDone }: { onDone: () => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { message } = App.useApp();
  const refresh = useRefresh();
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  return (
    <ServerForm
      initial={{}}
      fields={['supplier_id', 'reason', 'valid_until']}
      submitLabel={text.exempt}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/supplier-exemptions', {
            headers: { 'Idempotency-Key': key },
            body: {
              supplier_id: String(values.supplier_id),
              reason: String(values.reason),
              valid_until: String(values.valid_until),
            },
          }),
        );
        void message.success(text.exempted);
        refresh();
        onDone();
      }}
    >
      <Notice tone="warning">{text.exemptHint}</Notice>
      <Form.Item name="supplier_id" label={text.supplier} rules={needed(text.supplier)}>
        <EnterprisePicker />
      </Form.Item>
      <Form.Item name="valid_until" label={text.validUntil} rules={needed(text.validUntil)}>
        <DateInput />
      </Form.Item>
      <Form.Item name="reason" label={text.reason} rules={needed(text.reason)}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} />
      </Form.Item>
    </ServerForm>
  );
}

export function ExemptionsPanel() {
  const text = useTexts(texts);
  const format = useFormat();
  const refresh = useRefresh();
  const may = useCan()(permissions.exemptSuppliers);
  const [isGranting, setGranting] = useState(false);
  const list = useList(exemptionsPath, { sort: '-id' });
  return (
    <>
      {may && (
        <p>
          <Button onClick={() => setGranting(true)}>{text.exempt}</Button>
        </p>
      )}
      <CardList
        pages={list}
        empty={{ title: text.noExemptions, text: text.noExemptionsHint }}
        cards={list.items.map((row) => (
          <li key={row.id} className="evaluation-card">
            <header>
              <h3>
                <OrganisationName id={row.supplier_id} />
              </h3>
              <span className="number">{format.date(row.valid_until)}</span>
            </header>
            <p>{row.reason}</p>
            <span className="sub faint">{text.by(row.granted_by)}</span>
            {may && (
              <span>
                <Button size="small" onClick={() => void removeRow(exemptionsPath, row).then(refresh)}>
                  {text.endExemption}
                </Button>
              </span>
            )}
          </li>
        ))}
      />
      <Drawer
        title={text.exempt}
        size={480}
        open={isGranting}
        onClose={() => setGranting(false)}
        destroyOnHidden
      >
        <ExemptForm onDone={() => setGranting(false)} />
      </Drawer>
    </>
  );
}
