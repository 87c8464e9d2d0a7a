// The lines of an order: what is asked for, what is in force, the plan, and how far it is delivered.
import { formatNumber, formatPrice } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat, useToday } from '@/kit/use-format';
import './purchase-orders.css';
import { texts } from './texts';
import { linesPath, lineTones, shownIn, type OrderLine } from './use-purchase-orders';
import { dueBy } from './values';

const main: ReadonlySet<string> = new Set(['accept', 'finish']);
const reasoned: ReadonlySet<string> = new Set(['give_up']);
// Answered and changed on the page of the order.
const elsewhere: ReadonlySet<string> = new Set([
  ...['issue', 'confirm', 'counter', 'reject', 'reissue', 'change', 'keep'],
]);

function Plan({ line }: { line: OrderLine }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const plan = line.confirmed_version > 0 ? line.confirmed_schedules : line.schedules;
  const today = useToday();
  const isLate = (due: string) =>
    due < today && line.received < dueBy(line, due) && line.confirmed_version > 0;
  return (
    <ul className="po-plan" aria-label={text.plan}>
      {plan.map(({ due_on, quantity }) => (
        <li key={due_on} className={isLate(due_on) ? 'po-late' : ''}>
          {text.planLine(format.date(due_on), formatNumber(quantity / 1_000, language))}
          {isLate(due_on) && ` · ${text.late}`}
        </li>
      ))}
    </ul>
  );
}

function Progress({ line }: { line: OrderLine }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const whole = Math.max(line.confirmed_quantity, line.shipped, 1);
  const counts = [
    ['shipped', line.shipped],
    ['accepted', line.accepted],
    ['rejected', line.rejected],
    ['returned', line.returned],
    ['invoiced', line.invoiced],
  ] as const;
  const told = counts.filter(([name, count]) => count > 0 || name === 'shipped' || name === 'accepted');
  return (
    <>
      <svg
        className="po-bar"
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        role="img"
        aria-label={text.progress}
      >
        <rect className="po-bar-shipped" width={(100 * line.shipped) / whole} height="8" />
        <rect className="po-bar-accepted" width={(100 * line.accepted) / whole} height="8" />
      </svg>
      <dl className="po-counts">
        {told.map(([name, count]) => (
          <div key={name}>
            <dt>{text[name]}</dt>
            <dd className="number">{formatNumber(count / 1_000, language)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

// Terms beside those in force: a counter, or a change that waits.
function Offer({ line }: { line: OrderLine }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const format = useFormat();
  const amount = (milli: number) => text.amount(formatNumber(milli / 1_000, language), line.unit);
  const terms = (quantity: number, price: number, plan: OrderLine['schedules']) =>
    `${amount(quantity)} · ${text.perUnit(formatPrice(price), line.unit)} · ${plan
      .map((one) => text.planLine(format.date(one.due_on), formatNumber(one.quantity / 1_000, language)))
      .join(language === 'zh' ? '；' : '; ')}`;
  const isCountered = line.status === 'countered';
  if (!isCountered && line.status !== 'changed') return null;
  return (
    <div className="po-offer">
      <span>{words.pair(text.asked, terms(line.quantity, line.unit_price, line.schedules))}</span>
      <strong>
        {isCountered
          ? words.pair(
              text.offered,
              terms(
                line.counter_quantity ?? line.quantity,
                line.counter_unit_price ?? line.unit_price,
                line.counter_schedules,
              ),
            )
          : words.pair(
              text.inForce,
              terms(line.confirmed_quantity, line.confirmed_unit_price, line.confirmed_schedules),
            )}
      </strong>
      {line.status_reason && <span>{line.status_reason}</span>}
    </div>
  );
}

function Line({ line, isBuyer }: { line: OrderLine; isBuyer: boolean }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { choice } = useLabels('purchase_order_line');
  const can = useCan();
  const may = can(isBuyer ? permissions.purchase : permissions.answerOrders);
  const inForce = line.confirmed_version > 0;
  return (
    <li className="po-line">
      <header>
        <div>
          <h3>{text.lineTitle(String(line.position), line.description_text)}</h3>
          {line.specification && <span className="faint">{line.specification}</span>}
        </div>
        <Tag tone={lineTones[line.status] ?? 'plain'}>{choice('status', line.status)}</Tag>
      </header>
      <div className="po-figures">
        <strong className="number">
          {text.amount(
            formatNumber((inForce ? line.confirmed_quantity : line.quantity) / 1_000, language),
            line.unit,
          )}
        </strong>
        <span className="number">
          {text.perUnit(formatPrice(inForce ? line.confirmed_unit_price : line.unit_price), line.unit)}
        </span>
        <span>{text.taxed(formatNumber(line.tax_rate / 10_000, language))}</span>
      </div>
      <Plan line={line} />
      <Offer line={line} />
      {inForce && <Progress line={line} />}
      {line.status_reason && line.status !== 'countered' && line.status !== 'changed' && (
        <span className="faint">{line.status_reason}</span>
      )}
      {may && (
        <div className="row">
          <RowActions
            path={linesPath}
            entity="purchase_order_line"
            row={{ ...line, actions: line.actions.filter((action) => !elsewhere.has(action)) }}
            size="middle"
            main={main}
            reasoned={reasoned}
            shownIn={shownIn}
          />
        </div>
      )}
    </li>
  );
}

export function OrderLines({ lines, isBuyer }: { lines: readonly OrderLine[]; isBuyer: boolean }) {
  const text = useTexts(texts);
  return (
    <Panel title={text.lines}>
      <ol className="po-lines">
        {lines.map((line) => (
          <Line key={line.id} line={line} isBuyer={isBuyer} />
        ))}
      </ol>
    </Panel>
  );
}
