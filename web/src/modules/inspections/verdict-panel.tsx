// The verdict on a lot: accept, reject, sort it, or take it as it is at a lower price.
import { Button, Drawer, Form, Input, InputNumber, App } from 'antd';
import { useState } from 'react';
import { api, unwrap, type Inspection } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { FenInput } from '@/kit/form/field-input';
import { useTexts } from '@/kit/i18n';
import { Notice, Panel } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import './inspections.css';
import { StandingNotice } from './results-form';
import { texts } from './texts';
import { byOthersPath, inspectionsPath, useRefresh } from './use-inspections';
import { standingOf } from './verdict';

type FormProps = { inspection: Inspection; onDone: () => void };

function SplitForm({ inspection, onDone }: FormProps) {
  const text = useTexts(texts);
  const format = useFormat();
  const refresh = useRefresh();
  return (
    <ServerForm
      initial={{}}
      fields={['accepted_quantity']}
      submitLabel={text.split}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/inspections/{id}/split/actions', {
            params: { path: { id: inspection.id }, header: { 'Idempotency-Key': key } },
            body: { accepted_quantity: Math.round(Number(values.accepted_quantity ?? 0) * 1_000) },
          }),
        );
        refresh();
        onDone();
      }}
    >
      <Notice tone="info">{text.splitHint}</Notice>
      <Form.Item
        name="accepted_quantity"
        label={text.splitAccepted}
        extra={text.splitOf(format.number(inspection.quantity / 1_000))}
      >
        <InputNumber<number> className="full" controls={false} inputMode="decimal" />
      </Form.Item>
    </ServerForm>
  );
}

function ConcedeForm({ inspection, onDone }: FormProps) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { message } = App.useApp();
  const refresh = useRefresh();
  return (
    <ServerForm
      initial={{}}
      fields={['price_cut', 'reason']}
      submitLabel={text.concede}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/inspections/{id}/concessions', {
            params: { path: { id: inspection.id }, header: { 'Idempotency-Key': key } },
            body: { price_cut: Number(values.price_cut ?? 0), reason: String(values.reason) },
          }),
        );
        void message.success(text.offered);
        refresh();
        onDone();
      }}
    >
      <Notice tone="info">{text.concedeHint}</Notice>
      <Form.Item
        name="price_cut"
        label={text.priceCut}
        rules={[{ required: true, message: words.required(text.priceCut) }]}
      >
        <FenInput />
      </Form.Item>
      <Form.Item
        name="reason"
        label={text.concedeReason}
        extra={text.concedeReasonHint}
        rules={[{ required: true, whitespace: true, message: words.required(text.concedeReason) }]}
      >
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} />
      </Form.Item>
    </ServerForm>
  );
}

type Asked = 'split' | 'concede' | null;

// Those that the server would carry out now: of both moves the one that fits what was found.
function movesOf(inspection: Inspection): string[] {
  const standing = standingOf(inspection, inspection);
  const fits = { open: [], accept: ['accept'], critical: ['accept', 'reject'], reject: ['reject'] }[standing];
  return inspection.actions.filter((action) => fits.some((one) => one === action));
}

export function VerdictPanel({
  inspection,
  isInspector,
  isAsked,
}: {
  inspection: Inspection;
  isInspector: boolean;
  // A concession waits for its answer.
  isAsked: boolean;
}) {
  const text = useTexts(texts);
  const can = useCan();
  const [asked, setAsked] = useState<Asked>(null);
  const done = () => setAsked(null);
  const standing = standingOf(inspection, inspection);
  const maySplit =
    isInspector && (standing === 'reject' || standing === 'critical') && can(permissions.inspect);
  const mayConcede = !isAsked && standing !== 'open' && can(permissions.concede);
  return (
    <Panel title={text.verdict} {...(isInspector ? { hint: text.verdictHint } : {})}>
      <div className="stack">
        <StandingNotice inspection={inspection} standing={standing} found={inspection.nonconforming ?? 0} />
        {isAsked && <Notice tone="warning">{text.waiting}</Notice>}
        {!isInspector && !isAsked && (
          <p className="panel-hint">{standing === 'open' ? text.supplierWaits : text.supplierFound}</p>
        )}
        <div className="verdict-deeds">
          {isInspector && (
            <RowActions
              path={inspectionsPath}
              entity="inspection"
              row={{ ...inspection, actions: movesOf(inspection) }}
              size="middle"
              main={new Set([standing === 'reject' ? 'reject' : 'accept'])}
              confirm={{ accept: text.confirmAccept, reject: text.confirmReject }}
              shownIn={[byOthersPath, '/api/v1/operation-tasks', '/api/v1/sales-orders', '/api/v1/tasks']}
            />
          )}
          {maySplit && <Button onClick={() => setAsked('split')}>{text.split}</Button>}
          {mayConcede && <Button onClick={() => setAsked('concede')}>{text.concede}</Button>}
        </div>
      </div>
      <Drawer
        title={asked ? text[asked] : ''}
        size={480}
        open={asked !== null}
        onClose={done}
        destroyOnHidden
      >
        {asked === 'split' && <SplitForm inspection={inspection} onDone={done} />}
        {asked === 'concede' && <ConcedeForm inspection={inspection} onDone={done} />}
      </Drawer>
    </Panel>
  );
}
