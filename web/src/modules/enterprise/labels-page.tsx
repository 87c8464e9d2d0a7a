// QR labels of the enterprise and its certificates, chosen and printed.
import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel } from '@/kit/page';
import { QrCode } from '@/kit/scan/qr-code';
import { labelAddress } from '@/kit/scan/label';
import { useSession } from '@/kit/session';
import './labels.css';
import { texts } from './field-texts';

type Label = { key: string; entity: string; id: string; kind: string; title: string; note: string };

function useLabelsToPrint(): Label[] {
  const text = useTexts(texts);
  const { organisation } = useSession();
  const certificate = useLabels('certificate');
  const certificates = useList('/api/v1/certificates');
  return [
    {
      key: `enterprise-${organisation.id}`,
      entity: 'enterprise',
      id: organisation.id,
      kind: text.labelEnterprise,
      title: organisation.name,
      note: organisation.id,
    },
    ...certificates.items.map((row) => ({
      key: `certificate-${row.id}`,
      entity: 'certificate',
      id: row.id,
      kind: certificate.choice('kind', row.kind),
      title: organisation.name,
      note: row.number,
    })),
  ];
}

export function Component() {
  const text = useTexts(texts);
  const labels = useLabelsToPrint();
  const [search] = useSearchParams();
  // A certificate's page asks for its own label only.
  const asked = search.get('certificate');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const isChosen = ({ key, id }: Label) => !left.has(key) && (asked === null || id === asked);
  const toggle = (label: Label) => {
    const next = new Set(left);
    if (!next.delete(label.key)) next.add(label.key);
    setLeft(next);
  };
  const shown = asked === null ? labels : labels.filter(({ id }) => id === asked);
  return (
    <PageFrame
      title={text.labels}
      hint={text.labelsHint}
      action={
        <Button
          type="primary"
          size="large"
          icon={<PrinterOutlined />}
          disabled={!shown.some(isChosen)}
          onClick={() => globalThis.print()}
        >
          {text.printLabels}
        </Button>
      }
    >
      <Panel>
        <div className="labels">
          {shown.map((label) => (
            <label key={label.key} className={isChosen(label) ? 'label' : 'label label-left'}>
              <input type="checkbox" checked={isChosen(label)} onChange={() => toggle(label)} />
              <QrCode
                text={labelAddress(location.origin, label.entity, label.id)}
                label={text.labelOf(`${label.kind} ${label.note}`)}
              />
              <span className="label-words">
                <strong>{label.title}</strong>
                <span>{label.kind}</span>
                <small className="mono">{label.note}</small>
                <small>{text.labelScan} · 登云</small>
              </span>
            </label>
          ))}
        </div>
      </Panel>
    </PageFrame>
  );
}
