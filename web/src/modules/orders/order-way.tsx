// The steps of an order, from the need to the settlement.
import { useTexts } from '@/kit/i18n';
import './order-way.css';
import { orderSteps, presentStep } from './states';
import { texts } from './texts';

export function OrderWay({ status }: { status: string }) {
  const text = useTexts(texts);
  const present = presentStep(status);
  if (present === undefined) return <p className="faint">{text.ended}</p>;
  return (
    <ol className="order-way" aria-label={text.steps}>
      {orderSteps.map((step, i) => (
        <li
          key={step}
          className={i < present ? 'order-way-done' : i === present ? 'order-way-now' : ''}
          {...(i === present ? { 'aria-current': 'step' as const } : {})}
        >
          <span className="order-way-dot" aria-hidden="true">
            {i < present ? '✓' : i + 1}
          </span>
          {text[`step_${step}`]}
        </li>
      ))}
    </ol>
  );
}
