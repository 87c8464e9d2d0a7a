// Above a form that was refused: what belongs to none of its fields, and that the others stand below.
import { fieldErrors, type Problem } from '../api';
import { useTexts } from '../i18n';
import { Notice, useProblemTitle } from '../page';
import { common } from '../texts/common';

export function ProblemNotice({ problem, fields }: { problem: Problem; fields: readonly string[] }) {
  const text = useTexts(common);
  const titleOf = useProblemTitle();
  const { rest, fields: marked } = fieldErrors(problem, fields);
  return (
    <Notice tone="bad" title={titleOf(problem)}>
      {rest.map((line) => (
        <div key={line}>{line}</div>
      ))}
      {marked.length > 0 && <div>{text.correctBelow}</div>}
      {problem.status >= 500 && problem.requestId && (
        <div className="faint">{text.requestId(problem.requestId)}</div>
      )}
    </Notice>
  );
}
