// The parameters of a device on its page: what is in force and who answers for it, what the machine says, the versions
// and what each of them changes.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { api, asProblem, removeRow, unwrap, type DeviceParameter, type ParameterSet } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { EmptyState, Facts, Notice, Panel, Tag, useProblemTitle, type Tone } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import { givenOf, ParameterForm, type Content } from './parameter-form';
import { parameterTexts } from './parameter-texts';
import { parameterSetsPath, useDifference, useParameters, useParameterSets } from './use-parameters';
import { devicesPath } from './use-telemetry';

const tones: Record<ParameterSet['status'], Tone | 'plain'> = {
  draft: 'plain',
  proposed: 'info',
  approved: 'info',
  sending: 'warning',
  applied: 'good',
  failed: 'bad',
  refused: 'bad',
  superseded: 'plain',
};
const reasoned = new Set(['refuse']);
const main = new Set(['propose', 'approve', 'send']);

function useValueText() {
  const text = useTexts(parameterTexts);
  return (value: unknown, unit = '') => {
    if (typeof value === 'boolean') return value ? text.yes : text.no;
    if (typeof value === 'number' || typeof value === 'string') return `${value} ${unit}`.trim();
    return '';
  };
}

function InForce({ set, parameters, reported }: InForceProps) {
  const text = useTexts(parameterTexts);
  const format = useFormat();
  const { language } = useLanguage();
  const valueText = useValueText();
  const given = givenOf(set.content);
  const said = givenOf(reported);
  const shown = parameters.filter(({ name }) => name in given);
  return (
    <>
      <Facts
        facts={[
          {
            label: text.inForce,
            value: (
              <>
                {text.version(set.number)} {set.note}{' '}
                {set.applied_at && <Tag tone="good">{text.since(format.instant(set.applied_at))}</Tag>}
              </>
            ),
          },
          { label: text.proposedBy, value: set.proposed_by ?? null },
          { label: text.approvedBy, value: set.approved_by ?? null },
          { label: text.sentBy, value: set.sent_by ?? null },
        ]}
      />
      <dl className="values">
        {shown.map((parameter) => (
          <div key={parameter.name} className="value-tile">
            <dt>{language === 'zh' ? parameter.label_zh : parameter.label_en}</dt>
            <dd>
              {valueText(given[parameter.name], parameter.unit)}
              <small className="value-age">
                {text.reported} {valueText(said[parameter.name], parameter.unit) || text.notReported}
              </small>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
type InForceProps = { set: ParameterSet; parameters: readonly DeviceParameter[]; reported: unknown };

function Changes({ set }: { set: ParameterSet }) {
  const text = useTexts(parameterTexts);
  const difference = useDifference(set.id).data;
  if (!difference) return null;
  if (difference.items.length === 0) return <p className="hint">{text.sameAsInForce}</p>;
  return (
    <>
      <p className="hint">
        {typeof difference.from === 'number' ? text.against(difference.from) : text.againstNothing}
      </p>
      <ul className="refusals">
        {difference.items.map((line) => (
          <li key={line.name}>
            <span>{line.label}</span>
            <span>
              {line.before ?? text.none} → <strong>{line.after ?? text.none}</strong> {line.unit}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function whyFailed(text: (typeof parameterTexts)['zh'], code: string): string {
  if (code === 'parameter_set.silent') return text.failed_silent;
  return code === 'parameter_set.differs' ? text.failed_differs : text.failed_other;
}

function VersionFacts({ set }: { set: ParameterSet }) {
  const text = useTexts(parameterTexts);
  const format = useFormat();
  const said = [
    format.instant(set.created_at),
    typeof set.returns_to === 'number' ? text.returns(set.returns_to) : '',
    set.proposed_by ? text.proposedLine(set.proposed_by) : '',
    set.approved_by ? text.approvedLine(set.approved_by) : '',
    set.status === 'sending' && set.answer_by ? text.waitingFor(format.instant(set.answer_by)) : '',
    set.failure ? whyFailed(text, set.failure) : '',
    set.status_reason ?? '',
  ];
  return <span className="sub faint">{said.filter((part) => part !== '').join(' · ')}</span>;
}

type VersionProps = { set: ParameterSet; onEdit: () => void; refresh: () => void };

function Version({ set, onEdit, refresh }: VersionProps) {
  const text = useTexts(parameterTexts);
  const words = useTexts(common);
  const can = useCan();
  const { choice } = useLabels('parameter_set');
  const { message, modal } = App.useApp();
  const titleOf = useProblemTitle();
  const [open, setOpen] = useState(set.status === 'proposed');
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    refresh();
  };
  const returnHere = () =>
    void modal.confirm({
      title: text.returnAsk(set.number),
      content: text.returnAskHint,
      okText: text.returnHere,
      cancelText: words.cancel,
      onOk: () =>
        attempt(() =>
          unwrap(api.POST('/api/v1/parameter-sets/{id}/returns', { params: { path: { id: set.id } } })),
        ),
    });
  const isDraft = set.status === 'draft' && can(permissions.editTelemetry);
  const mayReturn = set.applied_at && set.status !== 'applied' && can(permissions.writeTelemetry);
  return (
    <li className="parameter-version">
      <span>
        {text.version(set.number)} {set.note}{' '}
        <Tag tone={tones[set.status]}>{choice('status', set.status)}</Tag>
        <VersionFacts set={set} />
        {open && <Changes set={set} />}
      </span>
      <span className="row">
        <Button type="link" size="small" onClick={() => setOpen(!open)}>
          {open ? text.hideChanges : text.changes}
        </Button>
        {isDraft && (
          <>
            <Button size="small" onClick={onEdit}>
              {text.edit}
            </Button>
            <Button
              size="small"
              danger
              type="text"
              onClick={() => void attempt(() => removeRow(parameterSetsPath, set))}
            >
              {text.removeDraft}
            </Button>
          </>
        )}
        <RowActions
          path={parameterSetsPath}
          entity="parameter_set"
          row={set}
          shownIn={[devicesPath]}
          reasoned={reasoned}
          main={main}
          confirm={{ send: text.sendAsk }}
        />
        {mayReturn && (
          <Button size="small" onClick={returnHere}>
            {text.returnHere}
          </Button>
        )}
      </span>
    </li>
  );
}

type Editing = { draft: ParameterSet | null; start: Content };

export function ParametersPanel({ device }: { device: string }) {
  const text = useTexts(parameterTexts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const mayEdit = useCan()(permissions.editTelemetry);
  const shown = useParameters(device).data;
  const versions = useParameterSets(device).data?.items ?? [];
  const [editing, setEditing] = useState<Editing | null>(null);
  if (!shown || shown.parameters.length === 0) return null;
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: [parameterSetsPath] });
    void queries.invalidateQueries({ queryKey: [devicesPath, device, 'parameters'] });
  };
  const start = givenOf(shown.in_force?.content ?? shown.reported);
  return (
    <Panel
      title={text.parameters}
      hint={text.parametersHint}
      action={mayEdit && <Button onClick={() => setEditing({ draft: null, start })}>{text.draft}</Button>}
    >
      {shown.deviations.length > 0 && (
        <Notice tone="warning" title={text.deviates}>
          <ul className="hints">
            {shown.deviations.map((line) => (
              <li key={line.name}>
                {text.deviation(line.label, line.before ?? '', `${line.after ?? ''} ${line.unit}`.trim())}
              </li>
            ))}
          </ul>
          {text.deviatesHint}
        </Notice>
      )}
      {shown.in_force ? (
        <InForce set={shown.in_force} parameters={shown.parameters} reported={shown.reported} />
      ) : (
        <EmptyState title={text.noneInForce} text={text.noneInForceHint} />
      )}
      {versions.length > 0 && <h3>{text.history}</h3>}
      <ul className="refusals">
        {versions.map((set) => (
          <Version
            key={set.id}
            set={set}
            onEdit={() => setEditing({ draft: set, start: givenOf(set.content) })}
            refresh={refresh}
          />
        ))}
      </ul>
      <Drawer
        title={editing?.draft ? text.edit : text.draft}
        size={520}
        open={editing !== null}
        onClose={() => setEditing(null)}
        destroyOnHidden
      >
        {editing && (
          <ParameterForm
            device={device}
            parameters={shown.parameters}
            draft={editing.draft}
            start={editing.start}
            onSaved={() => {
              setEditing(null);
              void message.success(words.saved);
              refresh();
            }}
          />
        )}
      </Drawer>
    </Panel>
  );
}
