// Options side by side: price, date and risk of each, what it is made of, and how long its capacity is held.
import { Button } from 'antd';
import { useState } from 'react';
import type { OrderOption, SalesOrder } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { bestOf, daysPast, piecesOf, riskOf, timeLeft } from './figures';
import { OptionActions } from './option-actions';
import './options.css';
import { PriceParts } from './price-parts';
import { optionTones } from './states';
import { texts } from './texts';
import { useNow } from './use-now';

function Held({ until }: { until: string }) {
  const text = useTexts(texts);
  const left = timeLeft(until, useNow(1_000));
  if (!left) return <p className="option-held option-held-over">{text.heldOver}</p>;
  const time =
    left.days > 0
      ? text.days(left.days, left.hours)
      : left.hours > 0
        ? text.hours(left.hours, left.minutes)
        : text.minutes(left.minutes, left.seconds);
  return <p className="option-held number">{text.heldFor(time)}</p>;
}

function PromiseOf({ option, due }: { option: OrderOption; due: string }) {
  const text = useTexts(texts);
  const format = useFormat();
  const days = daysPast(option.promise_at, due);
  return (
    <div className="option-figure">
      <span className="faint">{text.promise}</span>
      <strong>{format.date(option.promise_at)}</strong>
      <span className={days > 0 ? 'bad' : 'good'}>
        {days > 0 ? text.lateDays(days) : days < 0 ? text.earlyDays(-days) : text.onTime}
      </span>
    </div>
  );
}

function Risk({ ppm }: { ppm: number }) {
  const text = useTexts(texts);
  const risk = riskOf(ppm);
  const word = { low: text.riskLow, middle: text.riskMiddle, high: text.riskHigh }[risk];
  return (
    <div className="option-figure">
      <span className="faint">{text.risk}</span>
      <strong className={`risk-${risk}`}>
        {word} <span className="number">{Math.round(ppm / 1_000) / 10}%</span>
      </strong>
      <svg className="risk-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width={Math.min(100, ppm / 10_000)} height="4" className={`risk-fill-${risk}`} />
      </svg>
    </div>
  );
}

type Props = {
  order: SalesOrder;
  options: readonly OrderOption[];
  shown: string | undefined;
  onShow: (id: string) => void;
};

export function OptionCards({ order, options, shown, onShow }: Props) {
  const text = useTexts(texts);
  const { choice } = useLabels('order_option');
  const [all, setAll] = useState(false);
  // Those in between come when they are asked for.
  const named = options.filter((option) => option.kind !== 'other');
  const isShort = !all && named.length > 0;
  const seen = isShort ? named : options;
  const best = bestOf(named);
  const pieces = piecesOf(order.quantity);
  return (
    <>
      <ul className="options">
        {seen.map((option) => (
          <li key={option.id} className={option.id === shown ? 'option option-on' : 'option'}>
            <header>
              <h3>{choice('kind', option.kind)}</h3>
              {option.status !== 'open' && (
                <Tag tone={optionTones[option.status] ?? 'plain'}>{choice('status', option.status)}</Tag>
              )}
              {(best.get(option.id) ?? []).map((one) => (
                <Tag key={one} tone="good">
                  {text[one]}
                </Tag>
              ))}
            </header>
            <div className="option-price">
              <strong className="number">{formatFen(option.price)}</strong>
              <span className="faint number">
                {text.unitPrice(formatFen(Math.round(option.price / pieces)))}
              </span>
            </div>
            <div className="option-figures">
              <PromiseOf option={option} due={order.due_on} />
              <Risk ppm={option.risk_ppm} />
            </div>
            <PriceParts option={option} />
            <footer>
              <span className="faint">{text.workshops(option.workshops)}</span>
              {option.status === 'open' && <Held until={option.reserved_until} />}
              <div className="option-deeds">
                <OptionActions option={option} />
                <Button disabled={option.id === shown} onClick={() => onShow(option.id)}>
                  {option.id === shown ? text.shown : text.show}
                </Button>
              </div>
            </footer>
          </li>
        ))}
      </ul>
      {isShort && named.length < options.length && (
        <Button type="link" className="start" onClick={() => setAll(true)}>
          {text.otherOptions(options.length - named.length)}
        </Button>
      )}
    </>
  );
}
