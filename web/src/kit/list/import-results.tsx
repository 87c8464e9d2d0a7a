// What becomes of each row of an import: what is wrong with it, or what it adds and changes.
import type { ReactNode } from 'react';
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

type Result = { row: number; cells: readonly ReactNode[] };

// `titles`: of the cells; the number of the row in the file stands before them.
function Results({ label, titles, results }: { label: string; titles: string[]; results: Result[] }) {
  const words = useTexts(listTexts);
  return (
    <div className="bulk-results" tabIndex={0} role="region" aria-label={label}>
      <table className="plain-table">
        <thead>
          <tr>
            {[words.importRow, ...titles].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {results.map(({ row, cells }, index) => (
            <tr key={index}>
              <th scope="row">{row}</th>
              {cells.map((cell, place) => (
                <td key={titles[place]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function ImportProblems({ report, fields }: Props) {
  const words = useTexts(listTexts);
  const labelOf = useLabelOf(fields);
  return (
    <Results
      label={words.importProblem}
      titles={[words.importField, words.importGiven, words.importProblem]}
      results={report.problems.map(({ row, field, given, text }) => ({
        row,
        cells: [labelOf(field), given, <span className="bad">{text}</span>],
      }))}
    />
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
      <Results
        label={words.importOutcome}
        titles={[words.importOutcome, words.importChangedFields]}
        results={shown.map(({ row, outcome, fields: changed }) => ({
          row,
          cells: [
            <Tag tone={tones[outcome]}>{outcomes[outcome]}</Tag>,
            changed.map(labelOf).join(text.comma),
          ],
        }))}
      />
      {shown.length < report.outcomes.length && (
        <p className="faint">{words.importMoreOutcomes(shown.length)}</p>
      )}
    </>
  );
}
