// The supplier's desk: what waits for him, his drafts, his documents, his score and why, his money and when.
import { useQuery } from '@tanstack/react-query';
import { fetchPage, type ListPath } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { bidTones } from '@/modules/sourcing/use-sourcing';
import '../home/home.css';
import { Tasks } from '../home/tasks';
import { DocumentList } from './document-list';
import { MoneyPanel } from './money-panel';
import './portal.css';
import { ScorePanel } from './score-panel';
import { texts } from './texts';

const shown = 5;

function useNewest<P extends ListPath>(path: P, enabled: boolean, query: Record<string, string> = {}) {
  const found = useQuery({
    queryKey: [path, 'newest', query],
    queryFn: async () => (await fetchPage(path, { sort: '-id', limit: shown, ...query })).items,
    enabled,
  });
  return found.data ?? [];
}

function Drafts() {
  const text = useTexts(texts);
  const can = useCan();
  const draft = { status: 'draft' };
  const invoices = useNewest('/api/v1/supplier-invoices', can(permissions.viewInvoicing), draft);
  const shipments = useNewest('/api/v1/shipments', can(permissions.viewShipments), draft);
  const listings = useNewest('/api/v1/listings', can(permissions.viewListings), draft);
  return (
    <Panel title={text.drafts} hint={text.draftsHint}>
      <div className="portal-columns">
        <DocumentList
          title={text.draftInvoices}
          all="/my-money"
          lines={invoices.map((one) => ({ key: one.id, to: `/invoices/${one.id}`, title: one.number }))}
        />
        <DocumentList
          title={text.draftShipments}
          all="/incoming"
          lines={shipments.map((one) => ({ key: one.id, to: `/shipments/${one.id}`, title: one.label_code }))}
        />
        <DocumentList
          title={text.draftListings}
          all="/listings?tab=own"
          lines={listings.map((one) => ({ key: one.id, to: `/listings/${one.id}`, title: one.title }))}
        />
      </div>
    </Panel>
  );
}

function Documents() {
  const text = useTexts(texts);
  const can = useCan();
  const orderLabels = useLabels('purchase_order');
  const statementLabels = useLabels('statement');
  const bidLabels = useLabels('bid');
  const bids = can(permissions.viewSourcing);
  const orders = useNewest('/api/v1/received-purchase-orders', can(permissions.viewPurchaseOrders));
  const invitations = useNewest('/api/v1/received-invitations', bids);
  const demand = useNewest('/api/v1/circle-rfxs', bids);
  const own = useNewest('/api/v1/bids', bids);
  const statements = useNewest('/api/v1/received-statements', can(permissions.viewInvoicing));
  return (
    <Panel title={text.documents} hint={text.documentsHint}>
      <div className="portal-columns">
        <DocumentList
          title={text.received}
          all="/received-orders"
          lines={orders.map((one) => ({
            key: one.id,
            to: `/purchase-orders/${one.id}`,
            title: `${one.number} ${one.title}`,
            note: <Tag tone="plain">{orderLabels.choice('status', one.status)}</Tag>,
          }))}
        />
        <DocumentList
          title={text.invitations}
          all="/market?tab=invited"
          lines={invitations.map((one) => ({ key: one.id, to: `/rfqs/${one.rfx_id}`, title: one.title }))}
        />
        <DocumentList
          title={text.demand}
          all="/market?tab=circle"
          lines={demand.map((one) => ({
            key: one.id,
            to: `/rfqs/${one.id}`,
            title: `${one.number} ${one.title}`,
          }))}
        />
        <DocumentList
          title={text.bids}
          all="/market?tab=mine"
          lines={own.map((one) => ({
            key: one.id,
            to: `/rfqs/${one.rfx_id}`,
            title: one.title,
            note: <Tag tone={bidTones[one.status] ?? 'plain'}>{bidLabels.choice('status', one.status)}</Tag>,
          }))}
        />
        <DocumentList
          title={text.statements}
          all="/statements"
          lines={statements.map((one) => ({
            key: one.id,
            to: `/statements/${one.id}`,
            title: one.number,
            note: <Tag tone="plain">{statementLabels.choice('status', one.status)}</Tag>,
          }))}
        />
      </div>
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  const can = useCan();
  return (
    <PageFrame title={text.portal} hint={text.portalHint}>
      <Tasks />
      {can(permissions.viewInvoicing) && <MoneyPanel />}
      {can(permissions.viewEvaluations) && <ScorePanel />}
      <Documents />
      <Drafts />
    </PageFrame>
  );
}
