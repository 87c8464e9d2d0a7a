// Returns of goods that came from tasks: lines that open them.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { fetchPage } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Panel, Tag } from '@/kit/page';
import { formatPieces } from './figures';
import './orders.css';
import { texts } from './quality-texts';

const listMax = 200;

// `incoming`: what comes back to the workshop; else what one has asked for.
export function ReturnList({ tasks, incoming }: { tasks: ReadonlySet<string>; incoming: boolean }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { choice } = useLabels('goods_return');
  const path = incoming ? '/api/v1/incoming-returns' : '/api/v1/returns';
  const all = useQuery({
    queryKey: [path, 'tasks'],
    queryFn: async () =>
      (await fetchPage(path, { subject_kind: 'operation_task', sort: '-id', limit: listMax })).items,
    retry: false,
  });
  const shown = (all.data ?? []).filter(({ subject_id }) => subject_id && tasks.has(subject_id));
  if (shown.length === 0) return null;
  return (
    <Panel title={text.returns}>
      <ul className="shipment-list">
        {shown.map((row) => (
          <li key={row.id}>
            <Link to={`/returns/${row.id}`}>
              <span>
                {row.reason}
                <small className="mono">{row.lot}</small>
              </span>
              <strong className="number">{formatPieces(row.quantity, language)}</strong>
              <Tag>{choice('status', row.status)}</Tag>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
