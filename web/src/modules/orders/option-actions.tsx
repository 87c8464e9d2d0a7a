// What the person may do with an option now.
import type { OrderOption, RowPath, SalesOrder } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { RowActions } from '@/kit/row-actions';
import { useSession } from '@/kit/session';
import { mainMoves, reasoned } from './states';
import { texts } from './texts';
import { ordersPath } from './use-orders';

// Options have no list of their own, only addresses.
const path = '/api/v1/order-options' as RowPath;

export function OptionActions({ option, order }: { option: OrderOption; order: SalesOrder }) {
  const text = useTexts(texts);
  const session = useSession();
  return (
    <RowActions
      path={path}
      entity="order_option"
      row={option}
      foreign={order.organisation_id !== session.organisation.id}
      shownIn={[ordersPath]}
      size="middle"
      main={mainMoves}
      reasoned={reasoned}
      confirm={option.purpose === 'quote' ? { accept: text.acceptWarning } : {}}
    />
  );
}
