// Operations that nobody has yet and one's own machines know: what each would bring by one's own rate card, and why not.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, unwrap } from '@/kit/api';
import type { WinnableOperation } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { nameIn, useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { EmptyState, Loading, Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { texts } from './work-texts';

const shownMax = 20;

function Why({ one }: { one: WinnableOperation }) {
  const text = useTexts(texts);
  const { choice } = useLabels('refusal_count');
  if (one.can_win) return <Tag tone="good">{text.ableMachines(String(one.able))}</Tag>;
  return (
    <span>
      {one.refusals.map((refusal) => (
        <Tag key={refusal} tone="warning">
          {choice('refusal', refusal)}
        </Tag>
      ))}
      {!one.has_rate_card && (
        <Link to="/rate-cards">
          <Tag tone="warning">{text.noRateCard}</Tag>
        </Link>
      )}
    </span>
  );
}

function Line({ one }: { one: WinnableOperation }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { language } = useLanguage();
  const name = nameIn(language, one.operation_name, one.operation_name_en);
  return (
    <li>
      <span>
        {name}
        <span className="sub faint">
          {text.piecesBy(format.number(one.pieces) || '0', format.date(one.due_on))} ·{' '}
          <Link to={`/machines/${one.machine_id}`}>{one.machine_name}</Link>
        </span>
      </span>
      <span>
        <strong className="number">{one.has_rate_card ? `¥${formatFen(one.expected_price)}` : '—'}</strong>
        {one.has_rate_card && <span className="sub faint">{text.perHour(formatFen(one.per_hour))}</span>}
      </span>
      <Why one={one} />
    </li>
  );
}

export function Winnable() {
  const text = useTexts(texts);
  const open = useQuery({
    queryKey: ['/api/v1/winnable-operations'],
    queryFn: () => unwrap(api.GET('/api/v1/winnable-operations')),
  });
  if (open.isPending) return <Loading lines={4} />;
  const items = open.data?.items ?? [];
  if (items.length === 0) return <EmptyState title={text.nothingKnown} text={text.nothingToWinHint} />;
  return (
    <ul className="board-lines">
      {items.slice(0, shownMax).map((one) => (
        <Line key={`${one.from}-${one.operation_id}-${one.pieces}`} one={one} />
      ))}
    </ul>
  );
}
