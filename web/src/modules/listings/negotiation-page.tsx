// One negotiation, for its two sides: the offer on the table, whose turn it is, and what was said.
import { Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, unwrap } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, Notice, PageFrame, Panel, Tag } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import { isOurTurn } from './figures';
import { useWords } from './listing-card';
import './listings.css';
import { OfferForm } from './offer-form';
import { texts } from './texts';
import {
  negotiatedIn,
  negotiationsPath,
  negotiationTones,
  useNegotiation,
  useRefresh,
  useThread,
  type Message,
  type Negotiation,
} from './use-listings';

const main: ReadonlySet<string> = new Set(['accept']);
const reasoned: ReadonlySet<string> = new Set(['decline']);
const isWaiting = ({ status }: Negotiation) => status === 'offered' || status === 'countered';
const offers = (action: string) => action === 'offer' || action === 'counter';

function Table({ row, onCounter }: { row: Negotiation; onCounter: () => void }) {
  const text = useTexts(texts);
  const words = useWords();
  const format = useFormat();
  const { organisation } = useSession();
  const { label } = useLabels('negotiation');
  const isAgreed = row.status === 'agreed';
  const lister = row.partner_id;
  const opener = row.organisation_id;
  const isSupply = row.side === 'supply';
  return (
    <Panel title={isAgreed ? text.agreedTerms : text.onTable}>
      {isAgreed && <Notice tone="good">{text.agreedHint}</Notice>}
      {isWaiting(row) && (
        <Notice tone="info">{isOurTurn(row, organisation.id) ? text.yourTurn : text.theirTurn}</Notice>
      )}
      <Facts
        facts={[
          { label: label('unit_price'), value: words.price(row.unit_price, row.unit) },
          { label: label('quantity'), value: words.amount(row.quantity, row.unit) },
          {
            label: text.value,
            value:
              typeof row.value === 'number' ? (
                <strong className="number">¥{formatFen(row.value)}</strong>
              ) : undefined,
          },
          { label: label('deliver_on'), value: row.deliver_on ? format.date(row.deliver_on) : undefined },
          { label: text.seller, value: <OrganisationName id={isSupply ? lister : opener} /> },
          { label: text.buyer, value: <OrganisationName id={isSupply ? opener : lister} /> },
          { label: label('agreed_at'), value: row.agreed_at ? format.instant(row.agreed_at) : undefined },
          { label: label('terms'), value: row.terms ?? undefined, wide: true },
          { label: label('status_reason'), value: row.status_reason ?? undefined, wide: true },
        ]}
      />
      {row.actions.length > 0 && (
        <div className="talk-deeds">
          <RowActions
            path={negotiationsPath}
            entity="negotiation"
            // An offer has a form of its own.
            row={{ ...row, actions: row.actions.filter((action) => !offers(action)) }}
            size="middle"
            main={main}
            reasoned={reasoned}
            confirm={{ accept: text.acceptWarning }}
            shownIn={negotiatedIn}
          />
          {row.actions.some(offers) && <Button onClick={onCounter}>{text.counter}</Button>}
        </div>
      )}
    </Panel>
  );
}

function Bubble({ message, unit }: { message: Message; unit: string | null | undefined }) {
  const text = useTexts(texts);
  const words = useWords();
  const format = useFormat();
  const { organisation } = useSession();
  const isOurs = message.by_id === organisation.id;
  return (
    <li data-ours={isOurs} data-kind={message.kind}>
      <span className="sub faint">
        {isOurs ? text.us : <OrganisationName id={message.by_id} />} · {format.instant(message.created_at)}
      </span>
      {message.kind === 'offer' && (
        <strong className="number">
          {[
            words.price(message.unit_price, unit),
            words.amount(message.quantity, unit),
            message.deliver_on ? format.date(message.deliver_on) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </strong>
      )}
      {message.text && <p>{message.text}</p>}
    </li>
  );
}

function SayForm({ id }: { id: string }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const refresh = useRefresh();
  return (
    <ServerForm
      initial={{}}
      fields={['text']}
      submitLabel={text.say}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/negotiations/{id}/messages', {
            params: { path: { id }, header: { 'Idempotency-Key': key } },
            body: { text: String(values.text) },
          }),
        );
        refresh();
      }}
    >
      <Form.Item
        name="text"
        label={text.say}
        extra={text.sayHint}
        rules={[{ required: true, whitespace: true, message: words.required(text.say) }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1_000} />
      </Form.Item>
    </ServerForm>
  );
}

function Thread({ row }: { row: Negotiation }) {
  const text = useTexts(texts);
  const thread = useThread(row.id);
  return (
    <Panel title={text.thread}>
      {thread.isError && <ErrorState error={thread.error} onRetry={() => void thread.refetch()} />}
      {thread.isPending && <Loading lines={3} />}
      <ol className="thread">
        {(thread.data?.items ?? []).map((message) => (
          <Bubble key={message.id} message={message} unit={row.unit} />
        ))}
      </ol>
      {isWaiting(row) && <SayForm key={row.messages} id={row.id} />}
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { choice } = useLabels('negotiation');
  const [isOffering, setOffering] = useState(false);
  const found = useNegotiation(useParams().id ?? '');
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={8} />;
  const row = found.data;
  return (
    <PageFrame
      title={row.title}
      back={<Link to="/listings?tab=talks">{text.back}</Link>}
      hint={
        <>
          <Tag tone={negotiationTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>{' '}
          {row.demonstration && <Tag tone="plain">{text.demonstration}</Tag>}{' '}
          <Link to={`/listings/${row.listing_id}`}>{text.openListing}</Link>
        </>
      }
    >
      <Table row={row} onCounter={() => setOffering(true)} />
      <Thread row={row} />
      <Drawer
        title={text.counter}
        size={480}
        open={isOffering}
        onClose={() => setOffering(false)}
        destroyOnHidden
      >
        <OfferForm
          on={{ negotiation: row.id }}
          start={{
            quantity: row.quantity ?? null,
            unit_price: row.unit_price,
            deliver_on: row.deliver_on ?? null,
            terms: row.terms ?? null,
          }}
          needsQuantity={typeof row.quantity === 'number'}
          onDone={() => setOffering(false)}
        />
      </Drawer>
    </PageFrame>
  );
}
