// Drawings as cards: a picture at once, a PDF when it is asked for, anything else as a link.
import type { ReactNode } from 'react';
import type { Drawing } from '@/kit/api';
import { FilePreview } from '@/kit/form';
import { formatBytes } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { texts } from './texts';

type Shown = Pick<Drawing, 'id' | 'title' | 'file_name' | 'size_bytes' | 'sha256'>;
type Props = { drawings: readonly Shown[]; tools?: (id: string) => ReactNode };

export function DrawingCards({ drawings, tools }: Props) {
  const text = useTexts(texts);
  return (
    <ul className="drawing-cards">
      {drawings.map((drawing) => (
        <li key={drawing.id}>
          <strong>{drawing.title}</strong>
          <FilePreview
            address={`/api/v1/drawings/${encodeURIComponent(drawing.id)}/content`}
            name={drawing.file_name}
          />
          <span className="faint">
            {formatBytes(drawing.size_bytes)} · {text.digest}{' '}
            <span className="mono">{drawing.sha256.slice(0, 12)}</span>
          </span>
          {tools?.(drawing.id)}
        </li>
      ))}
    </ul>
  );
}
