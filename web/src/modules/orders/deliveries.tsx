// What of an order is on its way to its buyer, and what he has signed for.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { fetchPage, type SalesOrder } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { Panel } from '@/kit/page';
import { texts } from './hand-over-texts';
import { ShipmentList } from './shipment-list';
import { progressQuery } from './use-orders';

const incomingPath = '/api/v1/incoming-shipments';
const listMax = 200;

export function Deliveries({ order }: { order: SalesOrder }) {
  const text = useTexts(texts);
  const progress = useQuery(progressQuery(order.id));
  const incoming = useQuery({
    queryKey: [incomingPath, 'tasks'],
    queryFn: async () =>
      (await fetchPage(incomingPath, { subject_kind: 'operation_task', sort: '-id', limit: listMax })).items,
  });
  const tasks = new Set(progress.data?.steps.map(({ task_id }) => task_id));
  const shipments = (incoming.data ?? []).filter(({ subject_id }) => subject_id && tasks.has(subject_id));
  if (shipments.length === 0) return null;
  return (
    <Panel title={text.deliveries} hint={text.deliveriesHint} action={<Link to="/incoming">{text.all}</Link>}>
      <ShipmentList shipments={shipments} incoming />
    </Panel>
  );
}
