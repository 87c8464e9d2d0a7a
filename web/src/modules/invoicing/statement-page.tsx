// One statement: both sides' figures side by side, each side's confirmation, disputes, and the invoice over it.
import { App, Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, asProblem, newIdempotencyKey, unwrap } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { DateInput } from '@/kit/form/date-input';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, PageFrame, Panel, Tag, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan, useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat, useToday } from '@/kit/use-format';
import { DebitPanel } from './debit-cards';
import { debitTexts } from './debit-texts';
import './invoicing.css';
import { StatementLines } from './statement-lines';
import { texts } from './texts';
import {
  statementTones,
  useRefresh,
  useStatement,
  useStatementDebits,
  useStatementLines,
  type Statement,
  type StatementLine,
} from './use-invoicing';

function DisputeForm({ line, onDone }: { line: StatementLine; onDone: () => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { message } = App.useApp();
  const refresh = useRefresh();
  const needed = (label: string) => ({ required: true, message: words.required(label) });
  return (
    <ServerForm
      initial={{}}
      fields={['claimed', 'reason']}
      submitLabel={text.dispute}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/statement-lines/{id}/dispute/actions', {
            params: { path: { id: line.id }, header: { 'Idempotency-Key': key } },
            body: { claimed: Math.round(Number(values.claimed ?? 0) * 1_000), reason: String(values.reason) },
          }),
        );
        void message.success(text.disputed);
        refresh();
        onDone();
      }}
    >
      <p className="panel-hint">{text.disputeHint}</p>
      <Form.Item name="claimed" label={text.claimed} rules={[needed(text.claimed)]}>
        <InputNumber<number> className="full" min={0} controls={false} inputMode="decimal" />
      </Form.Item>
      <Form.Item name="reason" label={text.reason} rules={[{ ...needed(text.reason), whitespace: true }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
    </ServerForm>
  );
}

function InvoiceForm({ statement }: { statement: Statement }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const today = useToday();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  return (
    <Panel title={text.invoiceIt} hint={text.invoiceHint}>
      <ServerForm
        initial={{ invoiced_on: today }}
        fields={['number', 'invoiced_on']}
        submitLabel={text.makeInvoice}
        send={async (values, key) => {
          const made = await unwrap(
            api.POST('/api/v1/statements/{id}/invoices', {
              params: { path: { id: statement.id }, header: { 'Idempotency-Key': key } },
              body: { number: String(values.number), invoiced_on: String(values.invoiced_on) },
            }),
          );
          refresh();
          await navigate(`/invoices/${made.id}`);
        }}
      >
        <Form.Item name="number" label={text.number} rules={needed(text.number)}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="invoiced_on" label={text.invoicedOn} rules={needed(text.invoicedOn)}>
          <DateInput />
        </Form.Item>
      </ServerForm>
    </Panel>
  );
}

function ConfirmPanel({ statement, isBuyer, may }: { statement: Statement; isBuyer: boolean; may: boolean }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const own = isBuyer ? statement.buyer_confirmed_at : statement.supplier_confirmed_at;
  const confirm = async () => {
    setBusy(true);
    try {
      await unwrap(
        api.POST('/api/v1/statements/{id}/confirmation/actions', {
          params: { path: { id: statement.id }, header: { 'Idempotency-Key': newIdempotencyKey() } },
        }),
      );
      void message.success(text.confirmed);
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    refresh();
    setBusy(false);
  };
  return (
    <Panel title={text.confirm} hint={statement.status === 'proposed' ? text.confirmHint : undefined}>
      <p className="inv-waits">
        {statement.buyer_confirmed_at
          ? text.buyerConfirmed(format.instant(statement.buyer_confirmed_at))
          : text.buyerWaits}
        {' · '}
        {statement.supplier_confirmed_at
          ? text.supplierConfirmed(format.instant(statement.supplier_confirmed_at))
          : text.supplierWaits}
      </p>
      {statement.status === 'proposed' && !own && may && (
        <Button type="primary" size="large" loading={busy} onClick={() => void confirm()}>
          {text.confirm}
        </Button>
      )}
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  const format = useFormat();
  const can = useCan();
  const { organisation } = useSession();
  const { choice } = useLabels('statement');
  const { id = '' } = useParams();
  const statement = useStatement(id);
  const lines = useStatementLines(id);
  const debits = useStatementDebits(id);
  const words = useTexts(debitTexts);
  const [disputed, setDisputed] = useState<StatementLine | null>(null);
  if (statement.isError)
    return <ErrorState error={statement.error} onRetry={() => void statement.refetch()} />;
  if (!statement.data || !lines.data) return <Loading lines={8} />;
  const row = statement.data;
  const isBuyer = row.organisation_id === organisation.id;
  const may = can(isBuyer ? permissions.settlePurchases : permissions.invoice);
  const apart = lines.data.filter((line) => line.shipped !== line.quantity).length;
  const left = lines.data.some((line) => line.status === 'confirmed' && line.invoice_id === null);
  return (
    <PageFrame
      title={text.statementOf(row.number)}
      back={<Link to={`/statements?tab=${isBuyer ? 'own' : 'received'}`}>{text.back}</Link>}
      hint={<Tag tone={statementTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>}
    >
      <Panel>
        <Facts
          facts={[
            { label: text.buyer, value: <OrganisationName id={row.organisation_id} /> },
            { label: text.supplier, value: <OrganisationName id={row.supplier_id} /> },
            {
              label: text.total,
              value: <strong className="number">¥{formatFen(row.net_total + row.tax_total)}</strong>,
            },
            { label: text.periodEnds, value: format.date(row.period_ends_on) },
            {
              label: text.lines,
              value:
                apart > 0 ? text.linesApart(lines.data.length, apart) : text.linesEven(lines.data.length),
            },
          ]}
        />
      </Panel>
      <ConfirmPanel statement={row} isBuyer={isBuyer} may={may} />
      {!isBuyer && left && may && <InvoiceForm statement={row} />}
      <Panel title={text.lines}>
        <StatementLines lines={lines.data} may={may} onDispute={setDisputed} />
      </Panel>
      <DebitPanel title={words.inPeriod} rows={debits.data ?? []} own={isBuyer} />
      <Drawer
        title={text.dispute}
        size={480}
        open={disputed !== null}
        onClose={() => setDisputed(null)}
        destroyOnHidden
      >
        {disputed && <DisputeForm line={disputed} onDone={() => setDisputed(null)} />}
      </Drawer>
    </PageFrame>
  );
}
