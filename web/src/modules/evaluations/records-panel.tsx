// How the total came about: each criterion with its contribution, and the records below it.
import type { ReactNode } from 'react';
import { Bars } from '@/kit/chart/bars';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Panel } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import './evaluations.css';
import { texts } from './texts';
import { pointsOf, type CriterionResult, type Evaluation } from './use-evaluations';

const full = 1_000_000;

export function useCriterionName(): (result: CriterionResult) => string {
  const { choice } = useLabels('evaluation_result');
  return (result) => result.name ?? choice('kind', result.kind);
}

export function CriteriaPanel({ evaluation }: { evaluation: Evaluation }) {
  const text = useTexts(texts);
  const nameOf = useCriterionName();
  return (
    <Panel title={text.criteria} hint={text.criteriaHint}>
      <Bars
        wide
        bars={evaluation.results.map((result) => {
          const isKnown = typeof result.rate_ppm === 'number';
          return {
            key: String(result.position),
            name: nameOf(result),
            value: <strong>{isKnown ? pointsOf(result.rate_ppm ?? 0) : '—'}</strong>,
            share: (result.rate_ppm ?? 0) / full,
            note: isKnown
              ? `${text.weight(result.weight)} · ${text.contributes(pointsOf(result.contribution_ppm))} · ${text.records(result.inputs.length)}`
              : text.unknown,
          };
        })}
      />
    </Panel>
  );
}

// `tool`: stands before a record, by its place.
export function RecordsPanel({
  evaluation,
  tool,
}: {
  evaluation: Evaluation;
  tool?: (position: number, input: number) => ReactNode;
}) {
  const text = useTexts(texts);
  const format = useFormat();
  const nameOf = useCriterionName();
  const { choice } = useLabels('certificate');
  const known = evaluation.results.filter((result) => result.inputs.length > 0);
  return (
    <Panel title={text.evidence} hint={text.evidenceHint}>
      {known.map((result) => (
        <section key={result.position}>
          <h3>{nameOf(result)}</h3>
          <ul className="evaluation-records">
            {result.inputs.map((input, i) => (
              <li key={i} data-excluded={input.is_excluded}>
                <span>
                  {tool?.(result.position, i + 1)}{' '}
                  {result.kind === 'documents' ? choice('kind', input.what) : input.what}
                  <span className="sub faint">
                    {input.occurred_at ? format.date(input.occurred_at) : ''}
                    {input.is_excluded ? ` ${text.excluded}` : ''}
                  </span>
                </span>
                <strong className="number">{pointsOf(input.value_ppm)}</strong>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}
