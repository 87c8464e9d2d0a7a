// The concessions of a lot, with the buttons of whose turn it is.
import type { Concession } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Tag } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import './inspections.css';
import { texts } from './texts';
import {
  byOthersPath,
  concessionsPath,
  concessionTones,
  inspectionsPath,
  toAnswerPath,
} from './use-inspections';

const main: ReadonlySet<string> = new Set(['agree']);
const reasoned: ReadonlySet<string> = new Set(['refuse']);
const shownIn = [toAnswerPath, inspectionsPath, byOthersPath, '/api/v1/sales-orders', '/api/v1/tasks'];

export function ConcessionList({ concessions }: { concessions: readonly Concession[] }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { organisation } = useSession();
  const { choice } = useLabels('concession');
  return (
    <ul className="concessions">
      {concessions.map((concession) => (
        <li key={concession.id}>
          <div>
            <strong className="number">{text.cut(formatFen(concession.price_cut))}</strong>{' '}
            <Tag tone={concessionTones[concession.status] ?? 'plain'}>
              {choice('status', concession.status)}
            </Tag>
            <p>{concession.reason}</p>
            {concession.status_reason && <p className="bad">{concession.status_reason}</p>}
            <small className="faint">
              {concession.organisation_id === organisation.id ? text.byUs : text.byThem} ·{' '}
              {format.instant(concession.created_at)}
            </small>
          </div>
          <span className="row">
            <RowActions
              path={concessionsPath}
              entity="concession"
              row={concession}
              size="middle"
              main={main}
              reasoned={reasoned}
              shownIn={shownIn}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
