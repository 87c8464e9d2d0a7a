// A change that a re-dispatch proposes: what it costs, what it does to the date, why, what moves, and whose turn it is.
import { Link } from 'react-router';
import type { OrderOption } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Panel, Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { boardTexts } from './board-texts';
import { ChangeActions } from './change-actions';
import { texts } from './change-texts';
import { MovedLots } from './moved-lots';
import './options.css';
import { useStepName } from './progress';
import { optionTones } from './states';
import { useTitle } from './use-title';

function Change({ fen, before }: { fen: number; before?: number }) {
  const text = useTexts(texts);
  if (fen === 0) return <>{text.unchanged}</>;
  return (
    <>
      <span
        className={fen > 0 ? 'bad number' : 'good number'}
      >{`${fen < 0 ? '-' : '+'}¥${formatFen(Math.abs(fen))}`}</span>
      {before !== undefined && (
        <small className="faint number">{`¥${formatFen(before)} → ¥${formatFen(before + fen)}`}</small>
      )}
    </>
  );
}

type Props = {
  option: OrderOption;
  order: { id: string; title: string; title_en?: string | null; number: string };
  linked?: boolean;
};

export function ChangeCard({ option, order, linked = false }: Props) {
  const text = useTexts(texts);
  const troubles = useTexts(boardTexts);
  const format = useFormat();
  const titleOf = useTitle();
  const nameOf = useStepName();
  const { choice } = useLabels('order_option');
  const { promise_before: before, promise_at: after } = option;
  // Where the promise moves within its day, its hours are told: who is asked for it sees what for.
  const when = format.date(before) === format.date(after) ? format.instant : format.date;
  const until = format.instant(option.reserved_until);
  const isCovered = option.cost_change !== undefined && option.cost_change > 0 && option.price_change === 0;
  return (
    <Panel
      title={
        <>
          {linked ? <Link to={`/orders/${order.id}`}>{titleOf(order)}</Link> : text.change}{' '}
          <Tag tone={optionTones[option.status] ?? 'plain'}>{choice('status', option.status)}</Tag>
        </>
      }
      hint={linked ? order.number : text.changeHint}
      action={<ChangeActions option={option} />}
    >
      {option.causes.length > 0 && (
        <p>
          <span className="faint">{text.cause}</span>{' '}
          {option.causes
            .map((one) => `${one.lot_number} ${nameOf(one)} · ${troubles[one.trouble]}`)
            .join(text.causesApart)}
        </p>
      )}
      <dl className="changes-figures">
        <div>
          <dt>{text.price}</dt>
          <dd>
            <Change fen={option.price_change} before={option.price - option.price_change} />
          </dd>
        </div>
        {option.cost_change !== undefined && (
          <div>
            <dt>{text.cost}</dt>
            <dd>
              <Change fen={option.cost_change} />
            </dd>
          </div>
        )}
        <div>
          <dt>{text.date}</dt>
          <dd>{before && before !== after ? `${when(before)} → ${when(after)}` : text.unchanged}</dd>
        </div>
      </dl>
      {isCovered && <p className="faint">{text.reserveTakes}</p>}
      <MovedLots option={option} />
      <p className={option.actions.length > 0 ? 'next-step next-step-yours' : 'next-step'}>
        {option.status === 'agreed' ? text.waitsForBuyer(until) : text.waitsForSupplier(until)}
      </p>
    </Panel>
  );
}
