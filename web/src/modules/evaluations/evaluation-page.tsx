// One evaluation, for the buyer and the supplier: the total, how it came about, each record, and the appeal.
import { App } from 'antd';
import { Link, useParams } from 'react-router';
import { api, unwrap } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, Notice, PageFrame, Panel, Tag } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { AppealPanel } from './appeal-panel';
import './evaluations.css';
import { JudgedFields, judgedOf, judgedValues, judgementsOf } from './judge-form';
import { CriteriaPanel, RecordsPanel } from './records-panel';
import { texts } from './texts';
import {
  evaluationsPath,
  pointsOf,
  receivedPath,
  tones,
  useEvaluation,
  useRefresh,
  type Evaluation,
} from './use-evaluations';

const main: ReadonlySet<string> = new Set(['publish']);

function Judging({ evaluation }: { evaluation: Evaluation }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const refresh = useRefresh();
  return (
    <Panel title={text.judge} hint={text.judgeHint}>
      <ServerForm
        initial={judgedValues(evaluation)}
        fields={['judgements']}
        submitLabel={text.save}
        send={async (values, key) => {
          await unwrap(
            api.POST('/api/v1/evaluations/{id}/judgements/actions', {
              params: { path: { id: evaluation.id }, header: { 'Idempotency-Key': key } },
              body: { judgements: judgementsOf(evaluation, values) },
            }),
          );
          void message.success(text.saved);
          refresh();
        }}
      >
        <JudgedFields evaluation={evaluation} />
      </ServerForm>
    </Panel>
  );
}

function Total({ evaluation, isOwn }: { evaluation: Evaluation; isOwn: boolean }) {
  const text = useTexts(texts);
  const { label } = useLabels('evaluation');
  const isKnown = typeof evaluation.total_ppm === 'number';
  return (
    <Panel>
      <p className="evaluation-figures">
        <strong className="number">{isKnown ? pointsOf(evaluation.total_ppm ?? 0) : '—'}</strong>
        <span className="faint">{text.outOf}</span>
        {evaluation.line_ppm > 0 && isKnown && (
          <Tag tone={evaluation.is_below_line ? 'bad' : 'good'}>
            {evaluation.is_below_line ? text.belowLine : text.aboveLine}
          </Tag>
        )}
      </p>
      <Facts
        facts={[
          {
            label: isOwn ? text.supplier : text.buyer,
            value: <OrganisationName id={isOwn ? evaluation.supplier_id : evaluation.organisation_id} />,
          },
          {
            label: text.line,
            value: evaluation.line_ppm > 0 ? pointsOf(evaluation.line_ppm) : text.noLine,
          },
          { label: label('records'), value: String(evaluation.records) },
          { label: label('formula_number'), value: String(evaluation.formula_number) },
          { label: label('status_reason'), value: evaluation.status_reason ?? undefined, wide: true },
        ]}
      />
      {evaluation.is_below_line && <Notice tone="warning">{text.barred}</Notice>}
      <div className="evaluation-deeds">
        <RowActions
          path={evaluationsPath}
          entity="evaluation"
          row={evaluation}
          size="middle"
          main={main}
          shownIn={[evaluationsPath, receivedPath, '/api/v1/tasks']}
        />
      </div>
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { organisation } = useSession();
  const format = useFormat();
  const { choice } = useLabels('evaluation');
  const found = useEvaluation(useParams().id ?? '');
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={8} />;
  const evaluation = found.data;
  const isOwn = evaluation.organisation_id === organisation.id;
  return (
    <PageFrame
      title={text.evaluationOf(format.dates(evaluation.title))}
      back={<Link to={isOwn ? '/evaluations' : '/supplier'}>{text.back}</Link>}
      hint={
        <>
          <Tag tone={tones[evaluation.status] ?? 'plain'}>{choice('status', evaluation.status)}</Tag>
        </>
      }
    >
      <Total evaluation={evaluation} isOwn={isOwn} />
      <AppealPanel evaluation={evaluation} isOwn={isOwn} />
      <CriteriaPanel evaluation={evaluation} />
      {isOwn && evaluation.status === 'draft' && judgedOf(evaluation).length > 0 && (
        <Judging key={evaluation.version} evaluation={evaluation} />
      )}
      <RecordsPanel evaluation={evaluation} />
    </PageFrame>
  );
}
