// One inspection, for who inspects and for who has made the lot: the plan, what was found, the verdict.
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Inspection } from '@/kit/api';
import { Figures } from '@/kit/chart/bars';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, Notice, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan, useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { ConcessionList } from './concession-list';
import './inspections.css';
import { Photos } from './photos';
import { Plan } from './plan';
import { ResultsForm } from './results-form';
import { texts } from './texts';
import { inspectionTones, useConcessions, useInspection } from './use-inspections';
import { VerdictPanel } from './verdict-panel';

function Decided({ inspection }: { inspection: Inspection }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { title, label, choice } = useLabels('inspection');
  const count = (milli: number) => format.number(milli / 1_000);
  const at = format.instant(inspection.decided_at);
  const by = inspection.decided_by;
  return (
    <Panel
      title={`${title} · ${choice('status', inspection.status)}`}
      hint={by ? text.decidedAt(by, at) : text.decidedAuto(at)}
    >
      <Figures
        figures={[
          { label: text.accepted, value: count(inspection.accepted_quantity) || '0' },
          { label: text.rejected, value: count(inspection.rejected_quantity) || '0' },
          ...(inspection.price_cut !== null
            ? [{ label: label('price_cut'), value: formatFen(inspection.price_cut) }]
            : []),
        ]}
      />
    </Panel>
  );
}

function Found({ inspection, onCorrect }: { inspection: Inspection; onCorrect?: () => void }) {
  const text = useTexts(texts);
  const format = useFormat();
  return (
    <Panel title={text.found} action={onCorrect && <Button onClick={onCorrect}>{text.correct}</Button>}>
      <div className="stack">
        <Figures
          figures={[
            { label: text.inspected, value: format.number(inspection.inspected) },
            { label: text.nonconforming, value: format.number(inspection.nonconforming) || '0' },
          ]}
        />
        {inspection.defects.length > 0 && (
          <ul className="found-defects">
            {inspection.defects.map((defect, i) => (
              <li key={i}>
                <span>
                  <Tag tone={defect.defect_class === 'critical' ? 'bad' : 'warning'}>
                    {text[`class_${defect.defect_class}`]}
                  </Tag>{' '}
                  {defect.characteristic}
                </span>
                <strong className="number">{text.amount(format.number(defect.pieces))}</strong>
                {(defect.required ?? defect.measured) && (
                  <small className="faint">
                    {text.required} {defect.required ?? '—'} · {text.measured} {defect.measured ?? '—'}
                  </small>
                )}
              </li>
            ))}
          </ul>
        )}
        {inspection.photos.length > 0 && <Photos inspection={inspection.id} photos={inspection.photos} />}
        {inspection.note && <p>{inspection.note}</p>}
      </div>
    </Panel>
  );
}

function InspectionFacts({ inspection, isInspector }: { inspection: Inspection; isInspector: boolean }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { label } = useLabels('inspection');
  const { organisation_id: inspecting, supplier_id: supplier } = inspection;
  return (
    <Panel title={text.facts}>
      <Facts
        facts={[
          { label: label('goods'), value: inspection.goods },
          { label: label('lot'), value: <span className="mono">{inspection.lot}</span> },
          { label: label('quantity'), value: text.amount(format.number(inspection.quantity / 1_000)) },
          isInspector
            ? { label: label('supplier_id'), value: <OrganisationName id={supplier} /> }
            : { label: label('organisation_id'), value: <OrganisationName id={inspecting} /> },
          { label: label('is_resubmitted'), value: inspection.is_resubmitted ? '✓' : undefined },
          { label: label('created_at'), value: format.instant(inspection.created_at) },
          { label: label('decide_by'), value: format.instant(inspection.decide_by) },
        ]}
      />
    </Panel>
  );
}

// Where the lot comes from.
function subjectAddress({ subject_kind: kind, subject_id: id }: Inspection): 'order' | 'task' | null {
  if (id === null) return null;
  if (kind === 'sales_order') return 'order';
  return kind === 'operation_task' ? 'task' : null;
}

export function Component() {
  const text = useTexts(texts);
  const can = useCan();
  const format = useFormat();
  const { organisation } = useSession();
  const { choice } = useLabels('inspection');
  const id = useParams().id ?? '';
  const inspection = useInspection(id);
  const concessions = useConcessions(id);
  const [correcting, setCorrecting] = useState(false);
  if (inspection.isError)
    return <ErrorState error={inspection.error} onRetry={() => void inspection.refetch()} />;
  if (!inspection.data) return <Loading lines={8} />;
  const row = inspection.data;
  const isInspector = row.organisation_id === organisation.id;
  const isPending = row.status === 'pending';
  const isFound = row.nonconforming !== null;
  const offers = concessions.data ?? [];
  const mayRecord = isInspector && isPending && can(permissions.inspect);
  const records = mayRecord && (correcting || !isFound);
  const subject = subjectAddress(row);
  return (
    <PageFrame
      title={row.goods}
      back={<Link to="/inspections">{text.back}</Link>}
      hint={
        <>
          <span className="mono">{row.lot}</span>{' '}
          <Tag tone={inspectionTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>{' '}
          {subject === 'order' && <Link to={`/orders/${row.subject_id}`}>{text.toOrder}</Link>}
          {subject === 'task' && <Link to={`/work/${row.subject_id}`}>{text.toTask}</Link>}
        </>
      }
    >
      {isPending && row.decide_by && (
        <Notice tone="warning" title={text.decideBy(format.instant(row.decide_by))}>
          {text.deemed}
        </Notice>
      )}
      {!isPending && <Decided inspection={row} />}
      <Plan inspection={row} />
      {records && <ResultsForm key={row.version} inspection={row} onDone={() => setCorrecting(false)} />}
      {isFound && !records && (
        <Found inspection={row} {...(mayRecord ? { onCorrect: () => setCorrecting(true) } : {})} />
      )}
      {isPending && !records && (
        <VerdictPanel
          inspection={row}
          isInspector={isInspector}
          isAsked={offers.some(({ status }) => status === 'offered')}
        />
      )}
      {offers.length > 0 && (
        <Panel title={text.concessions}>
          <ConcessionList concessions={offers} />
        </Panel>
      )}
      <InspectionFacts inspection={row} isInspector={isInspector} />
    </PageFrame>
  );
}
