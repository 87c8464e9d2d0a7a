// One purchase order, for its buyer and its supplier: whose turn it is, the lines, what was shipped, what has changed.
import { CopyOutlined, EditOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { LinkButton } from '@/kit/link-button';
import { api, asProblem, newIdempotencyKey, unwrap } from '@/kit/api';
import { formatFen, formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, Notice, PageFrame, Panel, Tag, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan, useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { DocumentsPanel } from './documents-panel';
import { OrderLines } from './order-lines';
import './purchase-orders.css';
import { RespondPanel } from './respond-panel';
import { ShipPanel } from './ship-panel';
import { texts } from './texts';
import {
  orderTones,
  useLines,
  useOrder,
  useRefresh,
  useShipments,
  type PurchaseOrder,
} from './use-purchase-orders';
import { VersionsPanel } from './versions-panel';

function OrderFacts({ order }: { order: PurchaseOrder }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { label, choice } = useLabels('purchase_order');
  return (
    <Panel
      title={text.facts}
      hint={order.terms_version > 0 ? text.version(String(order.terms_version)) : undefined}
    >
      <Facts
        facts={[
          { label: text.buyer, value: <OrganisationName id={order.organisation_id} /> },
          { label: text.supplier, value: <OrganisationName id={order.supplier_id} /> },
          {
            label: text.total,
            value: (
              <>
                <strong className="number">¥{formatFen(order.net_total + order.tax_total)}</strong>{' '}
                <span className="faint">
                  {text.money(formatFen(order.net_total), formatFen(order.tax_total))}
                </span>
              </>
            ),
          },
          { label: label('due_on'), value: order.due_on ? format.date(order.due_on) : undefined },
          { label: label('payment_days'), value: text.days(String(order.payment_days)) },
          { label: label('buyer_reference'), value: order.buyer_reference ?? undefined },
          {
            label: label('response_code'),
            value: order.response_code ? choice('response_code', order.response_code) : undefined,
          },
          { label: label('issued_at'), value: order.issued_at ? format.instant(order.issued_at) : undefined },
          { label: label('note'), value: order.note ?? undefined, wide: true },
        ]}
      />
    </Panel>
  );
}

function Shipments({ order }: { order: PurchaseOrder }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { choice } = useLabels('shipment');
  const shipments = useShipments(order.id);
  if (!shipments.data) return null;
  return (
    <Panel title={text.shipments}>
      {shipments.data.length === 0 && <p className="faint">{text.noShipments}</p>}
      <ul className="po-shipments">
        {shipments.data.map((shipment) => (
          <li key={shipment.id}>
            <div>
              <Link to={`/shipments/${shipment.id}`} className="mono">
                {shipment.label_code}
              </Link>
              <br />
              <span>
                {shipment.lines
                  .map(
                    ({ goods, lot, quantity, unit }) =>
                      `${goods} ${lot} ${formatNumber(quantity / 1_000, language)} ${unit}`,
                  )
                  .join('；')}
              </span>
            </div>
            <Tag tone={shipment.outcome && shipment.outcome !== 'full' ? 'warning' : 'info'}>
              {shipment.outcome ? choice('outcome', shipment.outcome) : choice('status', shipment.status)}
            </Tag>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function IssueButton({ order }: { order: PurchaseOrder }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const issue = async () => {
    setBusy(true);
    try {
      await unwrap(
        api.POST('/api/v1/purchase-orders/{id}/issuing/actions', {
          params: { path: { id: order.id }, header: { 'Idempotency-Key': newIdempotencyKey() } },
        }),
      );
      void message.success(text.issued);
    } catch (error) {
      const problem = asProblem(error);
      void message.error(problem.issues[0]?.text ?? titleOf(problem));
    }
    refresh();
    setBusy(false);
  };
  return (
    <Button type="primary" size="large" loading={busy} onClick={() => void issue()}>
      {text.issue}
    </Button>
  );
}

function BuyerDeeds({ order }: { order: PurchaseOrder }) {
  const text = useTexts(texts);
  const isDraft = order.status === 'draft';
  const isOver = order.status === 'closed' || order.status === 'cancelled';
  return (
    <>
      {!isOver && (
        <LinkButton to={`/purchase-orders/${order.id}/edit`} size="large" icon={<EditOutlined />}>
          {isDraft ? text.edit : text.change}
        </LinkButton>
      )}
      {isDraft ? (
        <IssueButton order={order} />
      ) : (
        <LinkButton to={`/purchase-orders/new?from=${order.id}`} size="large" icon={<CopyOutlined />}>
          {text.again}
        </LinkButton>
      )}
    </>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { organisation } = useSession();
  const can = useCan();
  const { choice } = useLabels('purchase_order');
  const id = useParams().id ?? '';
  const order = useOrder(id);
  const lines = useLines(id);
  if (order.isError) return <ErrorState error={order.error} onRetry={() => void order.refetch()} />;
  if (!order.data || !lines.data) return <Loading lines={10} />;
  const row = order.data;
  const isBuyer = row.organisation_id === organisation.id;
  return (
    <PageFrame
      title={row.title}
      back={<Link to={isBuyer ? '/purchase-orders' : '/received-orders'}>{text.back}</Link>}
      hint={
        <>
          <span className="number">{row.number}</span>{' '}
          <Tag tone={orderTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </>
      }
      action={isBuyer && can(permissions.purchase) ? <BuyerDeeds order={row} /> : undefined}
    >
      {isBuyer && row.status === 'draft' && <Notice tone="info">{text.issueHint}</Notice>}
      {!isBuyer && can(permissions.answerOrders) && <RespondPanel order={row} lines={lines.data} />}
      <OrderLines lines={lines.data} isBuyer={isBuyer} />
      {!isBuyer && can(permissions.sendShipments) && (
        <ShipPanel key={row.version} order={row} lines={lines.data} />
      )}
      {row.status !== 'draft' && <Shipments order={row} />}
      <OrderFacts order={row} />
      {row.status !== 'draft' && <DocumentsPanel order={row} />}
      <VersionsPanel order={row} />
    </PageFrame>
  );
}
