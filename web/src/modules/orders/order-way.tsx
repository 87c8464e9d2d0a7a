// The steps of an order, from the need to the settlement.
import { useTexts } from '@/kit/i18n';
import { Way } from '@/kit/way';
import { orderSteps, presentStep } from './states';
import { texts } from './texts';

export function OrderWay({ status }: { status: string }) {
  const text = useTexts(texts);
  const present = presentStep(status);
  if (present === undefined) return <p className="faint">{text.ended}</p>;
  return <Way label={text.steps} steps={orderSteps.map((step) => text[`step_${step}`])} present={present} />;
}
