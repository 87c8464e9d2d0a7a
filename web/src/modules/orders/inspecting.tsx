// Inspections of an order's deliveries or of a task's pieces, and the way to a new one.
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { fetchPage, type Inspection } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Panel, Tag, type Tone } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { BeginInspection, type Subject } from './begin-inspection';
import { formatPieces } from './figures';
import './orders.css';
import { texts } from './quality-texts';

const listMax = 50;
const tones: Record<Inspection['status'], Tone> = {
  pending: 'warning',
  accepted: 'good',
  rejected: 'bad',
  concession: 'info',
  split: 'info',
};

function useInspections({ kind, id }: Subject, isInspector: boolean) {
  const path = isInspector ? '/api/v1/inspections' : '/api/v1/inspections-by-others';
  return useQuery({
    queryKey: [path, 'of', kind, id],
    queryFn: async () =>
      (await fetchPage(path, { subject_kind: kind, subject_id: id, sort: '-id', limit: listMax })).items,
  });
}

type Props = { subject: Subject; isInspector: boolean };

export function Inspecting({ subject, isInspector }: Props) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { choice } = useLabels('inspection');
  const can = useCan();
  const [beginning, setBeginning] = useState(false);
  const list = useInspections(subject, isInspector).data;
  if (!list) return null;
  const isOpen = list.some(({ status }) => status === 'pending');
  const mayBegin = isInspector && subject.open > 0 && !isOpen && can(permissions.inspect);
  if (list.length === 0 && !mayBegin) return null;
  const hint = mayBegin
    ? text.openHint(formatPieces(subject.open, language))
    : isInspector
      ? ''
      : text.byOther;
  return (
    <Panel
      title={text.inspections}
      hint={hint}
      action={
        mayBegin && (
          <Button type="primary" size="large" onClick={() => setBeginning(true)}>
            {text.begin}
          </Button>
        )
      }
    >
      <ul className="shipment-list">
        {list.map((inspection) => (
          <li key={inspection.id}>
            <Link to={`/inspections/${inspection.id}`}>
              <span className="mono">{inspection.lot}</span>
              <strong className="number">{formatPieces(inspection.quantity, language)}</strong>
              <Tag tone={tones[inspection.status]}>{choice('status', inspection.status)}</Tag>
            </Link>
          </li>
        ))}
      </ul>
      <Drawer
        title={text.begin}
        size={480}
        open={beginning}
        onClose={() => setBeginning(false)}
        destroyOnHidden
      >
        <BeginInspection subject={subject} />
      </Drawer>
    </Panel>
  );
}
