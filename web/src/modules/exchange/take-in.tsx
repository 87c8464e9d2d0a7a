// Takes a file in as soon as it is given, and says what it became or what is wrong with it, element by element.
import { useQueryClient } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { asProblem, upload, type Problem, type ReceivedDocument } from '@/kit/api';
import { FileDrop } from '@/kit/form/file-drop';
import { useTexts } from '@/kit/i18n';
import { Notice, useProblemTitle } from '@/kit/page';
import { documentPath, subjectAddress, useKindName } from './kinds';
import { texts } from './texts';

function Refusal({ problem }: { problem: Problem }) {
  const text = useTexts(texts);
  const titleOf = useProblemTitle();
  return (
    <Notice tone="bad" title={text.notTaken}>
      <p>{titleOf(problem)}</p>
      <ul>
        {problem.issues.map((issue) => (
          <li key={`${issue.field}:${issue.code}`}>
            {issue.field && <code>{issue.field}</code>} {issue.text}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

export function TakeIn() {
  const text = useTexts(texts);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const kindName = useKindName();
  const [share, setShare] = useState<number | null>(null);
  const [taken, setTaken] = useState<ReceivedDocument | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const take = async (file: File) => {
    setTaken(null);
    setProblem(null);
    setShare(0);
    try {
      setTaken(await upload<ReceivedDocument>({ path: documentPath, file, onProgress: setShare }));
      await queries.invalidateQueries({ queryKey: [documentPath] });
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setShare(null);
    }
  };
  const address = taken && subjectAddress(taken);
  return (
    <div className="stack">
      <FileDrop label={text.drop} accept=".xml,application/xml,text/xml" onFile={(file) => void take(file)} />
      {share !== null && (
        <Progress percent={Math.round(share * 100)} size="small" aria-label={text.reading} />
      )}
      {problem && <Refusal problem={problem} />}
      {taken && (
        <Notice tone="good" title={text.taken(kindName(taken.kind), taken.subject_number)}>
          {address && <Button onClick={() => void navigate(address)}>{text.open}</Button>}
        </Notice>
      )}
    </div>
  );
}
