// Which lots a change moves: from whom to whom, and until when each is done then.
import { useQuery } from '@tanstack/react-query';
import type { OrderOption } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useFormat } from '@/kit/use-format';
import { movedBy } from './plan-rows';
import { useStepName } from './progress';
import { texts } from './change-texts';
import { progressQuery, useNames } from './use-orders';

export function MovedLots({ option }: { option: OrderOption }) {
  const text = useTexts(texts);
  const format = useFormat();
  const nameOf = useStepName();
  const steps = useQuery(progressQuery(option.order_id)).data?.steps ?? [];
  const moved = movedBy(option, steps);
  const names = useNames(moved.flatMap(({ lot, step }) => [lot.workshop_id, step.workshop_id]));
  if (moved.length === 0) return null;
  return (
    <ul className="moved-lots" aria-label={text.moved}>
      {moved.map(({ lot, step, isMore }) => (
        <li key={`${lot.operation_number}-${lot.lot}`}>
          <strong>{nameOf(step)}</strong>
          <span>
            {isMore && text.oneMore(names.get(lot.workshop_id) ?? '…')}
            {!isMore && step.workshop_id === lot.workshop_id && (names.get(lot.workshop_id) ?? '…')}
            {!isMore && step.workshop_id !== lot.workshop_id && (
              <>
                <s>{names.get(step.workshop_id) ?? '…'}</s> → {names.get(lot.workshop_id) ?? '…'}
              </>
            )}
          </span>
          <span className="number">
            {!isMore && `${format.instant(step.planned_end_at)} → `}
            {format.instant(lot.ends_at)}
          </span>
        </li>
      ))}
    </ul>
  );
}
