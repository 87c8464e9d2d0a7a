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

type Cell<R> = { title: string; of: (row: R) => ReactNode };
type ResultsProps<R> = { label: string; rows: readonly R[]; cells: readonly Cell<R>[] };

// The number of the row in the file, and what became of it.
function Results<R extends { row: number }>({ label, rows, cells }: ResultsProps<R>) {
  const words = useTexts(listTexts);
  return (
    <div className="bulk-results" tabIndex={0} role="region" aria-label={label}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{words.importRow}</th>
            {cells.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <th scope="row">{row.row}</th>
              {cells.map(({ title, of }) => (
                <td key={title}>{of(row)}</td>
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
      rows={report.problems}
      cells={[
        { title: words.importField, of: ({ field }) => labelOf(field) },
        { title: words.importGiven, of: ({ given }) => given },
        { title: words.importProblem, of: ({ text }) => <span className="bad">{text}</span> },
      ]}
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
        rows={shown}
        cells={[
          {
            title: words.importOutcome,
            of: ({ outcome }) => <Tag tone={tones[outcome]}>{outcomes[outcome]}</Tag>,
          },
          {
            title: words.importChangedFields,
            of: ({ fields: changed }) => changed.map(labelOf).join(text.comma),
          },
        ]}
      />
      {shown.length < report.outcomes.length && (
        <p className="faint">{words.importMoreOutcomes(shown.length)}</p>
      )}
    </>
  );
}
