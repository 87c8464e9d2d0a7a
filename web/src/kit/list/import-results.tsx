// What becomes of each row of an import: what is wrong with it, or what it adds and changes.
import type { ImportReport } from '../api';
import { labelIn, useLanguage, useTexts } from '../i18n';
import type { FieldMeta } from '../meta';
import { Tag } from '../page';
import { common } from '../texts/common';
import { listTexts } from '../texts/list';
import { shownOutcomes } from './import-mapping';

type Props = { report: ImportReport; fields: readonly FieldMeta[] };

function useLabelOf(fields: readonly FieldMeta[]): (name: string | null | undefined) => string {
  const { language } = useLanguage();
  return (name) => {
    const field = fields.find((each) => each.name === name);
    return field ? labelIn(field.label, language) : (name ?? '');
  };
}

export function ImportProblems({ report, fields }: Props) {
  const words = useTexts(listTexts);
  const labelOf = useLabelOf(fields);
  return (
    <div className="bulk-results" tabIndex={0} role="region" aria-label={words.importProblem}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{words.importRow}</th>
            <th scope="col">{words.importField}</th>
            <th scope="col">{words.importGiven}</th>
            <th scope="col">{words.importProblem}</th>
          </tr>
        </thead>
        <tbody>
          {report.problems.map((problem, index) => (
            <tr key={index}>
              <th scope="row">{problem.row}</th>
              <td>{labelOf(problem.field)}</td>
              <td>{problem.given}</td>
              <td className="bad">{problem.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const tones = { created: 'good', changed: 'warning', unchanged: 'plain' } as const;

export function ImportOutcomes({ report, fields }: Props) {
  const words = useTexts(listTexts);
  const text = useTexts(common);
  const labelOf = useLabelOf(fields);
  const outcomes = {
    created: words.importCreated,
    changed: words.importChanged,
    unchanged: words.importUnchanged,
  };
  const shown = shownOutcomes(report.outcomes);
  return (
    <>
      <div className="bulk-results" tabIndex={0} role="region" aria-label={words.importOutcome}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{words.importRow}</th>
              <th scope="col">{words.importOutcome}</th>
              <th scope="col">{words.importChangedFields}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ row, outcome, fields: changed }) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                <td>
                  <Tag tone={tones[outcome]}>{outcomes[outcome]}</Tag>
                </td>
                <td>{changed.map(labelOf).join(text.comma)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < report.outcomes.length && (
        <p className="faint">{words.importMoreOutcomes(shown.length)}</p>
      )}
    </>
  );
}
