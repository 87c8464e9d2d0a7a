// A routing as a graph: what comes after what, how long it takes, what may be given away, where something is checked.
import { SafetyCertificateOutlined, ShareAltOutlined } from '@ant-design/icons';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Operation } from '@/kit/api';
import { ArrowTip } from '@/kit/chart/arrow-tip';
import { nameIn, useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { layoutOf, size } from './graph-layout';
import { texts } from './texts';

function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return { frame, width };
}

type Props = {
  operations: readonly Operation[];
  chosen: string | null;
  onChoose: (operation: Operation) => void;
};

export function RoutingGraph({ operations, chosen, onChoose }: Props) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { choice } = useLabels('operation');
  const { frame, width } = useWidth();
  const layout = useMemo(() => layoutOf(operations, width), [operations, width]);
  const byNumber = new Map(operations.map((operation) => [operation.number, operation]));
  const active = operations.find((operation) => operation.id === chosen);
  const touches = (edge: { from: number; to: number }) =>
    active !== undefined && (edge.from === active.number || edge.to === active.number);
  return (
    <div ref={frame} className="routing-frame">
      {width > 0 && (
        <div className="routing" style={{ width: layout.width, height: layout.height }}>
          <svg width={layout.width} height={layout.height} aria-hidden="true">
            <ArrowTip id="routing-arrow" />
            {layout.edges.map((edge) => (
              <path
                key={`${edge.from}-${edge.to}`}
                d={edge.path}
                className={touches(edge) ? 'routing-line routing-line-on' : 'routing-line'}
                markerEnd="url(#routing-arrow)"
              />
            ))}
          </svg>
          {layout.boxes.map((box) => {
            const operation = byNumber.get(box.number);
            if (!operation) return null;
            const name = nameIn(language, operation.name, operation.name_en);
            return (
              <button
                key={box.number}
                type="button"
                className={operation.id === chosen ? 'routing-box routing-box-on' : 'routing-box'}
                style={{ left: box.x, top: box.y, width: size.width, height: size.height }}
                onClick={() => onChoose(operation)}
                aria-pressed={operation.id === chosen}
              >
                <span className="routing-number">
                  {operation.number}
                  <span className="routing-marks">
                    {operation.has_inspection && <SafetyCertificateOutlined aria-label={text.inspected} />}
                    {operation.may_be_outsourced && <ShareAltOutlined aria-label={text.outsourced} />}
                  </span>
                </span>
                <strong>{name}</strong>
                <span className="faint">
                  {choice('process', operation.process)} · {text.seconds(operation.unit_time_ms / 1000)}
                </span>
              </button>
            );
          })}
        </div>
      )}
    </div>
  );
}
