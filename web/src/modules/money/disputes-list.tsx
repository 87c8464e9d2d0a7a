// Every dispute of the platform, for those who decide them.
import { Link } from 'react-router';
import type { EscrowDispute } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { Fen, OrganisationName } from './amount';
import { DisputeDecision } from './dispute-decision';
import { awaitsDecision, isOver } from './dispute-states';
import { texts } from './texts';

export function DisputesList() {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('escrow_dispute');
  const columns: Column<EscrowDispute>[] = [
    {
      key: 'reason',
      title: text.reason,
      heading: true,
      render: (row) => (
        <>
          <Link to={`/escrows/${row.escrow_id}`}>{row.reason}</Link>
          <span className="sub">
            <OrganisationName id={row.organisation_id} /> · <OrganisationName id={row.supplier_id} />
          </span>
        </>
      ),
    },
    {
      key: 'status',
      title: text.status,
      render: (row) => <Tag tone={isOver(row) ? 'good' : 'warning'}>{choice('status', row.status)}</Tag>,
    },
    { key: 'amount', title: text.amount, align: 'end', render: (row) => <Fen value={row.amount} /> },
    {
      key: 'to_supplier',
      title: text.toSupplier,
      align: 'end',
      render: (row) => <Fen value={row.to_supplier} />,
    },
    { key: 'to_buyer', title: text.toBuyer, align: 'end', render: (row) => <Fen value={row.to_buyer} /> },
    {
      key: 'created',
      fields: ['created_at'],
      title: text.created,
      render: (row) => format.instant(row.created_at),
    },
  ];
  return (
    <EntityList
      path="/api/v1/escrow-disputes"
      entity="escrow_dispute"
      columns={columns}
      titleOf={(row) => row.reason}
      tools={(row) => awaitsDecision(row) && <DisputeDecision dispute={row} />}
      empty={{ title: text.noDisputes }}
    />
  );
}
