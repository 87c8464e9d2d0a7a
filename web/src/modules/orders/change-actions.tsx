// Agreeing to a change of a running order, or declining it; and asking for one.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { api, asProblem, newIdempotencyKey, unwrap, type OrderOption } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { labelIn, useLanguage, useTexts } from '@/kit/i18n';
import { useEntityMeta } from '@/kit/meta';
import { useProblemTitle } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { texts as changeTexts } from './change-texts';
import { mainMoves } from './states';
import { texts } from './texts';
import { ordersPath, receivedOrders, tasksPath } from './use-orders';

// One at a time; what is refused is told, and what is shown is read again in any case.
function useDeed() {
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const queries = useQueryClient();
  const [busy, setBusy] = useState('');
  const run = async (name: string, deed: () => Promise<unknown>) => {
    setBusy(name);
    try {
      await deed();
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    for (const path of [ordersPath, receivedOrders, tasksPath])
      await queries.invalidateQueries({ queryKey: [path] });
    setBusy('');
  };
  return { busy, run };
}

// What the buyer agrees to, in words: said once more before his money moves.
function useWarning(): (option: OrderOption) => string {
  const text = useTexts(changeTexts);
  const format = useFormat();
  return ({ price_change, promise_before, promise_at }) =>
    [
      price_change > 0 && text.confirmPrice(formatFen(price_change)),
      promise_before && promise_at > promise_before && text.confirmDate(format.date(promise_at)),
    ]
      .filter(Boolean)
      .join(' ');
}

export function ChangeActions({ option }: { option: OrderOption }) {
  const { language } = useLanguage();
  const { modal } = App.useApp();
  const { busy, run } = useDeed();
  const warningOf = useWarning();
  const known = useEntityMeta('order_option')?.state_table?.actions ?? [];
  const act = (action: string) =>
    unwrap(
      api.POST('/api/v1/order-options/{id}/change/actions', {
        params: { path: { id: option.id }, header: { 'Idempotency-Key': newIdempotencyKey() } },
        body: { action },
      }),
    );
  const labelOf = (action: string) => {
    const label = known.find(({ name }) => name === action)?.label;
    return label ? labelIn(label, language) : action;
  };
  const press = async (action: string) => {
    const content = action === 'accept' ? warningOf(option) : '';
    if (content) {
      const title = labelOf(action);
      if (!(await modal.confirm({ title, content, okText: title }))) return;
    }
    await run(action, () => act(action));
  };
  return (
    <span className="row">
      {option.actions.map((action) => (
        <Button
          key={action}
          type={mainMoves.has(action) ? 'primary' : 'default'}
          loading={busy === action}
          onClick={() => void press(action)}
        >
          {labelOf(action)}
        </Button>
      ))}
    </span>
  );
}

export function SolveAgainButton({ order }: { order: string }) {
  const text = useTexts(texts);
  const { busy, run } = useDeed();
  const solve = () =>
    unwrap(
      api.POST('/api/v1/sales-orders/{id}/changes', {
        params: { path: { id: order }, header: { 'Idempotency-Key': newIdempotencyKey() } },
      }),
    );
  return (
    <Button loading={busy !== ''} onClick={() => void run('solve', solve)}>
      {text.solveAgain}
    </Button>
  );
}
