// Shipments as lines that open them.
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Shipment } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { Tag } from '@/kit/page';
import { formatPieces } from './figures';
import { texts } from './hand-over-texts';
import './orders.css';

const isOnItsWay = ({ status }: Shipment) => status === 'dispatched' || status === 'arrived';

type Props = {
  shipments: readonly Shipment[];
  incoming: boolean;
  // What can be done with one besides opening it.
  tool?: (shipment: Shipment) => ReactNode;
};

export function ShipmentList({ shipments, incoming, tool }: Props) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { choice } = useLabels('shipment');
  return (
    <ul className="shipment-list">
      {shipments.map((shipment) => (
        <li key={shipment.id}>
          <Link to={`/shipments/${shipment.id}`}>
            <span>
              <OrganisationName id={incoming ? shipment.organisation_id : shipment.receiver_id} />
              <small className="mono">{shipment.lots}</small>
            </span>
            <strong className="number">
              {formatPieces(
                shipment.lines.reduce((sum, { quantity }) => sum + quantity, 0),
                language,
              )}
            </strong>
            <Tag tone={isOnItsWay(shipment) ? 'warning' : 'plain'}>
              {incoming && isOnItsWay(shipment) ? text.toSign : choice('status', shipment.status)}
            </Tag>
          </Link>
          {tool?.(shipment)}
        </li>
      ))}
    </ul>
  );
}
