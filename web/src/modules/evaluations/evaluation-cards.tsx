// Evaluations and appeals as cards.
import { Link } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { Tag } from '@/kit/page';
import { useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import './evaluations.css';
import { texts } from './texts';
import { pointsOf, tones, type Appeal, type Evaluation } from './use-evaluations';

export function EvaluationCard({ row }: { row: Evaluation }) {
  const text = useTexts(texts);
  const { organisation } = useSession();
  const format = useFormat();
  const { choice } = useLabels('evaluation');
  const isOwn = row.organisation_id === organisation.id;
  return (
    <li>
      <Link className="evaluation-card" to={`/evaluations/${row.id}`}>
        <header>
          <h3>
            <OrganisationName id={isOwn ? row.supplier_id : row.organisation_id} />
          </h3>
          <Tag tone={tones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </header>
        <span className="sub faint">{format.dates(row.title)}</span>
        <span className="evaluation-figures">
          <strong className="number">
            {typeof row.total_ppm === 'number' ? pointsOf(row.total_ppm) : '—'}
          </strong>
          <span className="faint">{text.outOf}</span>
          {row.is_below_line && <Tag tone="bad">{text.belowLine}</Tag>}
        </span>
      </Link>
    </li>
  );
}

export function AppealCard({ row }: { row: Appeal }) {
  const { organisation } = useSession();
  const format = useFormat();
  const { choice } = useLabels('evaluation_appeal');
  const isOwn = row.organisation_id === organisation.id;
  return (
    <li>
      <Link className="evaluation-card" to={`/evaluations/${row.evaluation_id}`}>
        <header>
          <h3>
            <OrganisationName id={isOwn ? row.buyer_id : row.organisation_id} />
          </h3>
          <Tag tone={tones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </header>
        <span className="sub faint">{format.dates(row.title)}</span>
        <p>{row.grounds}</p>
      </Link>
    </li>
  );
}
