// Transfers one below the other: from, to, how much.
import { ArrowRightOutlined } from '@ant-design/icons';
import { Link } from 'react-router';
import type { LedgerTransfer } from '@/kit/api';
import { Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { AccountName } from './account-name';
import { Fen } from './amount';
import { useTransferKinds } from './transfer-kinds';

export function TransferLines({ transfers }: { transfers: LedgerTransfer[] }) {
  const format = useFormat();
  const kindOf = useTransferKinds();
  return (
    <ol className="transfer-lines">
      {transfers.map((transfer) => (
        <li key={transfer.id}>
          <span className="transfer-way">
            <AccountName id={transfer.debit_account_id} />
            <ArrowRightOutlined aria-hidden />
            <AccountName id={transfer.credit_account_id} />
          </span>
          <span className="transfer-about">
            <Tag tone={transfer.kind === 'direct' || transfer.kind === 'post' ? 'good' : 'plain'}>
              {kindOf(transfer.kind)}
            </Tag>
            <Link to={`/transfers/${transfer.id}`}>{transfer.memo || transfer.sequence}</Link>
            <span className="faint">{format.instant(transfer.at)}</span>
          </span>
          <Fen value={transfer.amount} />
        </li>
      ))}
    </ol>
  );
}
