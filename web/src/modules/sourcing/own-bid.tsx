// One's own bid of one RFQ at every stage: write it, change it, confirm it under new terms, give its key, see the result.
import { LockOutlined, UnlockOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useRef, useState } from 'react';
import { asProblem } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Notice, Panel, Tag, useProblemTitle } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { BidForm } from './bid-form';
import type { BidPort } from './bid-port';
import { keepKey, keptKey, readKept, saveKeyFile, type KeptKey } from './keys';
import './sourcing.css';
import { texts } from './texts';
import { bidTones, type Bid, type Rfx } from './use-sourcing';

type Props = { rfx: Rfx; bid: Bid; port: BidPort };

function useDo(port: BidPort) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      const problem = asProblem(error);
      void message.error(problem.issues[0]?.text ?? titleOf(problem));
    } finally {
      setBusy(false);
      for (const path of port.shownIn) void queries.invalidateQueries({ queryKey: [path] });
    }
  };
  return { busy, run: (work: () => Promise<void>) => void run(work) };
}

function KeyFile({ rfx, bid, port, onLoad }: Props & { onLoad: (kept: KeptKey) => void }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const load = async (file: File | undefined) => {
    const kept = readKept((await file?.text()) ?? null);
    if (kept?.commitment !== bid.commitment) return void message.warning(text.badKeyFile);
    keepKey(rfx.id, port.bidder, kept);
    onLoad(kept);
  };
  return (
    <>
      <Notice tone="warning">{text.keyMissing}</Notice>
      <input
        ref={input}
        type="file"
        accept="application/json"
        hidden
        onChange={(event) => void load(event.target.files?.[0])}
      />
      <Button onClick={() => input.current?.click()}>{text.loadKey}</Button>
    </>
  );
}

function Opening({ rfx, bid, port }: Props) {
  const text = useTexts(texts);
  const format = useFormat();
  const { busy, run } = useDo(port);
  const [kept, setKept] = useState(() => keptKey(rfx.id, port.bidder));
  if (bid.is_revealed) return <Notice tone="good">{text.keyGiven}</Notice>;
  const fits = kept?.commitment === bid.commitment;
  return (
    <div className="bid-opening">
      <Notice tone="warning" title={text.keyWanted}>
        {text.keyWantedHint(format.instant(rfx.opening_until))}
      </Notice>
      {fits ? (
        <Button
          type="primary"
          size="large"
          icon={<UnlockOutlined />}
          loading={busy}
          onClick={() => run(() => port.giveKey(kept.key))}
        >
          {text.giveKey}
        </Button>
      ) : (
        <KeyFile rfx={rfx} bid={bid} port={port} onLoad={setKept} />
      )}
    </div>
  );
}

function Waiting({ rfx, bid, port }: Props) {
  const text = useTexts(texts);
  const { modal } = App.useApp();
  const { busy, run } = useDo(port);
  const [changing, setChanging] = useState(false);
  const [kept] = useState(() => keptKey(rfx.id, port.bidder));
  if (changing) return <BidForm rfx={rfx} port={port} replaces onDone={() => setChanging(false)} />;
  const isStale = bid.status === 'stale';
  const fits = kept?.commitment === bid.commitment;
  return (
    <>
      {isStale && (
        <Notice tone="warning" title={text.staleTitle}>
          {text.staleHint}
        </Notice>
      )}
      <Notice tone={fits ? 'info' : 'warning'}>{fits ? text.keyHere : text.keyMissing}</Notice>
      <div className="bid-deeds">
        {isStale && (
          <Button type="primary" loading={busy} onClick={() => run(() => port.act('confirm'))}>
            {text.confirm}
          </Button>
        )}
        <Button onClick={() => setChanging(true)}>{text.changeBid}</Button>
        {kept && fits && <Button onClick={() => saveKeyFile(rfx.number, kept)}>{text.saveKey}</Button>}
        <Button
          danger
          disabled={busy}
          onClick={() =>
            void modal.confirm({
              title: text.withdrawSure,
              okText: text.withdraw,
              onOk: () => run(() => port.act('withdraw')),
            })
          }
        >
          {text.withdraw}
        </Button>
      </div>
    </>
  );
}

function Stage(props: Props) {
  const { rfx, bid } = props;
  const { choice } = useLabels('bid');
  const isOpen = rfx.status === 'published';
  if (rfx.status === 'closed' && bid.status === 'submitted') return <Opening {...props} />;
  if (isOpen && (bid.status === 'submitted' || bid.status === 'stale')) return <Waiting {...props} />;
  if (bid.status === 'void' && bid.lapse_reason)
    return <Notice tone="bad">{choice('lapse_reason', bid.lapse_reason)}</Notice>;
  if (bid.status_reason) return <Notice tone="warning">{bid.status_reason}</Notice>;
  return null;
}

export function OwnBid({ rfx, bid, port }: { rfx: Rfx; bid: Bid | null; port: BidPort }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('bid');
  if (!bid) {
    const isOpen = rfx.status === 'published';
    return (
      <Panel title={text.myBid} hint={isOpen ? text.bidHint : undefined}>
        {isOpen ? (
          <BidForm rfx={rfx} port={port} replaces={false} />
        ) : (
          <Notice tone="info">{rfx.status === 'draft' ? text.notYet : text.closedForBids}</Notice>
        )}
      </Panel>
    );
  }
  return (
    <Panel
      title={text.myBid}
      action={<Tag tone={bidTones[bid.status] ?? 'plain'}>{choice('status', bid.status)}</Tag>}
    >
      <div className="bid-seal">
        <LockOutlined aria-hidden="true" />
        <div>
          <strong>{text.sealedBy(format.instant(bid.submitted_at))}</strong>
          {bid.commitment && (
            <small>
              {text.commitment} <span className="mono">{bid.commitment.slice(0, 16)}…</span>
            </small>
          )}
        </div>
        {typeof bid.amount === 'number' && (
          <strong className="number bid-amount">{formatFen(bid.amount)}</strong>
        )}
      </div>
      <Stage rfx={rfx} bid={bid} port={port} />
    </Panel>
  );
}
