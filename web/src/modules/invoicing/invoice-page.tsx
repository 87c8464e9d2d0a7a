// One invoice, for both sides: its lines as they match, what does not fit, when it is due, and paying it.
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, asProblem, newIdempotencyKey, unwrap } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, PageFrame, Panel, Tag, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan, useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { DebitPanel } from './debit-cards';
import { DebitForm } from './debit-form';
import { debitTexts } from './debit-texts';
import { ExceptionCard } from './exception-cards';
import './invoicing.css';
import { MatchTable } from './match-table';
import { payableOf } from './money';
import { texts } from './texts';
import {
  debitsPath,
  exceptionsPath,
  invoicesPath,
  invoiceTones,
  receivedDebitsPath,
  receivedExceptionsPath,
  shownIn,
  useInvoice,
  useRefresh,
  type Invoice,
} from './use-invoicing';

const main: ReadonlySet<string> = new Set(['submit']);
const reasoned: ReadonlySet<string> = new Set(['refuse']);

function PayButton({ invoice }: { invoice: Invoice }) {
  const text = useTexts(texts);
  const { message, modal } = App.useApp();
  const titleOf = useProblemTitle();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const pay = async () => {
    const title = `${text.pay} ¥${formatFen(payableOf(invoice))}`;
    if (!(await modal.confirm({ title, content: text.payWarning, okText: text.pay }))) return;
    setBusy(true);
    try {
      await unwrap(
        api.POST('/api/v1/supplier-invoices/{id}/payments/actions', {
          params: { path: { id: invoice.id }, header: { 'Idempotency-Key': newIdempotencyKey() } },
          body: {},
        }),
      );
      void message.success(text.paidNow);
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    refresh();
    setBusy(false);
  };
  return (
    <Button type="primary" size="large" loading={busy} onClick={() => void pay()}>
      {text.pay}
    </Button>
  );
}

function Exceptions({ invoice, isBuyer }: { invoice: Invoice; isBuyer: boolean }) {
  const text = useTexts(texts);
  const list = useList(isBuyer ? exceptionsPath : receivedExceptionsPath, {
    invoice_id: invoice.id,
    sort: 'id',
  });
  if (list.items.length === 0) return null;
  return (
    <Panel title={text.exceptions}>
      <ul className="inv-lines inv-sums">
        {list.items.map((row) => (
          <ExceptionCard key={row.id} row={row} own={isBuyer} linked={false} />
        ))}
      </ul>
    </Panel>
  );
}

function Debits({ invoice, isBuyer }: { invoice: Invoice; isBuyer: boolean }) {
  const text = useTexts(debitTexts);
  const list = useList(isBuyer ? debitsPath : receivedDebitsPath, { invoice_id: invoice.id, sort: 'id' });
  return <DebitPanel title={text.notes} rows={list.items} own={isBuyer} />;
}

export function Component() {
  const text = useTexts(texts);
  const debits = useTexts(debitTexts);
  const [debiting, setDebiting] = useState(false);
  const format = useFormat();
  const can = useCan();
  const { organisation } = useSession();
  const { label, choice } = useLabels('supplier_invoice');
  const found = useInvoice(useParams().id ?? '');
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={8} />;
  const row = found.data;
  const isBuyer = row.buyer_id === organisation.id;
  const mayPay = isBuyer && row.kind === 'invoice' && payableOf(row) > 0 && can(permissions.payInvoices);
  const mayDebit =
    isBuyer &&
    row.kind === 'invoice' &&
    row.status === 'matched' &&
    payableOf(row) > 0 &&
    can(permissions.settlePurchases);
  return (
    <PageFrame
      title={`${row.kind === 'credit_note' ? choice('kind', row.kind) : text.invoice} ${row.number}`}
      back={<Link to={isBuyer ? '/payables' : '/my-money'}>{text.back}</Link>}
      hint={<Tag tone={invoiceTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>}
      action={
        <>
          <RowActions
            path={invoicesPath}
            entity="supplier_invoice"
            row={row}
            size="middle"
            main={main}
            reasoned={reasoned}
            shownIn={shownIn}
          />
          {mayDebit && (
            <Button size="large" onClick={() => setDebiting(true)}>
              {debits.write}
            </Button>
          )}
          {mayPay && <PayButton invoice={row} />}
        </>
      }
    >
      <Panel>
        <Facts
          facts={[
            { label: text.buyer, value: <OrganisationName id={row.buyer_id} /> },
            { label: text.supplier, value: <OrganisationName id={row.organisation_id} /> },
            {
              label: text.total,
              value: <strong className="number">¥{formatFen(row.net_total + row.tax_total)}</strong>,
            },
            { label: text.agreed, value: <span className="number">¥{formatFen(row.agreed_total)}</span> },
            { label: text.paid, value: <span className="number">¥{formatFen(row.paid_total)}</span> },
            {
              label: debits.held,
              value: row.held_total > 0 ? `¥${formatFen(row.held_total)}` : undefined,
            },
            {
              label: debits.debited,
              value: row.debited_total > 0 ? `¥${formatFen(row.debited_total)}` : undefined,
            },
            { label: label('due_on'), value: row.due_on ? format.date(row.due_on) : undefined },
            { label: label('invoiced_on'), value: format.date(row.invoiced_on) },
            { label: label('status_reason'), value: row.status_reason ?? undefined, wide: true },
          ]}
        />
      </Panel>
      <MatchTable invoice={row} />
      <Exceptions invoice={row} isBuyer={isBuyer} />
      <Debits invoice={row} isBuyer={isBuyer} />
      <Drawer
        title={debits.write}
        size={480}
        open={debiting}
        onClose={() => setDebiting(false)}
        destroyOnHidden
      >
        <DebitForm invoice={row} />
      </Drawer>
    </PageFrame>
  );
}
