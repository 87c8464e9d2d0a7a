// What the machine told while the work was done that was reported: figures, verdict, reasons; the customer looks into
// what is doubtful.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, unwrap, type WorkEvidence } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Notice, Panel, Tag, type Tone } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan, useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import { evidenceTexts } from './evidence-texts';
import './evidence.css';
import { formatPieces } from './figures';
import { ordersPath, tasksPath } from './use-orders';

const evidenceMax = 50;
const againMs = 30_000;
const tones: Record<WorkEvidence['verdict'], Tone | 'plain'> = {
  plausible: 'good',
  doubtful: 'bad',
  silent: 'warning',
  no_device: 'plain',
};

// Hours and minutes, as a shift counts.
export function workTime(seconds: number, hour: string, minute: string): string {
  const minutes = Math.round(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours} ${hour} ${minutes % 60} ${minute}` : `${minutes} ${minute}`;
}

function Figures({ evidence }: { evidence: WorkEvidence }) {
  const text = useTexts(evidenceTexts);
  const { language } = useLanguage();
  const [hour, minute] = language === 'zh' ? ['小时', '分'] : ['h', 'min'];
  const { cycles, running_s: running, power_kw: power, energy_kwh: energy } = evidence;
  const interval = (Date.parse(evidence.ended_at) - Date.parse(evidence.started_at)) / 1000;
  const number = (value: number, digits: number) => formatNumber(Number(value.toFixed(digits)), language);
  return (
    <dl className="evidence-figures">
      {typeof cycles === 'number' && (
        <div>
          <dt>{text.cycles}</dt>
          <dd className="number">{number(cycles, 0)}</dd>
        </div>
      )}
      {typeof running === 'number' && (
        <div>
          <dt>{text.running}</dt>
          <dd className="number">
            {workTime(running, hour, minute)} <small>{text.of(workTime(interval, hour, minute))}</small>
          </dd>
        </div>
      )}
      {typeof power === 'number' && (
        <div>
          <dt>{text.power}</dt>
          <dd className="number">{number(power, 1)} kW</dd>
        </div>
      )}
      {typeof energy === 'number' && (
        <div>
          <dt>{text.energy}</dt>
          <dd className="number">{number(energy, 1)} kWh</dd>
        </div>
      )}
    </dl>
  );
}

function ReviewForm({ evidence, onDone }: { evidence: WorkEvidence; onDone: () => void }) {
  const text = useTexts(evidenceTexts);
  const words = useTexts(common);
  const queries = useQueryClient();
  return (
    <ServerForm
      initial={{}}
      fields={['note']}
      submitLabel={text.save}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/work-evidence/{id}/reviews/actions', {
            params: { path: { id: evidence.id }, header: { 'Idempotency-Key': key } },
            body: { note: String(values.note) },
          }),
        );
        await Promise.all(
          [tasksPath, ordersPath].map((path) => queries.invalidateQueries({ queryKey: [path] })),
        );
        onDone();
      }}
    >
      <Notice tone="info">{text.reviewHint}</Notice>
      <Form.Item
        name="note"
        label={text.reviewNote}
        rules={[{ required: true, whitespace: true, message: words.required(text.reviewNote) }]}
      >
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} />
      </Form.Item>
    </ServerForm>
  );
}

type LineProps = { evidence: WorkEvidence; withTask: boolean; onReview?: () => void };

function EvidenceLine({ evidence, withTask, onReview }: LineProps) {
  const text = useTexts(evidenceTexts);
  const { language } = useLanguage();
  const format = useFormat();
  const { choice } = useLabels('work_evidence');
  const isOpen = evidence.is_flagged && !evidence.is_reversed;
  return (
    <li className={isOpen ? 'evidence-flagged' : undefined}>
      <div className="evidence-head">
        <strong className="number">{text.reported(formatPieces(evidence.pieces, language))}</strong>
        <span className="faint">
          {format.instant(evidence.started_at)} – {format.instant(evidence.ended_at)}
        </span>
        <Tag tone={evidence.is_reversed ? 'plain' : tones[evidence.verdict]}>
          {choice('verdict', evidence.verdict)}
        </Tag>
        {isOpen && <Tag tone="warning">{text.flagged}</Tag>}
        {evidence.is_reversed && <Tag tone="plain">{text.reversed}</Tag>}
        {withTask && <Link to={`/work/${evidence.task_id}`}>{text.openTask}</Link>}
        {isOpen && onReview && (
          <Button size="small" className="evidence-review" onClick={onReview}>
            {text.review}
          </Button>
        )}
      </div>
      {evidence.reasons.length > 0 && (
        <ul className="evidence-reasons">
          {evidence.reasons.map((reason) => (
            <li key={reason}>{choice('reasons', reason)}</li>
          ))}
        </ul>
      )}
      <Figures evidence={evidence} />
      {evidence.review_note && (
        <p className="evidence-note">
          {evidence.review_note}{' '}
          <small className="faint">
            {text.reviewedBy(evidence.reviewed_by ?? '', format.instant(evidence.reviewed_at ?? ''))}
          </small>
        </p>
      )}
    </li>
  );
}

// Of a task for its two sides, of an order for its buyer and its supplier.
export function EvidencePanel({ subject, id }: { subject: 'task' | 'order'; id: string }) {
  const text = useTexts(evidenceTexts);
  const can = useCan();
  const own = useSession().organisation.id;
  const [reviewed, setReviewed] = useState<WorkEvidence | null>(null);
  const isTask = subject === 'task';
  const rows = useQuery({
    queryKey: [isTask ? tasksPath : ordersPath, id, 'evidence'],
    queryFn: async () => {
      const params = { path: { id }, query: { limit: evidenceMax, sort: '-ended_at' as const } };
      const answer = isTask
        ? api.GET('/api/v1/operation-tasks/{id}/evidence', { params })
        : api.GET('/api/v1/sales-orders/{id}/evidence', { params });
      return (await unwrap(answer)).items;
    },
    enabled: can(permissions.viewEvidence),
    refetchInterval: againMs,
  }).data;
  if (!rows || rows.length === 0) return null;
  return (
    <Panel title={text.title} hint={text.hint}>
      <ul className="evidence-lines">
        {rows.map((row) => (
          <EvidenceLine
            key={row.id}
            evidence={row}
            withTask={!isTask && row.customer_id === own}
            onReview={
              row.customer_id === own && can(permissions.reviewEvidence) ? () => setReviewed(row) : undefined
            }
          />
        ))}
      </ul>
      <Drawer
        title={text.reviewTitle}
        size={480}
        open={reviewed !== null}
        onClose={() => setReviewed(null)}
        destroyOnHidden
      >
        {reviewed && <ReviewForm evidence={reviewed} onDone={() => setReviewed(null)} />}
      </Drawer>
    </Panel>
  );
}
