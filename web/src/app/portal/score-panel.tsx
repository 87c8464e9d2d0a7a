// The score on the platform, and how customers have evaluated us, each with the way to its reasons.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, fetchPage, unwrap } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { EmptyState, Panel } from '@/kit/page';
import { useSession } from '@/kit/session';
import { EvaluationCard } from '@/modules/evaluations/evaluation-cards';
import { pointsOf, receivedPath } from '@/modules/evaluations/use-evaluations';
import { texts } from './texts';

const shown = 6;

export function ScorePanel() {
  const text = useTexts(texts);
  const { organisation } = useSession();
  const score = useQuery({
    queryKey: ['/api/v1/scores', organisation.id],
    queryFn: () => unwrap(api.GET('/api/v1/scores/{id}', { params: { path: { id: organisation.id } } })),
  });
  const received = useQuery({
    queryKey: [receivedPath, 'latest'],
    queryFn: async () => (await fetchPage(receivedPath, { sort: '-id', limit: shown })).items,
  });
  const evaluations = received.data ?? [];
  return (
    <Panel title={text.score} hint={text.scoreHint}>
      <ul className="portal-list">
        <li>
          <Link to="/score">{text.networkScore}</Link>
          <strong className="number">
            {score.data ? `${pointsOf(score.data.total_ppm)} ${text.outOf}` : '—'}
          </strong>
        </li>
      </ul>
      {received.isSuccess && evaluations.length === 0 && <EmptyState title={text.noEvaluations} />}
      <ul className="cards">
        {evaluations.map((row) => (
          <EvaluationCard key={row.id} row={row} />
        ))}
      </ul>
    </Panel>
  );
}
