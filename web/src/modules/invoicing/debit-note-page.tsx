// One debit note, for both sides: what it takes and why, and the supplier's answer.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { fetchRow } from '@/kit/api';
import { formatFen, formatNumber, formatPrice } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, Notice, PageFrame, Panel, Tag } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { unitIn } from '@/kit/units';
import { debitTones } from './debit-cards';
import { debitTexts } from './debit-texts';
import './invoicing.css';
import { texts } from './texts';
import { debitsPath, shownIn, type DebitNote } from './use-invoicing';

const main: ReadonlySet<string> = new Set(['agree']);
const reasoned: ReadonlySet<string> = new Set(['dispute']);

function Lines({ row }: { row: DebitNote }) {
  const text = useTexts(debitTexts);
  const { language } = useLanguage();
  return (
    <Panel title={text.lines}>
      <ul className="inv-lines">
        {row.lines.map((line, index) => (
          <li key={index} className="inv-line">
            <header>
              <h3>
                {line.position}. {line.description_text}
              </h3>
              <strong className="number">¥{formatFen(line.net + line.tax)}</strong>
            </header>
            <span className="faint number">
              {text[`reason_${line.reason}`]} · {formatNumber(line.quantity / 1_000, language)}{' '}
              {unitIn(language, line.unit)}
              {line.unit_price !== null && ` × ¥${formatPrice(line.unit_price)}`}
            </span>
            {line.note && <span>{line.note}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function Component() {
  const text = useTexts(debitTexts);
  const words = useTexts(texts);
  const format = useFormat();
  const { organisation } = useSession();
  const { label, choice } = useLabels('debit_note');
  const { id = '' } = useParams();
  const found = useQuery({ queryKey: [debitsPath, id], queryFn: () => fetchRow(debitsPath, id) });
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={8} />;
  const row = found.data;
  const own = row.organisation_id === organisation.id;
  const waits = row.status === 'issued' || row.status === 'disputed';
  return (
    <PageFrame
      title={row.number}
      back={<Link to={`/debit-notes?tab=${own ? 'own' : 'received'}`}>{text.back}</Link>}
      hint={
        <>
          <Tag tone={debitTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </>
      }
      action={
        <RowActions
          path={debitsPath}
          entity="debit_note"
          row={row}
          size="middle"
          main={main}
          reasoned={reasoned}
          shownIn={shownIn}
        />
      }
    >
      {waits && !own && <Notice tone="info">{text.answerHint}</Notice>}
      <Panel>
        <Facts
          facts={[
            { label: words.buyer, value: <OrganisationName id={row.organisation_id} /> },
            { label: words.supplier, value: <OrganisationName id={row.supplier_id} /> },
            {
              label: text.invoice,
              value: <Link to={`/invoices/${row.invoice_id}`}>{row.invoice_number}</Link>,
            },
            {
              label: text.total,
              value: <strong className="number">¥{formatFen(row.net_total + row.tax_total)}</strong>,
            },
            {
              label: label('decided_at'),
              value: row.decided_at ? format.instant(row.decided_at) : undefined,
            },
            { label: label('status_reason'), value: row.status_reason ?? undefined, wide: true },
            { label: label('note'), value: row.note ?? undefined, wide: true },
          ]}
        />
      </Panel>
      <Lines row={row} />
    </PageFrame>
  );
}
