// The appeal against an evaluation: filed by the supplier, heard and decided by the buyer.
import { App, Button, Checkbox, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { api, unwrap } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Facts, Notice, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { JudgedFields, judgedValues, judgementsOf } from './judge-form';
import { RecordsPanel } from './records-panel';
import { texts } from './texts';
import {
  appealsPath,
  evaluationsPath,
  pointsOf,
  receivedAppealsPath,
  receivedPath,
  tones,
  useAppeal,
  useRefresh,
  type Appeal,
  type Evaluation,
} from './use-evaluations';

const main: ReadonlySet<string> = new Set(['hear']);
const reasoned: ReadonlySet<string> = new Set(['uphold']);
const shownIn = [appealsPath, receivedAppealsPath, evaluationsPath, receivedPath, '/api/v1/tasks'] as const;

function FileForm({ evaluation, onDone }: { evaluation: Evaluation; onDone: () => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { message } = App.useApp();
  const refresh = useRefresh();
  return (
    <ServerForm
      initial={{}}
      fields={['grounds']}
      submitLabel={text.appeal}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/evaluation-appeals', {
            headers: { 'Idempotency-Key': key },
            body: { evaluation_id: evaluation.id, grounds: String(values.grounds) },
          }),
        );
        void message.success(text.filed);
        refresh();
        onDone();
      }}
    >
      <Notice tone="info">{text.appealHint}</Notice>
      <Form.Item
        name="grounds"
        label={text.grounds}
        rules={[{ required: true, whitespace: true, message: words.required(text.grounds) }]}
      >
        <Input.TextArea autoSize={{ minRows: 4 }} maxLength={2_000} />
      </Form.Item>
    </ServerForm>
  );
}

function ReviseForm({
  evaluation,
  appeal,
  onDone,
}: {
  evaluation: Evaluation;
  appeal: Appeal;
  onDone: () => void;
}) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [excluded, setExcluded] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) =>
    setExcluded((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const before = judgedValues(evaluation);
  return (
    <ServerForm
      initial={before}
      fields={['reason', 'exclusions']}
      submitLabel={text.revise}
      send={async (values, key) => {
        const exclusions = [...excluded].map((one) => {
          const [position, input] = one.split(' ').map(Number);
          return { position: position ?? 0, input: input ?? 0 };
        });
        const judgements = judgementsOf(evaluation, values).filter(
          ({ position }) =>
            values[`points_${position}`] !== before[`points_${position}`] ||
            values[`comment_${position}`] !== before[`comment_${position}`],
        );
        await unwrap(
          api.POST('/api/v1/evaluation-appeals/{id}/revision/actions', {
            params: { path: { id: appeal.id }, header: { 'Idempotency-Key': key } },
            body: { exclusions, judgements, reason: String(values.reason) },
          }),
        );
        void message.success(text.revised);
        refresh();
        onDone();
      }}
    >
      <Notice tone="info">{text.reviseHint}</Notice>
      <RecordsPanel
        evaluation={evaluation}
        tool={(position, input) => {
          const key = `${position} ${input}`;
          return (
            <Checkbox aria-label={text.excluded} checked={excluded.has(key)} onChange={() => toggle(key)} />
          );
        }}
      />
      <JudgedFields evaluation={evaluation} />
      <Form.Item
        name="reason"
        label={text.reply}
        rules={[{ required: true, whitespace: true, message: words.required(text.reply) }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
    </ServerForm>
  );
}

export function AppealPanel({ evaluation, isOwn }: { evaluation: Evaluation; isOwn: boolean }) {
  const text = useTexts(texts);
  const can = useCan();
  const { choice } = useLabels('evaluation_appeal');
  const [isOpen, setOpen] = useState(false);
  const found = useAppeal(evaluation.id, isOwn);
  const appeal = found.data;
  const mayFile = !isOwn && evaluation.status === 'published' && can(permissions.appealEvaluations);
  if (!appeal && !mayFile) return null;
  const mayRevise = appeal?.actions.includes('change') === true;
  return (
    <Panel
      title={text.appeals}
      action={appeal && <Tag tone={tones[appeal.status] ?? 'plain'}>{choice('status', appeal.status)}</Tag>}
    >
      {!appeal && <Button onClick={() => setOpen(true)}>{text.appeal}</Button>}
      {appeal && (
        <>
          <Facts
            facts={[
              { label: text.grounds, value: appeal.grounds, wide: true },
              { label: text.reply, value: appeal.status_reason ?? undefined, wide: true },
              {
                label: text.before,
                value:
                  typeof appeal.total_before_ppm === 'number' ? pointsOf(appeal.total_before_ppm) : undefined,
              },
              {
                label: text.after,
                value:
                  typeof appeal.total_after_ppm === 'number' ? pointsOf(appeal.total_after_ppm) : undefined,
              },
            ]}
          />
          <div className="evaluation-figures">
            <RowActions
              path={appealsPath}
              entity="evaluation_appeal"
              // A revision has a form of its own.
              row={{ ...appeal, actions: appeal.actions.filter((action) => action !== 'change') }}
              size="middle"
              main={main}
              reasoned={reasoned}
              shownIn={shownIn}
            />
            {mayRevise && (
              <Button type="primary" onClick={() => setOpen(true)}>
                {text.revise}
              </Button>
            )}
          </div>
        </>
      )}
      <Drawer
        title={appeal ? text.revise : text.appeal}
        size={560}
        open={isOpen}
        onClose={() => setOpen(false)}
        destroyOnHidden
      >
        {appeal ? (
          <ReviseForm evaluation={evaluation} appeal={appeal} onDone={() => setOpen(false)} />
        ) : (
          <FileForm evaluation={evaluation} onDone={() => setOpen(false)} />
        )}
      </Drawer>
    </Panel>
  );
}
