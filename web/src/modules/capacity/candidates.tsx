// The machines that were found: the score with what it is made of, or why a machine cannot.
import { Link } from 'react-router';
import type { Candidate } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';

function Points({ candidate }: { candidate: Candidate }) {
  const text = useTexts(texts);
  const parts = [
    [text.nearPoints, candidate.near_points],
    [text.freePoints, candidate.free_points],
    [text.precisionPoints, candidate.precision_points],
    [text.certificatePoints, candidate.certificate_points],
  ] as const;
  return (
    <dl className="points">
      {parts.map(([label, points]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <span className="points-bar">
              <span style={{ width: `${points / 10}%` }} />
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Candidates({ items, first }: { items: readonly Candidate[]; first: number }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('refusal_count');
  return (
    <ol className="candidates" start={first}>
      {items.map((candidate, i) => {
        const able = candidate.refusals.length === 0;
        return (
          <li key={candidate.machine_id} className={able ? '' : 'candidate-not'}>
            <span className="candidate-rank number">{able ? first + i : '—'}</span>
            <span className="candidate-name">
              <Link to={`/machines/${candidate.machine_id}`}>{candidate.machine_name}</Link>
              <span className="sub">
                <Link to={`/directory/${candidate.organisation_id}`}>{candidate.workshop_name}</Link>
              </span>
              <span className="sub faint number">
                {[
                  candidate.distance_m !== null
                    ? text.km(format.number(Math.round(candidate.distance_m / 100) / 10) || '0')
                    : '',
                  text.free(format.number(Math.round(candidate.free_minutes / 6) / 10) || '0'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {able ? (
              <Points candidate={candidate} />
            ) : (
              <span className="row">
                {candidate.refusals.map((refusal) => (
                  <Tag key={refusal} tone="warning">
                    {choice('refusal', refusal)}
                  </Tag>
                ))}
              </span>
            )}
            {able && (
              <span className="candidate-score number" title={text.score}>
                {candidate.score}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
