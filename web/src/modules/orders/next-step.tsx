// What is to be done now, by whom, until when, and what happens where nobody does it.
import type { OperationTask, OrderOption, SalesOrder } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useFormat } from '@/kit/use-format';
import { formatPieces } from './figures';
import './orders.css';
import { nextTexts } from './next-texts';
import { missingOf, openOf, turnOfOrder, turnOfTask } from './turns';

function Turn({ isYours, children }: { isYours: boolean; children: string }) {
  const text = useTexts(nextTexts);
  if (children === '') return null;
  return (
    <p className={isYours ? 'next-step next-step-yours' : 'next-step'}>
      <strong>{isYours ? text.yours : text.others}</strong> {children}
    </p>
  );
}

type OrderProps = {
  order: SalesOrder;
  isBuyer: boolean;
  // That waits to be agreed to.
  change: Pick<OrderOption, 'status'> | undefined;
};

export function OrderTurn({ order, isBuyer, change }: OrderProps) {
  const text = useTexts(nextTexts);
  const { language } = useLanguage();
  const format = useFormat();
  const turn = turnOfOrder(order, isBuyer, change?.status);
  if (!turn) return null;
  const says = text[`order_${turn.says}`];
  const told =
    typeof says === 'string'
      ? says
      : says({
          open: formatPieces(openOf(order), language),
          quoted: format.instant(order.quoted_until),
          guarantee: format.date(order.guarantee_until),
        });
  return <Turn isYours={turn.isYours}>{told}</Turn>;
}

export function TaskTurn({ task, isWorkshop }: { task: OperationTask; isWorkshop: boolean }) {
  const text = useTexts(nextTexts);
  const format = useFormat();
  const turn = turnOfTask(task, isWorkshop);
  if (!turn) return null;
  const says = text[`task_${turn.says}`];
  const told =
    typeof says === 'string'
      ? says
      : says({
          answer: format.instant(task.offered_until),
          start: format.instant(task.planned_start_at),
          end: format.instant(task.planned_end_at),
          missing: missingOf(task)
            .map((one) => text[`missing_${one}`])
            .join(text.and),
        });
  return <Turn isYours={turn.isYours}>{told}</Turn>;
}
