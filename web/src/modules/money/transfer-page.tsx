// One transfer, what it rests on, and the others of its voucher.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api, unwrap, type LedgerTransfer } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { ErrorState, Facts, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { AccountName } from './account-name';
import { Fen } from './amount';
import './money.css';
import { texts } from './texts';
import { useTransferKinds } from './transfer-kinds';
import { TransferLines } from './transfer-lines';

function VoucherPanel({ id }: { id: string }) {
  const text = useTexts(texts);
  const voucher = useQuery({
    queryKey: ['/api/v1/ledger/vouchers', id],
    queryFn: () => unwrap(api.GET('/api/v1/ledger/vouchers/{id}', { params: { path: { id } } })),
  });
  if (!voucher.data) return null;
  return (
    <Panel title={text.voucher(voucher.data.number)} hint={voucher.data.memo || text.voucherHint}>
      <TransferLines transfers={voucher.data.transfers} />
    </Panel>
  );
}

function TransferFacts({ transfer }: { transfer: LedgerTransfer }) {
  const text = useTexts(texts);
  const format = useFormat();
  const kindOf = useTransferKinds();
  const evidence =
    transfer.evidence_entity === 'escrow' || transfer.evidence_entity === 'payment'
      ? transfer.evidence_entity
      : undefined;
  return (
    <Facts
      facts={[
        {
          label: text.amount,
          value: (
            <strong className="money-large">
              <Fen value={transfer.amount} />
            </strong>
          ),
        },
        { label: text.status, value: <Tag tone="info">{kindOf(transfer.kind)}</Tag> },
        { label: text.debit, value: <AccountName id={transfer.debit_account_id} /> },
        { label: text.credit, value: <AccountName id={transfer.credit_account_id} /> },
        { label: text.when, value: format.instant(transfer.at) },
        { label: text.effective, value: format.date(transfer.effective_on) },
        { label: text.memo, value: transfer.memo },
        {
          label: text.evidence,
          value: evidence === 'escrow' ? text.escrows : evidence === 'payment' ? text.payments : null,
        },
        { label: text.hash, value: <span className="mono">{transfer.hash}</span>, wide: true },
      ]}
    />
  );
}

export function Component() {
  const text = useTexts(texts);
  const id = useParams().id ?? '';
  const transfer = useQuery({
    queryKey: ['/api/v1/ledger/transfers', id],
    queryFn: () => unwrap(api.GET('/api/v1/ledger/transfers/{id}', { params: { path: { id } } })),
  });
  if (transfer.isError) return <ErrorState error={transfer.error} onRetry={() => void transfer.refetch()} />;
  return (
    <PageFrame
      title={text.transfer}
      hint={transfer.data && text.transferHint(transfer.data.sequence)}
      back={<Link to="/accounts">{text.backToAccounts}</Link>}
    >
      <Panel>{transfer.data ? <TransferFacts transfer={transfer.data} /> : <Loading lines={6} />}</Panel>
      {transfer.data?.voucher_id && <VoucherPanel id={transfer.data.voucher_id} />}
    </PageFrame>
  );
}
