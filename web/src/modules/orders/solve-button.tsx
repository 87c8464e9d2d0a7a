// Asks the solver for options on the capacity that is free now.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { api, asProblem, newIdempotencyKey, unwrap } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useProblemTitle } from '@/kit/page';
import { texts } from './texts';
import { ordersPath, receivedOrders } from './use-orders';

export function SolveButton({ order }: { order: string }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const solve = async () => {
    setBusy(true);
    try {
      const quote = await unwrap(
        api.POST('/api/v1/sales-orders/{id}/options', {
          params: { path: { id: order }, header: { 'Idempotency-Key': newIdempotencyKey() } },
          body: {},
        }),
      );
      void message.success(text.solved(quote.options.length));
    } catch (error) {
      const problem = asProblem(error);
      void message.error([titleOf(problem), ...problem.issues.map((issue) => issue.text)].join(' '), 8);
    }
    for (const path of [ordersPath, receivedOrders]) await queries.invalidateQueries({ queryKey: [path] });
    setBusy(false);
  };
  return (
    <Button type="primary" loading={busy} onClick={() => void solve()}>
      {busy ? text.solving : text.quote}
    </Button>
  );
}
