// What of invoices does not fit: why, how much it blocks, and what to do about it.
import { Link } from 'react-router';
import { formatFen, readableDecimals } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { Tag } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import './invoicing.css';
import { texts } from './texts';
import { exceptionsPath, shownIn, type MatchException } from './use-invoicing';

// "1000.000" → "1,000": a figure of its own, with thousands apart.
const figure = (text: string | null) =>
  readableDecimals(text ?? '').replace(/^\d{4,}/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

const main: ReadonlySet<string> = new Set(['accept']);
const reasoned: ReadonlySet<string> = new Set(['refuse']);

export function ExceptionCard({ row, own, linked }: { row: MatchException; own: boolean; linked: boolean }) {
  const text = useTexts(texts);
  const { choice } = useLabels('match_exception');
  return (
    <li className="inv-card">
      <header>
        <h3>{choice('reason', row.reason)}</h3>
        <Tag tone={row.status === 'open' ? 'warning' : 'plain'}>{choice('status', row.status)}</Tag>
      </header>
      {linked && (
        <span>
          <Link to={`/invoices/${row.invoice_id}`}>
            {text.invoice} {row.number}
          </Link>
          <small className="faint">
            <OrganisationName id={own ? row.supplier_id : row.organisation_id} />
          </small>
        </span>
      )}
      <span>
        {text.line(String(row.position))} {row.description_text}
      </span>
      {(row.expected !== null || row.found !== null) && (
        <dl className="inv-sides">
          <div>
            <dt>{text.expected}</dt>
            <dd className="number">{figure(row.expected)}</dd>
          </div>
          <div>
            <dt>{text.found}</dt>
            <dd className="number">{figure(row.found)}</dd>
          </div>
        </dl>
      )}
      {row.status === 'open' && <span>{text[`todo_${row.reason}`]}</span>}
      {row.status_reason && <span className="faint">{row.status_reason}</span>}
      <footer>
        <span className="inv-apart number">
          {text.blocked} ¥{formatFen(row.blocked)}
        </span>
        {own && (
          <span className="inv-deeds">
            <RowActions
              path={exceptionsPath}
              entity="match_exception"
              row={row}
              size="middle"
              main={main}
              reasoned={reasoned}
              shownIn={shownIn}
            />
          </span>
        )}
      </footer>
    </li>
  );
}
