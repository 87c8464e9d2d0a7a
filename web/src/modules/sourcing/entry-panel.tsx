// Entering a live auction, and the way to it.
import { useQueryClient } from '@tanstack/react-query';
import { App, Form, InputNumber } from 'antd';
import { LinkButton } from '@/kit/link-button';
import { api, unwrap } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Notice, Panel, Tag } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { memberLists } from './bid-port';
import { texts } from './texts';
import { auctionsPath, bidTones, useAuctionOf, type Bid, type Rfx } from './use-sourcing';

function EntryForm({ rfx }: { rfx: Rfx }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const send = async (values: Values, key: string) => {
    const answers = ((values.answers ?? []) as (number | null)[]).flatMap((value, i) =>
      typeof value === 'number' ? [{ criterion: i + 1, value }] : [],
    );
    const amount = typeof values.amount === 'number' ? { amount: Math.round(values.amount * 100) } : {};
    await unwrap(
      api.POST('/api/v1/rfxs/{id}/entries', {
        params: { path: { id: rfx.id }, header: { 'Idempotency-Key': key } },
        body: { terms_version: rfx.terms_version, answers, ...amount },
      }),
    );
    void message.success(text.entered);
    for (const path of [...memberLists, auctionsPath]) void queries.invalidateQueries({ queryKey: [path] });
  };
  return (
    <ServerForm initial={{}} fields={['answers', 'amount']} send={send} submitLabel={text.enter} wide>
      <div className="rfx-grid">
        {rfx.format === 'three_round' && (
          <Form.Item
            name="amount"
            label={text.firstAmount}
            rules={[{ required: true, message: words.required(text.firstAmount) }]}
          >
            <InputNumber<number>
              min={0.01}
              precision={2}
              controls={false}
              inputMode="decimal"
              className="full"
            />
          </Form.Item>
        )}
        {rfx.criteria.map((criterion, index) => (
          <Form.Item
            key={criterion.name}
            name={['answers', index]}
            label={text.answerFor(criterion.name, criterion.unit ?? '')}
          >
            <InputNumber<number> precision={0} controls={false} inputMode="numeric" className="full" />
          </Form.Item>
        ))}
      </div>
    </ServerForm>
  );
}

export function EntryPanel({ rfx, bid, isBuyer }: { rfx: Rfx; bid: Bid | null; isBuyer: boolean }) {
  const text = useTexts(texts);
  const { choice } = useLabels('bid');
  const auction = useAuctionOf(rfx.id, isBuyer || bid !== null).data;
  if (!bid && !isBuyer && rfx.status !== 'published')
    return (
      <Panel title={text.enterTitle}>
        <Notice tone="info">{text.closedForBids}</Notice>
      </Panel>
    );
  return (
    <Panel
      title={bid ? text.entered : isBuyer ? text.auction : text.enterTitle}
      hint={bid || isBuyer ? undefined : text.enterHint}
      action={bid && <Tag tone={bidTones[bid.status] ?? 'plain'}>{choice('status', bid.status)}</Tag>}
    >
      {!bid && !isBuyer && <EntryForm rfx={rfx} />}
      {auction && (
        <LinkButton to={`/auctions/${auction.id}`} type="primary" size="large">
          {text.goAuction}
        </LinkButton>
      )}
    </Panel>
  );
}
