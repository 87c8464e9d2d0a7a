// One return, for both sides and for who arbitrates: how far it is, whose turn it is, what is to be done.
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { GoodsReturn } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, Notice, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan, useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { Way } from '@/kit/way';
import { DecisionForm, SendForm } from './deed-forms';
import './returns.css';
import { presentStep, returnSteps } from './steps';
import { texts } from './texts';
import { returnsPath, returnTones, shownIn, useReturn } from './use-returns';

const main: ReadonlySet<string> = new Set(['approve', 'receive']);
const reasoned: ReadonlySet<string> = new Set(['refuse', 'dispute']);
const remedies: Record<string, string> = { repair: 'repair', replace: 'replace', credit: 'credit' };
const turns = ['requested', 'approved', 'refused', 'disputed', 'sent', 'received'] as const;
const remedied = new Set(['repaired', 'replaced', 'credited']);

function useTurn(row: GoodsReturn, isOwn: boolean): string {
  const text = useTexts(texts);
  const side = isOwn ? 'own' : 'other';
  const turn = turns.find((one) => one === row.status);
  if (turn) return text[`turn_${turn}_${side}`];
  return remedied.has(row.status) ? text[`turn_done_${side}`] : '';
}

function Deeds({ row, isOwn, isParty }: { row: GoodsReturn; isOwn: boolean; isParty: boolean }) {
  const text = useTexts(texts);
  const can = useCan();
  const turn = useTurn(row, isOwn);
  const [form, setForm] = useState<'send' | 'decide' | null>(null);
  const maySend = isOwn && row.actions.includes('send');
  const mayDecide = !isParty && row.status === 'disputed' && can(permissions.arbitrateReturns);
  if (turn === '') return null;
  const wanted = remedies[row.wanted];
  return (
    <Panel title={text.deeds} hint={turn}>
      <div className="return-deeds">
        {maySend && (
          <Button type="primary" onClick={() => setForm('send')}>
            {text.send}
          </Button>
        )}
        {isParty && (
          <RowActions
            path={returnsPath}
            entity="goods_return"
            // Sending has a form of its own.
            row={{ ...row, actions: row.actions.filter((action) => action !== 'send') }}
            size="middle"
            main={wanted ? new Set([...main, wanted]) : main}
            reasoned={reasoned}
            confirm={{ credit: text.creditWarning }}
            shownIn={shownIn}
          />
        )}
        {mayDecide && (
          <Button type="primary" onClick={() => setForm('decide')}>
            {text.decide}
          </Button>
        )}
      </div>
      <Drawer
        title={form ? text[form] : ''}
        size={480}
        open={form !== null}
        onClose={() => setForm(null)}
        destroyOnHidden
      >
        {form === 'send' && <SendForm id={row.id} onDone={() => setForm(null)} />}
        {form === 'decide' && <DecisionForm id={row.id} onDone={() => setForm(null)} />}
      </Drawer>
    </Panel>
  );
}

function ReturnFacts({ row }: { row: GoodsReturn }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { label, choice } = useLabels('goods_return');
  return (
    <Panel title={text.facts}>
      <Facts
        facts={[
          { label: label('quantity'), value: text.amount(format.number(row.quantity / 1_000)) },
          { label: label('value'), value: <span className="number">¥{formatFen(row.value)}</span> },
          { label: label('wanted'), value: choice('wanted', row.wanted) },
          { label: text.from, value: <OrganisationName id={row.organisation_id} /> },
          { label: text.to, value: <OrganisationName id={row.supplier_id} /> },
          { label: label('sent_at'), value: row.sent_at ? format.instant(row.sent_at) : undefined },
          { label: label('carrier'), value: row.carrier ?? undefined },
          { label: label('tracking_number'), value: row.tracking_number ?? undefined },
          { label: label('created_at'), value: format.instant(row.created_at) },
          { label: label('reason'), value: row.reason, wide: true },
          { label: label('status_reason'), value: row.status_reason ?? undefined, wide: true },
        ]}
      />
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { organisation } = useSession();
  const { choice } = useLabels('goods_return');
  const goods = useReturn(useParams().id ?? '');
  if (goods.isError) return <ErrorState error={goods.error} onRetry={() => void goods.refetch()} />;
  if (!goods.data) return <Loading lines={8} />;
  const row = goods.data;
  const isOwn = row.organisation_id === organisation.id;
  const isParty = isOwn || row.supplier_id === organisation.id;
  const present = presentStep(row);
  return (
    <PageFrame
      title={row.goods}
      back={<Link to="/returns">{text.back}</Link>}
      hint={
        <>
          <span className="mono">{row.lot}</span>{' '}
          <Tag tone={returnTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>{' '}
          {isParty && <Link to={`/shipments/${row.shipment_id}`}>{text.shipment}</Link>}
        </>
      }
    >
      {present !== undefined && (
        <Panel>
          <Way label={text.way} steps={returnSteps.map((step) => text[`step_${step}`])} present={present} />
        </Panel>
      )}
      {row.status === 'refused' && row.status_reason && <Notice tone="warning">{row.status_reason}</Notice>}
      <Deeds row={row} isOwn={isOwn} isParty={isParty} />
      <ReturnFacts row={row} />
    </PageFrame>
  );
}
