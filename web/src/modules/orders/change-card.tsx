// A change that a re-dispatch proposes: what it costs, what it does to the date, why, and the buttons to agree.
import { Link } from 'react-router';
import type { OrderOption, SalesOrder } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Panel, Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { ChangeActions } from './change-actions';
import './options.css';
import { optionTones } from './states';
import { texts } from './texts';

function Change({ fen }: { fen: number }) {
  const text = useTexts(texts);
  if (fen === 0) return <>{text.unchanged}</>;
  return (
    <span className={fen > 0 ? 'bad number' : 'good number'}>{`${fen > 0 ? '+' : ''}${formatFen(fen)}`}</span>
  );
}

type Props = { option: OrderOption; order: Pick<SalesOrder, 'id' | 'title' | 'number'>; linked?: boolean };

export function ChangeCard({ option, order, linked = false }: Props) {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('order_option');
  const [before, after] = [format.date(option.promise_before), format.date(option.promise_at)];
  return (
    <Panel
      title={
        <>
          {linked ? <Link to={`/orders/${order.id}`}>{order.title}</Link> : text.change}{' '}
          <Tag tone={optionTones[option.status] ?? 'plain'}>{choice('status', option.status)}</Tag>
        </>
      }
      hint={linked ? order.number : text.changeHint}
      action={<ChangeActions option={option} />}
    >
      {option.cause && (
        <p>
          <span className="faint">{text.cause}</span> {option.cause}
        </p>
      )}
      <dl className="changes-figures">
        <div>
          <dt>{text.priceChange}</dt>
          <dd>
            <Change fen={option.price_change} />
          </dd>
        </div>
        {option.cost_change !== undefined && (
          <div>
            <dt>{text.costChange}</dt>
            <dd>
              <Change fen={option.cost_change} />
            </dd>
          </div>
        )}
        <div>
          <dt>{text.promiseChange}</dt>
          <dd>{option.promise_before && before !== after ? `${before} → ${after}` : text.unchanged}</dd>
        </div>
      </dl>
    </Panel>
  );
}
