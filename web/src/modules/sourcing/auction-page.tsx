// The live auction: what stands, how long, where I am, and my next offer.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, InputNumber } from 'antd';
import { Link, useParams } from 'react-router';
import { api, asProblem, unwrap } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { formatFen, formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, Notice, PageFrame, Panel, Tag, useProblemTitle } from '@/kit/page';
import { useSession } from '@/kit/session';
import { unitIn } from '@/kit/units';
import { useFormat } from '@/kit/use-format';
import './auction.css';
import './sourcing.css';
import { curveOf, mostOf, remainingText, type Live } from './auction-state';
import { auctionTexts } from './auction-texts';
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

// What it is about and by what rules: whoever comes in must not have to go back for them.
function Conditions({ rfx }: { rfx: Rfx }) {
  const text = useTexts(texts);
  const words = useTexts(auctionTexts);
  const { language } = useLanguage();
  const format = useFormat();
  const { label } = useLabels('rfx');
  const money = (fen: number | null | undefined) =>
    typeof fen === 'number' ? <span className="number">¥{formatFen(fen)}</span> : undefined;
  return (
    <Panel title={words.conditions}>
      <Facts
        facts={[
          {
            label: text.lines,
            value: rfx.lines
              .map(
                (line) =>
                  `${line.description_text} ${formatNumber(line.quantity / 1_000, language)} ${unitIn(language, line.unit)}`,
              )
              .join(words.semicolon),
            wide: rfx.lines.length > 1,
          },
          { label: text.buyer, value: <OrganisationName id={rfx.organisation_id} /> },
          { label: label('auction_at'), value: rfx.auction_at ? format.instant(rfx.auction_at) : undefined },
          { label: label('start_price'), value: money(rfx.start_price) },
          { label: label('limit_price'), value: money(rfx.limit_price) },
          { label: label('price_step'), value: money(rfx.price_step) },
          {
            label: words.length,
            value: typeof rfx.length_minutes === 'number' ? words.minutes(rfx.length_minutes) : undefined,
          },
          {
            label: words.softClose,
            value: rfx.extension_seconds ? words.softCloseBy(rfx.extension_seconds) : undefined,
          },
        ]}
      />
    </Panel>
  );
}

function Figures({
  auction,
  standing,
  start,
}: {
  auction: Auction;
  standing: Standing | undefined;
  start: number | null | undefined;
}) {
  const text = useTexts(texts);
  const words = useTexts(auctionTexts);
  const byClock = auction.format === 'dutch' || auction.format === 'japanese';
  const shown = byClock ? auction.price : auction.best;
  return (
    <div className="auction-figures">
      <div className="auction-figure">
        <span>{byClock ? text.priceNow : text.bestNow}</span>
        <strong className="number">
          {typeof shown === 'number' && shown > 0 ? `¥${formatFen(shown)}` : '—'}
        </strong>
        {auction.best_alias > 0 && <small>{text.ledBy(text.alias(String(auction.best_alias)))}</small>}
      </div>
      <Countdown auction={auction} />
      {typeof start === 'number' && typeof auction.best === 'number' && auction.best < start && (
        <div className="auction-figure">
          <span>{words.belowStart}</span>
          <strong className="number">{(((start - auction.best) / start) * 100).toFixed(1)}%</strong>
          <small className="number">¥{formatFen(start - auction.best)}</small>
        </div>
      )}
      {standing && standing.alias > 0 && (
        <div className={standing.rank === 1 ? 'auction-figure is-first' : 'auction-figure'}>
          <span>{text.myRank}</span>
          <strong className="number">{standing.rank > 0 ? standing.rank : '—'}</strong>
          <small>
            {text.alias(String(standing.alias))} ·{' '}
            {typeof standing.amount === 'number' ? `¥${formatFen(standing.amount)}` : text.noOfferYet}
          </small>
        </div>
      )}
    </div>
  );
}

function Curve({ live }: { live: Live }) {
  const text = useTexts(texts);
  const format = useFormat();
  const now = useTicking();
  const { auction, offers } = live;
  const from = Date.parse(auction.began_at ?? auction.starts_at);
  const until = auction.closed_at ? Date.parse(auction.closed_at) : now;
  const points = curveOf(offers, from, until);
  const best = typeof auction.best === 'number' ? formatFen(auction.best) : '—';
  const values = offers.map(({ adjusted }) => adjusted);
  return (
    <Panel title={text.curve}>
      {points ? (
        <figure className="auction-graph">
          <figcaption className="number">¥{formatFen(Math.max(...values))}</figcaption>
          <svg
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            role="img"
            className="auction-curve"
            aria-label={text.curveSpoken(String(auction.offers), best)}
          >
            <polyline points={points} />
          </svg>
          <figcaption className="number">
            <span>¥{formatFen(Math.min(...values))}</span>
            <span>
              {format.time(from)} – {format.time(until)}
            </span>
          </figcaption>
        </figure>
      ) : (
        <p className="faint">{text.noOffers}</p>
      )}
    </Panel>
  );
}

function Log({ live, own }: { live: Live; own: number }) {
  const text = useTexts(texts);
  const words = useTexts(auctionTexts);
  const format = useFormat();
  const latest = [...live.offers].reverse().slice(0, 50);
  return (
    <Panel title={text.log} hint={text.entries(String(live.auction.entries))}>
      {latest.length === 0 && <p className="faint">{words.noOffersHint}</p>}
      <ol className="auction-log" aria-live="polite">
        {latest.map((offer) => (
          <li key={offer.number} className={offer.alias === own ? 'is-mine' : undefined}>
            <span>{offer.alias === own ? text.me : text.alias(String(offer.alias))}</span>
            <strong className="number">¥{formatFen(offer.amount)}</strong>
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
        <Figures auction={auction} standing={standing} start={rfx?.start_price} />
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
      {rfx && <Conditions rfx={rfx} />}
    </PageFrame>
  );
}
