// An invoice's lines against what was ordered and what was accepted: the three documents side by side, and what of each line
// is due.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { fetchRow } from '@/kit/api';
import { formatFen, formatNumber, formatPrice } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { Panel } from '@/kit/page';
import { unitIn } from '@/kit/units';
import { texts } from './texts';
import type { Invoice } from './use-invoicing';

const orderLines = '/api/v1/purchase-order-lines';

function MatchRow({ line, isDraft }: { line: Invoice['lines'][number]; isDraft: boolean }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const id = line.order_line_id;
  const order = useQuery({
    queryKey: [orderLines, id],
    queryFn: () => fetchRow(orderLines, id),
    staleTime: 60_000,
    retry: false,
  }).data;
  const amount = (milli: number) => `${formatNumber(milli / 1_000, language)} ${unitIn(language, line.unit)}`;
  const price = order && (order.confirmed_version > 0 ? order.confirmed_unit_price : order.unit_price);
  const isDearer = price !== undefined && line.unit_price !== price;
  return (
    <tr>
      <td className="heading">
        {line.position}. {line.description_text}
        {order && (
          <span className="sub">
            <Link to={`/purchase-orders/${order.order_id}`}>{order.number}</Link>
          </span>
        )}
      </td>
      <td className="end" data-label={text.ordered}>
        <span className="number">
          {order ? amount(order.confirmed_version > 0 ? order.confirmed_quantity : order.quantity) : '—'}
          {price !== undefined && <span className="sub">¥{formatPrice(price)}</span>}
        </span>
      </td>
      <td className="end" data-label={text.acceptedSoFar}>
        <span className="number">{order ? amount(order.accepted) : '—'}</span>
      </td>
      <td className="end" data-label={text.invoiced}>
        <span className="number">
          {amount(line.quantity)}
          <span className={isDearer ? 'sub inv-apart' : 'sub'}>¥{formatPrice(line.unit_price)}</span>
        </span>
      </td>
      {!isDraft && (
        <td className="end" data-label={text.matched}>
          <span className={line.matched < line.quantity ? 'number inv-apart' : 'number'}>
            {amount(line.matched)}
          </span>
        </td>
      )}
      <td className="end" data-label={text.total}>
        <span className="number">¥{formatFen(line.net + line.tax)}</span>
      </td>
      {!isDraft && (
        <td className="end" data-label={text.agreed}>
          <strong className="number">¥{formatFen(line.agreed)}</strong>
        </td>
      )}
    </tr>
  );
}

export function MatchTable({ invoice }: { invoice: Invoice }) {
  const text = useTexts(texts);
  const isDraft = invoice.status === 'draft';
  const heads = [
    text.ordered,
    text.acceptedSoFar,
    text.invoiced,
    ...(isDraft ? [] : [text.matched]),
    text.total,
    ...(isDraft ? [] : [text.agreed]),
  ];
  return (
    <Panel title={text.threeWay} hint={isDraft ? undefined : text.threeWayHint}>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{text.goods}</th>
            {heads.map((head) => (
              <th key={head} className="end" scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {invoice.lines.map((line) => (
            <MatchRow key={line.position} line={line} isDraft={isDraft} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
