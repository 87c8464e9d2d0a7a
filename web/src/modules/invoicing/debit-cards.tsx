// Debit notes as cards: in their list, on their invoice and on the statement of their month.
import { Link } from 'react-router';
import { formatFen } from '@/kit/format';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { Panel, Tag, type Tone } from '@/kit/page';
import './invoicing.css';
import type { DebitNote } from './use-invoicing';

export const debitTones: Record<string, Tone | 'plain'> = {
  issued: 'warning',
  disputed: 'bad',
  agreed: 'good',
  withdrawn: 'plain',
};

export function DebitCard({ row, own }: { row: DebitNote; own: boolean }) {
  const { choice } = useLabels('debit_note');
  return (
    <li>
      <Link className="inv-card" to={`/debit-notes/${row.id}`}>
        <header>
          <h3>
            <OrganisationName id={own ? row.supplier_id : row.organisation_id} />
          </h3>
          <Tag tone={debitTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </header>
        <footer>
          <span className="mono faint">
            {row.number} · {row.invoice_number}
          </span>
          <strong className="number">¥{formatFen(row.net_total + row.tax_total)}</strong>
        </footer>
      </Link>
    </li>
  );
}

export function DebitPanel({
  title,
  rows,
  own,
}: {
  title: string;
  rows: readonly DebitNote[];
  own: boolean;
}) {
  if (rows.length === 0) return null;
  return (
    <Panel title={title}>
      <ul className="inv-lines inv-sums">
        {rows.map((row) => (
          <DebitCard key={row.id} row={row} own={own} />
        ))}
      </ul>
    </Panel>
  );
}
