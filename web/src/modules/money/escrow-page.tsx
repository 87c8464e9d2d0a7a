// One escrow: where its money is, what can be done, and what happened.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { LinkButton } from '@/kit/link-button';
import { api, unwrap, type Escrow } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { EmptyState, ErrorState, Facts, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { Fen, OrganisationName } from './amount';
import { DisputeForm, NoteForm, ReleaseForm } from './escrow-deeds';
import { DisputesOf, NotesOf } from './escrow-papers';
import { escrowTones } from './escrow-tones';
import './money.css';
import { texts } from './texts';
import { TransferLines } from './transfer-lines';
import { useEscrowTitle } from './use-escrow-title';
import { Whereabouts } from './whereabouts';

const running = new Set(['funded', 'part_released']);

function Agreed({ escrow }: { escrow: Escrow }) {
  const text = useTexts(texts);
  const format = useFormat();
  return (
    <Facts
      facts={[
        { label: text.buyer, value: <OrganisationName id={escrow.organisation_id} /> },
        { label: text.supplier, value: <OrganisationName id={escrow.supplier_id} /> },
        { label: text.total, value: <Fen value={escrow.total} /> },
        { label: text.accepted, value: <Fen value={escrow.accepted} /> },
        { label: text.deposit, value: <Fen value={escrow.deposit} /> },
        { label: text.retentionRate, value: `${escrow.retention_rate / 10_000}%` },
        { label: text.commissionRate, value: `${escrow.commission_rate / 10_000}%` },
        { label: text.due, value: format.date(escrow.due_on) },
      ]}
    />
  );
}

type Deed = 'release' | 'dispute' | 'note';

function Deeds({ escrow, buys, onDeed }: { escrow: Escrow; buys: boolean; onDeed: (deed: Deed) => void }) {
  const text = useTexts(texts);
  const own = { ...escrow, actions: escrow.actions.filter((name) => name !== 'release_part') };
  const disputes = running.has(escrow.status) && (
    <Button onClick={() => onDeed('dispute')}>{text.dispute}</Button>
  );
  // The money of an order moves with the order: what is left to do here is what the order has no page for.
  if (escrow.subject_kind) {
    const isOrder = escrow.subject_kind === 'sales_order';
    return (
      <>
        <LinkButton to={`${isOrder ? '/orders' : '/work'}/${escrow.subject_id ?? ''}`} type="primary">
          {isOrder ? text.toOrder : text.toTask}
        </LinkButton>
        {isOrder && disputes}
        {running.has(escrow.status) && buys && <Button onClick={() => onDeed('note')}>{text.note}</Button>}
      </>
    );
  }
  return (
    <>
      {running.has(escrow.status) && buys && (
        <Button type="primary" onClick={() => onDeed('release')}>
          {text.release}
        </Button>
      )}
      <RowActions
        path="/api/v1/escrows"
        entity="escrow"
        row={own}
        size="middle"
        confirm={{ release_all: text.releaseAllWarning, refund: text.refundWarning }}
      />
      {disputes}
      {running.has(escrow.status) && buys && <Button onClick={() => onDeed('note')}>{text.note}</Button>}
    </>
  );
}

export function Component() {
  const text = useTexts(texts);
  const id = useParams().id ?? '';
  const queries = useQueryClient();
  const session = useSession();
  const { choice } = useLabels('escrow');
  const [deed, setDeed] = useState<Deed | null>(null);
  const escrow = useQuery({
    queryKey: ['/api/v1/escrows', id],
    queryFn: () => unwrap(api.GET('/api/v1/escrows/{id}', { params: { path: { id } } })),
  });
  const money = useQuery({
    queryKey: ['/api/v1/escrows', id, 'money'],
    queryFn: () => unwrap(api.GET('/api/v1/escrows/{id}/money', { params: { path: { id } } })),
  });
  const title = useEscrowTitle(escrow.data);
  if (escrow.isError) return <ErrorState error={escrow.error} onRetry={() => void escrow.refetch()} />;
  if (!escrow.data) return <Loading lines={8} />;
  const row = escrow.data;
  const buys = row.organisation_id === session.organisation.id;
  const done = () => {
    setDeed(null);
    void queries.invalidateQueries({ queryKey: ['/api/v1/escrows'] });
  };
  return (
    <PageFrame
      title={title}
      back={<Link to="/escrows">{text.backToEscrows}</Link>}
      hint={<Tag tone={escrowTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>}
      action={<Deeds escrow={row} buys={buys} onDeed={setDeed} />}
    >
      <Panel title={text.where} hint={text.whereHint}>
        {money.data ? <Whereabouts money={money.data} buys={buys} /> : <Loading lines={4} />}
      </Panel>
      <Panel title={text.details}>
        <Agreed escrow={row} />
      </Panel>
      <DisputesOf escrow={row} />
      <NotesOf escrow={row} />
      <Panel title={text.movements}>
        {money.data?.transfers.length === 0 ? (
          <EmptyState title={text.noMovements} text={text.noMovementsHint} />
        ) : (
          <TransferLines transfers={money.data?.transfers ?? []} />
        )}
      </Panel>
      <Drawer
        title={deed === null ? '' : text[deed]}
        size={480}
        open={deed !== null}
        onClose={() => setDeed(null)}
        destroyOnHidden
      >
        {deed === 'release' && <ReleaseForm escrow={row} onDone={done} />}
        {deed === 'dispute' && <DisputeForm escrow={row} onDone={done} />}
        {deed === 'note' && <NoteForm escrow={row} onDone={done} />}
      </Drawer>
    </PageFrame>
  );
}
