// One RFQ, for its buyer and for who bids: what is asked for, how far it is, and what one has to do.
import { CopyOutlined, EditOutlined, LockOutlined } from '@ant-design/icons';
import { Link, useParams } from 'react-router';
import { LinkButton } from '@/kit/link-button';
import { StateDiagram } from '@/kit/detail/state-diagram';
import { DownloadButton } from '@/kit/download-button';
import { formatFen, formatNumber } from '@/kit/format';
import { History } from '@/kit/history/history';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useEntityMeta, useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, Notice, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan, useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { memberPort } from './bid-port';
import { ComparisonTable } from './comparison-table';
import { EntryPanel } from './entry-panel';
import { InvitationsPanel } from './invitations-panel';
import { OwnBid } from './own-bid';
import { PriceMatrix } from './price-matrix';
import { RfxLines } from './rfx-lines';
import './sourcing.css';
import { texts } from './texts';
import { isLive, openPath, rfxsPath, rfxTones, useOwnBid, useRfx, type Rfx } from './use-sourcing';

const mainMoves: ReadonlySet<string> = new Set(['publish', 'evaluate', 'announce']);
const reasoned: ReadonlySet<string> = new Set(['cancel', 'reject_all']);
const compared: ReadonlySet<string> = new Set(['opened', 'evaluated', 'standstill', 'awarded', 'contracted']);
const announced: ReadonlySet<string> = new Set(['standstill', 'awarded', 'contracted']);

function Terms({ rfx }: { rfx: Rfx }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { label, choice } = useLabels('rfx');
  const money = (fen: number | null | undefined) =>
    typeof fen === 'number' ? `¥${formatFen(fen)}` : undefined;
  const at = (value: string | null | undefined) => (value ? format.instant(value) : undefined);
  return (
    <Panel
      title={text.facts}
      hint={rfx.terms_version > 0 ? text.version(String(rfx.terms_version)) : undefined}
    >
      <Facts
        facts={[
          { label: text.buyer, value: <OrganisationName id={rfx.organisation_id} /> },
          { label: label('format'), value: choice('format', rfx.format) },
          { label: label('audience'), value: choice('audience', rfx.audience) },
          { label: label('award_by'), value: choice('award_by', rfx.award_by) },
          { label: label('closes_at'), value: at(rfx.closes_at) },
          { label: label('auction_at'), value: at(rfx.auction_at) },
          { label: label('opening_until'), value: at(rfx.opening_until) },
          { label: label('standstill_until'), value: at(rfx.standstill_until) },
          { label: label('start_price'), value: money(rfx.start_price) },
          { label: label('limit_price'), value: money(rfx.limit_price) },
          { label: label('price_step'), value: money(rfx.price_step) },
          { label: label('ceiling'), value: money(rfx.ceiling) },
          { label: label('terms'), value: rfx.terms ?? undefined, wide: true },
          { label: label('status_reason'), value: rfx.status_reason ?? undefined, wide: true },
        ]}
      />
    </Panel>
  );
}

function SealedNotice({ rfx }: { rfx: Rfx }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  if (isLive(rfx)) return null;
  if (rfx.status === 'published')
    return (
      <div className="sealed-box">
        <LockOutlined aria-hidden="true" />
        <div>
          <strong>{text.bidsSealed(formatNumber(rfx.bids, language))}</strong>
          <span>{text.bidsSealedHint}</span>
        </div>
      </div>
    );
  if (rfx.status === 'closed')
    return (
      <Notice tone="warning" title={text.opening}>
        {text.openingWait(format.instant(rfx.opening_until))}
      </Notice>
    );
  return null;
}

function BidderSide({ rfx }: { rfx: Rfx }) {
  const session = useSession();
  const can = useCan();
  const bid = useOwnBid(rfx.id, true);
  if (bid.isPending) return <Loading lines={3} />;
  const own = bid.data ?? null;
  if (!own && !can(permissions.bid)) return null;
  return (
    <>
      {isLive(rfx) ? (
        <EntryPanel rfx={rfx} bid={own} isBuyer={false} />
      ) : (
        <OwnBid
          key={`${own?.status ?? ''}${own?.version ?? ''}`}
          rfx={rfx}
          bid={own}
          port={memberPort(session.organisation.id, rfx, own)}
        />
      )}
      {own && announced.has(rfx.status) && <ComparisonTable rfx={rfx} isBuyer={false} />}
    </>
  );
}

export function Component() {
  const text = useTexts(texts);
  const session = useSession();
  const can = useCan();
  const { choice } = useLabels('rfx');
  const entity = useEntityMeta('rfx');
  const found = useRfx(useParams().id ?? '');
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={8} />;
  const rfx = found.data;
  const isBuyer = rfx.organisation_id === session.organisation.id;
  const mayChange =
    isBuyer && can(permissions.source) && (rfx.status === 'draft' || rfx.status === 'published');
  return (
    <PageFrame
      title={rfx.title}
      back={<Link to={isBuyer ? '/rfqs' : '/market'}>{text.back}</Link>}
      hint={
        <>
          <span className="number">{rfx.number}</span>{' '}
          <Tag tone={rfxTones[rfx.status] ?? 'plain'}>{choice('status', rfx.status)}</Tag>
        </>
      }
      action={
        <>
          <DownloadButton path={`/api/v1/rfxs/${rfx.id}/ubl`} label={text.asUbl} />
          {isBuyer && (
            <>
              {rfx.status === 'awarded' && can(permissions.purchase) && (
                <LinkButton to={`/purchase-orders/award/${rfx.id}`} type="primary">
                  {text.orderAward}
                </LinkButton>
              )}
              {mayChange && (
                <LinkButton to={`/rfqs/${rfx.id}/edit`} icon={<EditOutlined />}>
                  {rfx.status === 'draft' ? text.edit : text.amend}
                </LinkButton>
              )}
              {rfx.status !== 'draft' && can(permissions.source) && (
                <LinkButton to={`/rfqs/new?from=${rfx.id}`} icon={<CopyOutlined />}>
                  {text.again}
                </LinkButton>
              )}
              <RowActions
                path={rfxsPath}
                entity="rfx"
                row={{ ...rfx, actions: rfx.actions.filter((action) => action !== 'amend') }}
                size="middle"
                main={mainMoves}
                reasoned={reasoned}
                shownIn={[openPath]}
              />
            </>
          )}
        </>
      }
    >
      {isBuyer && <SealedNotice rfx={rfx} />}
      {isBuyer && compared.has(rfx.status) && <ComparisonTable rfx={rfx} isBuyer />}
      {isBuyer && !isLive(rfx) && compared.has(rfx.status) && <PriceMatrix rfx={rfx} />}
      {isBuyer && isLive(rfx) && rfx.status !== 'draft' && <EntryPanel rfx={rfx} bid={null} isBuyer />}
      <RfxLines rfx={rfx} />
      {!isBuyer && <BidderSide rfx={rfx} />}
      <Terms rfx={rfx} />
      {isBuyer && <InvitationsPanel rfx={rfx} />}
      {isBuyer && entity && (
        <Panel title={text.timeline}>
          {entity.state_table && (
            <StateDiagram table={entity.state_table} present={rfx.status} entity="rfx" id={rfx.id} />
          )}
          <History entity={entity} id={rfx.id} />
        </Panel>
      )}
    </PageFrame>
  );
}
