// One shipment, for its two sides: the sender's label, the receiver's signature, and what was counted.
import { Link, useParams } from 'react-router';
import type { Shipment } from '@/kit/api';
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { labelAddress } from '@/kit/scan/label';
import { QrCode } from '@/kit/scan/qr-code';
import { useCan, useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { amountOf } from './counts';
import './shipments.css';
import { SignForm } from './sign-form';
import { common } from '@/kit/texts/common';
import { texts } from './texts';
import {
  incomingPath,
  isOnItsWay,
  isReceived,
  outcomeTones,
  shipmentsPath,
  shipmentTones,
  useShipment,
} from './use-shipments';

const mainMoves: ReadonlySet<string> = new Set(['dispatch']);
const reasoned: ReadonlySet<string> = new Set(['lose']);

function Goods({ shipment }: { shipment: Shipment }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const amount = (milli: number) => formatNumber(amountOf(milli), language);
  return (
    <Panel title={text.goods}>
      <ul className="shipment-lines">
        {shipment.lines.map((line) => (
          <li key={line.position}>
            <div>
              <strong>{line.goods}</strong>
              <span>
                {text.lot} <span className="mono">{line.lot}</span> ·{' '}
                {text.boxes(amount(line.packages * 1_000))}
              </span>
            </div>
            <dl>
              <dt>{text.quantity}</dt>
              <dd className="number">{text.amount(amount(line.quantity), line.unit)}</dd>
              {shipment.outcome && (
                <>
                  <dt>{text.received}</dt>
                  <dd className={line.received < line.quantity ? 'number bad' : 'number'}>
                    {amount(line.received)}
                  </dd>
                  <dt>{text.damaged}</dt>
                  <dd className={line.damaged > 0 ? 'number bad' : 'number'}>{amount(line.damaged)}</dd>
                </>
              )}
            </dl>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Label({ shipment }: { shipment: Shipment }) {
  const text = useTexts(texts);
  return (
    <Panel title={text.label} hint={shipment.status === 'draft' ? text.labelDraft : text.labelHint}>
      <div className="shipment-label">
        <QrCode text={labelAddress(location.origin, 'shipment', shipment.id)} label={text.label} />
        <div>
          <strong className="mono">{shipment.label_code}</strong>
          <span className="mono">{shipment.lots}</span>
          <Link to={`/shipments/${shipment.id}/note`}>{text.printNote}</Link>
        </div>
      </div>
    </Panel>
  );
}

function ShipmentFacts({ shipment }: { shipment: Shipment }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { label } = useLabels('shipment');
  const at = (instant: string | null) => (instant ? format.instant(instant) : undefined);
  return (
    <Panel title={text.facts}>
      <Facts
        facts={[
          { label: text.from, value: <OrganisationName id={shipment.organisation_id} /> },
          { label: text.to, value: <OrganisationName id={shipment.receiver_id} /> },
          { label: label('dispatched_at'), value: at(shipment.dispatched_at) },
          { label: label('dispatched_by'), value: shipment.dispatched_by ?? undefined },
          { label: label('expected_at'), value: at(shipment.expected_at) },
          { label: label('arrived_at'), value: at(shipment.arrived_at) },
          { label: label('signed_at'), value: at(shipment.signed_at) },
          { label: label('signed_by'), value: shipment.signed_by ?? undefined },
          { label: label('carrier'), value: shipment.carrier ?? undefined },
          { label: label('tracking_number'), value: shipment.tracking_number ?? undefined },
          { label: label('note'), value: shipment.note ?? undefined, wide: true },
          { label: label('status_reason'), value: shipment.status_reason ?? undefined, wide: true },
        ]}
      />
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const session = useSession();
  const can = useCan();
  const { choice } = useLabels('shipment');
  const shipment = useShipment(useParams().id ?? '');
  if (shipment.isError) return <ErrorState error={shipment.error} onRetry={() => void shipment.refetch()} />;
  if (!shipment.data) return <Loading lines={8} />;
  const row = shipment.data;
  const own = session.organisation.id;
  const isReceiver = row.receiver_id === own;
  const isSender = row.organisation_id === own;
  const mayTask = isSender && row.subject_kind === 'operation_task' && row.subject_id !== null;
  return (
    <PageFrame
      title={row.lines.map(({ goods }) => goods).join(words.comma)}
      back={<Link to="/incoming">{text.back}</Link>}
      hint={
        <>
          <span className="mono">{row.label_code}</span>{' '}
          <Tag tone={shipmentTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>{' '}
          {row.outcome && (
            <Tag tone={outcomeTones[row.outcome] ?? 'plain'}>{choice('outcome', row.outcome)}</Tag>
          )}{' '}
          {mayTask && <Link to={`/work/${row.subject_id}`}>{text.task}</Link>}{' '}
          {row.subject_kind === 'purchase_order' && row.subject_id && (
            <Link to={`/purchase-orders/${row.subject_id}`}>{text.order}</Link>
          )}
        </>
      }
      action={
        <>
          {!isSender && <Link to={`/shipments/${row.id}/note`}>{text.printNote}</Link>}
          {isReceiver && isReceived(row) && can(permissions.requestReturns) && (
            <Link to={`/returns/new?shipment=${row.id}`}>{text.askReturn}</Link>
          )}
          {/* The signature is the form's, with the counts. */}
          <RowActions
            path={shipmentsPath}
            entity="shipment"
            row={{ ...row, actions: row.actions.filter((action) => action !== 'sign') }}
            foreign={!isSender}
            size="middle"
            main={mainMoves}
            reasoned={reasoned}
            shownIn={[incomingPath]}
          />
        </>
      }
    >
      {isReceiver && isOnItsWay(row) && can(permissions.receiveShipments) && (
        <SignForm key={row.id} shipment={row} />
      )}
      <Goods shipment={row} />
      <ShipmentFacts shipment={row} />
      {/* Whoever sends puts it on the box. */}
      {isSender && <Label shipment={row} />}
    </PageFrame>
  );
}
