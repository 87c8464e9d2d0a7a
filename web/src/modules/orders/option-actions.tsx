// What the person may do with a quoted option now.
import type { OrderOption, RowPath } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { RowActions } from '@/kit/row-actions';
import { mainMoves, reasoned } from './states';
import { texts } from './texts';
import { ordersPath } from './use-orders';

// Options have no list of their own, only addresses.
const path = '/api/v1/order-options' as RowPath;

export function OptionActions({ option }: { option: OrderOption }) {
  const text = useTexts(texts);
  return (
    <RowActions
      path={path}
      entity="order_option"
      row={option}
      shownIn={[ordersPath]}
      size="middle"
      main={mainMoves}
      reasoned={reasoned}
      confirm={{ accept: text.acceptWarning }}
    />
  );
}
