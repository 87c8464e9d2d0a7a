// The live auction: what stands, how long, where I am, and my next offer.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, InputNumber } from 'antd';
import { Link, useParams } from 'react-router';
import { api, asProblem, unwrap } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { ErrorState, Loading, Notice, PageFrame, Panel, Tag, useProblemTitle } from '@/kit/page';
import { useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import './auction.css';
import './sourcing.css';
import { curveOf, mostOf, remainingText, type Live } from './auction-state';
import { texts } from './texts';
import { useAuction, useStanding, useTicking } from './use-auction';
import { auctionsPath, useRfx, type Auction, type Rfx } from './use-sourcing';

type Standing = NonNullable<ReturnType<typeof useStanding>>;

function Countdown({ auction }: { auction: Auction }) {
  const text = useTexts(texts);
  const now = useTicking();
  const until = auction.status === 'scheduled' ? auction.starts_at : auction.ends_at;
  const left = until ? Date.parse(until) - now : 0;
  const isOver = auction.status === 'closed' || auction.status === 'cancelled';
  return (
    <div className={!isOver && left < 60_000 ? 'auction-figure is-urgent' : 'auction-figure'}>
      <span>{auction.status === 'scheduled' ? text.startsIn : text.remaining}</span>
      <strong className="number" role="timer">
        {isOver ? '—' : remainingText(left)}
      </strong>
    </div>
  );
}

function Figures({ auction, standing }: { auction: Auction; standing: Standing | undefined }) {
  const text = useTexts(texts);
  const byClock = auction.format === 'dutch' || auction.format === 'japanese';
  const shown = byClock ? auction.price : auction.best;
  return (
    <div className="auction-figures">
      <div className="auction-figure">
        <span>{byClock ? text.priceNow : text.bestNow}</span>
        <strong className="number">{typeof shown === 'number' && shown > 0 ? formatFen(shown) : '—'}</strong>
        {auction.best_alias > 0 && <small>{text.ledBy(text.alias(String(auction.best_alias)))}</small>}
      </div>
      <Countdown auction={auction} />
      {standing && standing.alias > 0 && (
        <div className={standing.rank === 1 ? 'auction-figure is-first' : 'auction-figure'}>
          <span>{text.myRank}</span>
          <strong className="number">{standing.rank > 0 ? standing.rank : '—'}</strong>
          <small>
            {text.alias(String(standing.alias))} ·{' '}
            {typeof standing.amount === 'number' ? formatFen(standing.amount) : text.noOfferYet}
          </small>
        </div>
      )}
    </div>
  );
}

function Curve({ live }: { live: Live }) {
  const text = useTexts(texts);
  const now = useTicking();
  const { auction, offers } = live;
  const from = Date.parse(auction.began_at ?? auction.starts_at);
  const until = auction.closed_at ? Date.parse(auction.closed_at) : now;
  const points = curveOf(offers, from, until);
  const best = typeof auction.best === 'number' ? formatFen(auction.best) : '—';
  return (
    <Panel title={text.curve}>
      {points ? (
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="img"
          className="auction-curve"
          aria-label={text.curveSpoken(String(auction.offers), best)}
        >
          <polyline points={points} />
        </svg>
      ) : (
        <p className="faint">{text.noOffers}</p>
      )}
    </Panel>
  );
}

function Log({ live, own }: { live: Live; own: number }) {
  const text = useTexts(texts);
  const format = useFormat();
  const latest = [...live.offers].reverse().slice(0, 50);
  return (
    <Panel title={text.log} hint={text.entries(String(live.auction.entries))}>
      <ol className="auction-log" aria-live="polite">
        {latest.map((offer) => (
          <li key={offer.number} className={offer.alias === own ? 'is-mine' : undefined}>
            <span>{offer.alias === own ? text.me : text.alias(String(offer.alias))}</span>
            <strong className="number">{formatFen(offer.amount)}</strong>
            <small>{format.instant(offer.at)}</small>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function useOffer(auction: Auction) {
  const queries = useQueryClient();
  const text = useTexts(texts);
  const { message } = App.useApp();
  return async (amount: number, key?: string) => {
    await unwrap(
      api.POST('/api/v1/auctions/{id}/offers', {
        params: { path: { id: auction.id }, ...(key ? { header: { 'Idempotency-Key': key } } : {}) },
        body: { amount },
      }),
    );
    void message.success(text.offered);
    void queries.invalidateQueries({ queryKey: [auctionsPath, auction.id, 'standing'] });
  };
}

function Accept({ auction, standing }: { auction: Auction; standing: Standing }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const offer = useOffer(auction);
  const accepted = auction.format === 'japanese' && standing.amount === auction.price;
  const press = () =>
    offer(auction.price).catch((error: unknown) => {
      const problem = asProblem(error);
      void message.error(problem.issues[0]?.text ?? titleOf(problem));
    });
  return (
    <Button
      type="primary"
      size="large"
      className="auction-accept"
      disabled={accepted}
      onClick={() => void press()}
    >
      {text.accept(formatFen(auction.price))}
    </Button>
  );
}

function OfferForm({ auction, rfx, standing }: { auction: Auction; rfx: Rfx; standing: Standing }) {
  const text = useTexts(texts);
  const offer = useOffer(auction);
  const [form] = Form.useForm<Values>();
  const most = mostOf(auction, rfx.price_step, rfx.start_price, standing.amount ?? null);
  const send = async (values: Values, key: string) => {
    await offer(Math.round(Number(values.amount) * 100), key);
    form.resetFields();
  };
  return (
    <ServerForm form={form} initial={{}} fields={['amount']} send={send} submitLabel={text.makeOffer} wide>
      <Form.Item
        name="amount"
        label={text.amount}
        extra={most === null ? undefined : text.atMost(formatFen(most))}
        rules={[{ required: true, message: text.amount }]}
      >
        <InputNumber<number>
          size="large"
          min={0.01}
          precision={2}
          controls={false}
          inputMode="decimal"
          className="full"
        />
      </Form.Item>
    </ServerForm>
  );
}

function Offering({ auction, rfx, standing }: { auction: Auction; rfx: Rfx; standing: Standing }) {
  const text = useTexts(texts);
  if (auction.status === 'scheduled') return <Notice tone="info">{text.auctionScheduled}</Notice>;
  if (auction.status === 'closed')
    return (
      <Notice tone={standing.rank === 1 ? 'good' : 'info'} title={text.auctionClosed}>
        {standing.rank === 1
          ? text.auctionWon
          : typeof auction.best === 'number'
            ? text.auctionOver(formatFen(auction.best))
            : null}
      </Notice>
    );
  if (auction.status !== 'running') return null;
  if (auction.format === 'dutch' || auction.format === 'japanese')
    return <Accept auction={auction} standing={standing} />;
  if (auction.format === 'three_round' && auction.mover !== standing.alias)
    return (
      <Notice tone="info">
        {auction.mover === 0 ? text.pause : text.turnOf(text.alias(String(auction.mover)))}
      </Notice>
    );
  return (
    <>
      {auction.format === 'three_round' && <Notice tone="warning">{text.yourTurn}</Notice>}
      <OfferForm auction={auction} rfx={rfx} standing={standing} />
    </>
  );
}

export function Component() {
  const text = useTexts(texts);
  const session = useSession();
  const { choice } = useLabels('auction');
  const id = useParams().id ?? '';
  const { live, status } = useAuction(id);
  const standing = useStanding(id);
  const rfx = useRfx(live.data?.auction.rfx_id ?? '').data;
  if (live.isError) return <ErrorState error={live.error} onRetry={() => void live.refetch()} />;
  if (!live.data) return <Loading lines={8} />;
  const { auction } = live.data;
  const isBuyer = auction.organisation_id === session.organisation.id;
  return (
    <PageFrame
      title={auction.title}
      back={<Link to={`/rfqs/${auction.rfx_id}`}>{text.back}</Link>}
      hint={
        <>
          <Tag tone={auction.status === 'running' ? 'good' : 'plain'}>{choice('status', auction.status)}</Tag>{' '}
          <Tag tone="plain">{choice('format', auction.format)}</Tag>{' '}
          <Tag tone={status === 'open' ? 'good' : 'warning'}>
            {status === 'open' ? text.live : text.offline}
          </Tag>{' '}
          {auction.format === 'three_round' && auction.round > 0 && text.roundOf(String(auction.round))}
        </>
      }
    >
      <Panel>
        <Figures auction={auction} standing={standing} />
        {!isBuyer && rfx && standing && standing.alias > 0 && (
          <div className="auction-offer">
            <Offering auction={auction} rfx={rfx} standing={standing} />
          </div>
        )}
      </Panel>
      <div className="auction-columns">
        <Curve live={live.data} />
        <Log live={live.data} own={standing?.alias ?? 0} />
      </div>
    </PageFrame>
  );
}
