// What an option consists of: the time line of its lots, and the way from workshop to workshop.
import type { OrderOption, PlannedLot, SalesOrder } from '@/kit/api';
import { nameIn, useLanguage, useTexts } from '@/kit/i18n';
import { Panel } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { formatPieces } from './figures';
import { legsOfOption, rowsOfLots } from './plan-rows';
import { Route } from './route';
import { texts } from './texts';
import { Timeline } from './timeline';
import { useNames, useOperations } from './use-orders';

export function OptionPlan({ option, order }: { option: OrderOption; order: SalesOrder }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const operations = new Map((useOperations(option.routing_id) ?? []).map((one) => [one.id, one]));
  const names = useNames(option.lots.map((lot) => lot.workshop_id));
  const nameOf = (lot: PlannedLot) => {
    const operation = operations.get(lot.operation_id);
    if (!operation) return String(lot.operation_number);
    return nameIn(language, operation.name, operation.name_en);
  };
  const titleOf = (lot: PlannedLot) =>
    `${nameOf(lot)} · ${names.get(lot.workshop_id) ?? ''} · ${formatPieces(lot.quantity_in, language)} · ` +
    `${format.instant(lot.starts_at)} – ${format.instant(lot.ends_at)}`;
  return (
    <>
      <Panel title={text.plan} hint={text.planHint}>
        <Timeline
          rows={rowsOfLots(option.lots, nameOf, titleOf)}
          marks={[{ at: Date.parse(option.promise_at), label: text.promise, kind: 'promise' }]}
          label={text.plan}
        />
      </Panel>
      <Route
        visits={[...option.lots]
          .sort((a, b) => a.operation_number - b.operation_number)
          .map((lot) => ({
            site_id: lot.site_id,
            workshop_id: lot.workshop_id,
            name: nameOf(lot),
            work: 'waiting',
          }))}
        legs={legsOfOption(option, order.site_id)}
        destination={order.site_id}
      />
    </>
  );
}
