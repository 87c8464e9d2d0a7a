// The lines of a statement: what the supplier shipped and the buyer accepted side by side, and what either may do about it.
import { Button } from 'antd';
import { formatFen, formatNumber, formatPrice } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Tag } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { unitIn } from '@/kit/units';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';
import { linesPath, lineTones, shownIn, type StatementLine } from './use-invoicing';

// Disputes have a form.
const elsewhere: ReadonlySet<string> = new Set(['dispute', 'contest']);
const agreeing: ReadonlySet<string> = new Set(['agree', 'concur']);

type Props = { lines: readonly StatementLine[]; may: boolean; onDispute: (line: StatementLine) => void };

function Line({ line, may, onDispute }: { line: StatementLine } & Omit<Props, 'lines'>) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const { choice } = useLabels('statement_line');
  const amount = (milli: number) => `${formatNumber(milli / 1_000, language)} ${unitIn(language, line.unit)}`;
  const apart = Math.abs(line.shipped - line.quantity);
  const mayDispute = may && line.actions.some((action) => elsewhere.has(action));
  return (
    <tr>
      <td className="heading">
        {line.description_text}
        <span className="sub">
          <span className="number">{line.order_number}</span> · {line.lot}
        </span>
        {line.claimed !== null && line.status === 'disputed' && (
          <span className="sub inv-apart">
            {text.claims(amount(line.claimed))} · {line.status_reason}
          </span>
        )}
      </td>
      <td data-label={text.deliveredOn}>
        <span className="number">{format.date(line.delivered_on)}</span>
      </td>
      <td className="end" data-label={text.supplierCounted}>
        <span className="number">{amount(line.shipped)}</span>
      </td>
      <td className="end" data-label={text.buyerAccepted}>
        <span className="number">
          {amount(line.quantity)}
          {apart > 0 && <span className="sub inv-apart">{text.differs(amount(apart))}</span>}
        </span>
      </td>
      <td className="end" data-label={text.unitPrice}>
        <span className="number">¥{formatPrice(line.unit_price)}</span>
      </td>
      <td className="end" data-label={text.total}>
        <strong className="number">¥{formatFen(line.net + line.tax)}</strong>
      </td>
      <td data-label={text.state}>
        <Tag tone={lineTones[line.status] ?? 'plain'}>{choice('status', line.status)}</Tag>
      </td>
      <td className="tools">
        <span className="row">
          {mayDispute && (
            <Button size="small" onClick={() => onDispute(line)}>
              {text.dispute}
            </Button>
          )}
          {may && (
            <RowActions
              path={linesPath}
              entity="statement_line"
              row={{ ...line, actions: line.actions.filter((action) => !elsewhere.has(action)) }}
              main={agreeing}
              shownIn={shownIn}
            />
          )}
        </span>
      </td>
    </tr>
  );
}

export function StatementLines({ lines, ...rest }: Props) {
  const text = useTexts(texts);
  return (
    <table className="rows">
      <thead>
        <tr>
          <th scope="col">{text.goods}</th>
          <th scope="col">{text.deliveredOn}</th>
          <th className="end" scope="col">
            {text.supplierCounted}
          </th>
          <th className="end" scope="col">
            {text.buyerAccepted}
          </th>
          <th className="end" scope="col">
            {text.unitPrice}
          </th>
          <th className="end" scope="col">
            {text.total}
          </th>
          <th scope="col">{text.state}</th>
          <th scope="col">
            <span className="visually-hidden">{text.dispute}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.id} line={line} {...rest} />
        ))}
      </tbody>
    </table>
  );
}
