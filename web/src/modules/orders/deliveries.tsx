// What of an order is on its way to its buyer, and what he has signed for.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { fetchPage, type SalesOrder, type Shipment } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { Panel } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { texts } from './hand-over-texts';
import { texts as quality } from './quality-texts';
import { ReturnList } from './return-list';
import { ShipmentList } from './shipment-list';
import { progressQuery } from './use-orders';

const incomingPath = '/api/v1/incoming-shipments';
const listMax = 200;

export function Deliveries({ order }: { order: SalesOrder }) {
  const text = useTexts(texts);
  const words = useTexts(quality);
  const can = useCan();
  const progress = useQuery(progressQuery(order.id));
  const incoming = useQuery({
    queryKey: [incomingPath, 'tasks'],
    queryFn: async () =>
      (await fetchPage(incomingPath, { subject_kind: 'operation_task', sort: '-id', limit: listMax })).items,
  });
  const tasks: ReadonlySet<string> = new Set(progress.data?.steps.map(({ task_id }) => task_id));
  const shipments = (incoming.data ?? []).filter(({ subject_id }) => subject_id && tasks.has(subject_id));
  if (shipments.length === 0) return null;
  const mayReturn = ({ status }: Shipment) =>
    (status === 'signed' || status === 'closed') && can(permissions.requestReturns);
  return (
    <>
      <Panel
        title={text.deliveries}
        hint={text.deliveriesHint}
        action={<Link to="/incoming">{text.all}</Link>}
      >
        <ShipmentList
          shipments={shipments}
          incoming
          tool={(shipment) =>
            mayReturn(shipment) && (
              <Link className="shipment-tool" to={`/returns/new?shipment=${shipment.id}&order=${order.id}`}>
                {words.askReturn}
              </Link>
            )
          }
        />
      </Panel>
      <ReturnList tasks={tasks} incoming={false} />
    </>
  );
}
