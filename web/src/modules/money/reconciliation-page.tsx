// Book against bank, day by day, and what somebody has to look at.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { api, asProblem, unwrap, type PaymentDifference, type Reconciliation } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { DateInput } from '@/kit/form/date-input';
import { useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel, Tag, useProblemTitle } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import { Fen } from './amount';
import './money.css';
import { texts } from './texts';

function RunNow() {
  const text = useTexts(texts);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const [day, setDay] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    if (!day) return;
    setBusy(true);
    try {
      await unwrap(api.POST('/api/v1/reconciliations/actions', { body: { day } }));
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    setBusy(false);
    await queries.invalidateQueries({ queryKey: ['/api/v1/reconciliations'] });
    await queries.invalidateQueries({ queryKey: ['/api/v1/payment-differences'] });
  };
  return (
    <span className="run-now">
      <DateInput value={day} onChange={(value) => setDay(value ?? null)} />
      <Button type="primary" disabled={!day} loading={busy} onClick={() => void run()}>
        {text.runNow}
      </Button>
    </span>
  );
}

function Differences() {
  const text = useTexts(texts);
  const format = useFormat();
  const words = useTexts(common);
  const queries = useQueryClient();
  const { choice } = useLabels('payment_difference');
  const [resolving, setResolving] = useState<PaymentDifference | null>(null);
  const columns: Column<PaymentDifference>[] = [
    {
      key: 'kind',
      fields: ['kind', 'reference'],
      title: text.difference,
      heading: true,
      render: (row) => (
        <>
          <Tag tone="bad">{choice('kind', row.kind)}</Tag>
          <span className="sub mono">{row.reference}</span>
        </>
      ),
    },
    { key: 'day', title: text.day, render: (row) => format.date(row.day) },
    {
      key: 'here',
      fields: ['amount_here'],
      title: text.amountHere,
      align: 'end',
      render: (row) => <Fen value={row.amount_here} />,
    },
    {
      key: 'there',
      fields: ['amount_there'],
      title: text.amountThere,
      align: 'end',
      render: (row) => <Fen value={row.amount_there} />,
    },
  ];
  return (
    <>
      <EntityList
        path="/api/v1/payment-differences"
        entity="payment_difference"
        columns={columns}
        fixed={{ status: 'open' }}
        filters={['kind', 'day']}
        sortDefault="-day"
        titleOf={(row) => row.reference}
        tools={(row) => (
          <Button size="small" onClick={() => setResolving(row)}>
            {text.resolve}
          </Button>
        )}
        empty={{ title: text.noDifferences, text: text.noDifferencesHint }}
      />
      <Modal
        title={text.resolve}
        open={resolving !== null}
        onCancel={() => setResolving(null)}
        footer={null}
        destroyOnHidden
      >
        <ServerForm
          initial={{}}
          fields={['remark']}
          send={async (values) => {
            const params = { path: { id: resolving?.id ?? '' } };
            const body = { remark: String(values.remark) };
            await unwrap(api.POST('/api/v1/payment-differences/{id}/actions', { params, body }));
            setResolving(null);
            await queries.invalidateQueries({ queryKey: ['/api/v1/payment-differences'] });
          }}
          submitLabel={text.resolve}
        >
          <Form.Item
            name="remark"
            label={text.remark}
            rules={[{ required: true, whitespace: true, message: words.required(text.remark) }]}
          >
            <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} autoFocus />
          </Form.Item>
        </ServerForm>
      </Modal>
    </>
  );
}

function Runs() {
  const text = useTexts(texts);
  const format = useFormat();
  const columns: Column<Reconciliation>[] = [
    { key: 'day', title: text.day, heading: true, sort: 'day', render: (row) => format.date(row.day) },
    {
      key: 'differences',
      title: text.differences,
      render: (row) => <Tag tone={row.differences === 0 ? 'good' : 'bad'}>{row.differences}</Tag>,
    },
    { key: 'lines', title: text.lines, align: 'end', render: (row) => row.lines },
    { key: 'matched', title: text.matched, align: 'end', render: (row) => row.matched },
    {
      key: 'there',
      fields: ['closing_there'],
      title: text.closingThere,
      align: 'end',
      render: (row) => <Fen value={row.closing_there} />,
    },
    {
      key: 'here',
      fields: ['closing_here'],
      title: text.closingHere,
      align: 'end',
      render: (row) => <Fen value={row.closing_here} />,
    },
  ];
  return (
    <EntityList
      path="/api/v1/reconciliations"
      entity="reconciliation"
      columns={columns}
      sortDefault="-day"
      titleOf={(row) => row.day}
      empty={{ title: text.noRuns }}
    />
  );
}

export function Component() {
  const text = useTexts(texts);
  const [params] = useSearchParams();
  const isRuns = params.get('part') === 'runs';
  return (
    <PageFrame title={text.reconciliation} hint={text.reconciliationHint} action={<RunNow />}>
      <Panel>
        <nav className="parts">
          <Link to="/reconciliation" aria-current={isRuns ? undefined : 'page'}>
            {text.openDifferences}
          </Link>
          <Link to="/reconciliation?part=runs" aria-current={isRuns ? 'page' : undefined}>
            {text.runs}
          </Link>
        </nav>
        {isRuns ? <Runs key="runs" /> : <Differences key="differences" />}
      </Panel>
    </PageFrame>
  );
}
