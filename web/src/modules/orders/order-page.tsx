// One order, for its buyer and its supplier: how far it is, what to choose, what has changed, and what was agreed.
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { OrderOption, SalesOrder } from '@/kit/api';
import { StateDiagram } from '@/kit/detail/state-diagram';
import { History } from '@/kit/history/history';
import { formatFen } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { EmptyState, ErrorState, Facts, Loading, Notice, PageFrame, Panel, Tag } from '@/kit/page';
import { ReferenceTitle } from '@/kit/reference-title';
import { RowActions } from '@/kit/row-actions';
import { useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { SolveAgainButton } from './change-actions';
import { ChangeCard } from './change-card';
import { Deliveries } from './deliveries';
import { EvidencePanel } from './evidence-panel';
import { byKind, formatPieces } from './figures';
import { Inspecting } from './inspecting';
import { OrderTurn } from './next-step';
import { OptionCards } from './option-cards';
import { OptionPlan } from './option-plan';
import { OrderForms } from './order-forms';
import { OrderWay } from './order-way';
import { Progress } from './progress';
import { SolveButton } from './solve-button';
import { mainMoves, orderTones, reasoned, runningOrders } from './states';
import { texts } from './texts';
import { openOf } from './turns';
import { ordersPath, receivedOrders, useOption, useOptions, useOrder } from './use-orders';
import { useTitle } from './use-title';

// Made where the options are, or by a form.
const withForm = new Set(['quote', 'accept', 'terminate', 'abandon']);
const isRunning: ReadonlySet<string> = new Set(runningOrders);
const isOpen = (option: OrderOption) => option.status === 'open' || option.status === 'agreed';
const isChange = (option: OrderOption) => option.purpose === 'change' && isOpen(option);

function OrderFacts({ order, isBuyer }: { order: SalesOrder; isBuyer: boolean }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const titleOf = useTitle();
  const { label } = useLabels('sales_order');
  const money = (fen: number) => <span className="number">{formatFen(fen)}</span>;
  return (
    <Panel title={text.facts}>
      <Facts
        facts={[
          {
            label: label('item_id'),
            value: isBuyer ? <Link to={`/items/${order.item_id}`}>{titleOf(order)}</Link> : titleOf(order),
          },
          {
            label: label('revision_id'),
            value: isBuyer ? <ReferenceTitle reference="revision" id={order.revision_id} /> : undefined,
          },
          { label: label('quantity'), value: formatPieces(order.quantity, language) },
          { label: label('due_on'), value: format.date(order.due_on) },
          { label: label('site_id'), value: <ReferenceTitle reference="site" id={order.site_id} /> },
          isBuyer
            ? { label: text.supplier, value: text.platform }
            : { label: text.buyer, value: <OrganisationName id={order.organisation_id} /> },
          { label: label('buyer_reference'), value: order.buyer_reference ?? undefined },
          { label: label('price'), value: order.price > 0 ? money(order.price) : undefined },
          { label: label('promise_at'), value: order.promise_at ? format.date(order.promise_at) : undefined },
          { label: label('margin'), value: !isBuyer && order.price > 0 ? money(order.margin) : undefined },
          {
            label: text.money,
            value: order.escrow_id ? (
              <Link to={`/escrows/${order.escrow_id}`}>{text.escrowOf}</Link>
            ) : undefined,
          },
          { label: label('note'), value: order.note ?? undefined, wide: true },
          { label: label('status_reason'), value: order.status_reason ?? undefined, wide: true },
        ]}
      />
    </Panel>
  );
}

function Choice({ order, options }: { order: SalesOrder; options: readonly OrderOption[] }) {
  const text = useTexts(texts);
  const [chosen, setChosen] = useState<string>();
  const sorted = byKind(options);
  const shown = sorted.find((option) => option.id === chosen) ?? sorted[0];
  return (
    <>
      <section className="stack" aria-label={text.options}>
        <div>
          <h2>{text.options}</h2>
          <p className="page-hint">{text.optionsHint}</p>
        </div>
        <OptionCards order={order} options={sorted} shown={shown?.id} onShow={setChosen} />
      </section>
      {shown && <OptionPlan key={shown.id} option={shown} order={order} />}
    </>
  );
}

function Accepted({ order }: { order: SalesOrder }) {
  const option = useOption(order.option_id);
  return option ? <OptionPlan option={option} order={order} /> : <Loading lines={6} />;
}

function Middle({ order, isBuyer }: { order: SalesOrder; isBuyer: boolean }) {
  const text = useTexts(texts);
  const options = useOptions(order.id);
  const open = (options.data ?? []).filter(isOpen);
  const quotes = open.filter((option) => option.purpose === 'quote');
  const changes = open.filter(isChange);
  if (options.isError) return <ErrorState error={options.error} onRetry={() => void options.refetch()} />;
  if (order.status === 'draft' && quotes.length === 0) {
    if (!isBuyer) return null;
    return (
      <Panel>
        <EmptyState title={text.waitingForQuote} text={text.waitingForQuoteHint} />
      </Panel>
    );
  }
  return (
    <>
      {changes.map((option) => (
        <ChangeCard key={option.id} option={option} order={order} />
      ))}
      {(order.status === 'quoted' || order.status === 'draft') && quotes.length > 0 && (
        <Choice order={order} options={quotes} />
      )}
      {order.tasks_total > 0 && <Progress order={order} />}
      {order.tasks_total === 0 && order.option_id && <Accepted order={order} />}
    </>
  );
}

export function Component() {
  const text = useTexts(texts);
  const id = useParams().id ?? '';
  const session = useSession();
  const titleOf = useTitle();
  const { entity, choice } = useLabels('sales_order');
  const order = useOrder(id);
  const options = useOptions(id);
  if (order.isError) return <ErrorState error={order.error} onRetry={() => void order.refetch()} />;
  if (!order.data) return <Loading lines={10} />;
  const row = order.data;
  const isBuyer = row.organisation_id === session.organisation.id;
  return (
    <PageFrame
      title={titleOf(row)}
      back={<Link to={isBuyer ? '/orders' : '/board'}>{isBuyer ? text.backToOrders : text.backToBoard}</Link>}
      hint={
        <>
          <span className="number">{row.number}</span>{' '}
          <Tag tone={orderTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </>
      }
      action={
        <>
          {isBuyer && row.status === 'draft' && <Link to={`/orders/${id}/edit`}>{text.editNeed}</Link>}
          {!isBuyer && (row.status === 'draft' || row.status === 'quoted') && <SolveButton order={id} />}
          {!isBuyer && isRunning.has(row.status) && <SolveAgainButton order={id} />}
          <OrderForms order={row} isBuyer={isBuyer} />
          <RowActions
            path={ordersPath}
            entity="sales_order"
            row={{ ...row, actions: row.actions.filter((action) => !withForm.has(action)) }}
            shownIn={[receivedOrders]}
            size="middle"
            main={mainMoves}
            reasoned={reasoned}
          />
        </>
      }
    >
      <Panel>
        <OrderWay status={row.status} />
        <OrderTurn order={row} isBuyer={isBuyer} change={options.data?.find(isChange)} />
      </Panel>
      {row.status_reason && row.status === 'cancelled' && <Notice tone="warning">{row.status_reason}</Notice>}
      {row.delivered > 0 && (
        <Inspecting
          isInspector={isBuyer}
          subject={{
            kind: 'sales_order',
            id,
            supplier: row.supplier_id,
            goods: row.title,
            open: openOf(row),
          }}
        />
      )}
      {isBuyer && row.tasks_total > 0 && <Deliveries order={row} />}
      <Middle order={row} isBuyer={isBuyer} />
      {row.tasks_total > 0 && <EvidencePanel subject="order" id={id} />}
      <OrderFacts order={row} isBuyer={isBuyer} />
      {entity?.state_table && (
        <Panel title={text.life}>
          <StateDiagram table={entity.state_table} present={row.status} entity={entity.name} id={row.id} />
        </Panel>
      )}
      {isBuyer && entity && <History entity={entity} id={row.id} />}
    </PageFrame>
  );
}
