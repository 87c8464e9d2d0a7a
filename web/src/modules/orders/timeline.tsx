// A time line: a row for each operation, a bar for each lot, and moments that hold for all of them.
import { useMemo } from 'react';
import { useFormat } from '@/kit/use-format';
import { offsetAt } from '@/kit/time-zone';
import type { Work } from './states';
import './timeline.css';
import { shareOf, spanOf, ticksOf } from './timeline-layout';

export type Bar = { key: string; from: string; to: string; work: Work; title: string; done?: number };
export type Row = { key: string; title: string; sub?: string; bars: readonly Bar[] };
export type Mark = { at: number; label: string; kind: 'now' | 'promise' };

type Props = { rows: readonly Row[]; marks?: readonly Mark[]; label: string };

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

// Words at an end do not leave the picture.
function sideOf(share: number) {
  if (share > 0.9) return { right: percent(1 - share), transform: 'translateX(0)' };
  return { left: percent(share), ...(share < 0.1 ? { transform: 'translateX(0)' } : {}) };
}

export function Timeline({ rows, marks = [], label }: Props) {
  const format = useFormat();
  const span = useMemo(
    () =>
      spanOf([
        ...rows.flatMap((row) => row.bars.flatMap((bar) => [Date.parse(bar.from), Date.parse(bar.to)])),
        ...marks.map((mark) => mark.at),
      ]),
    [rows, marks],
  );
  // The last one has room for its words.
  const ticks = ticksOf(span, offsetAt(span.from, format.zone)).filter((at) => shareOf(at, span) < 0.9);
  if (rows.length === 0) return null;
  return (
    <div className="timeline" role="group" aria-label={label}>
      <div className="timeline-head" aria-hidden="true">
        <span />
        <div className="timeline-days">
          {ticks.map((at) => (
            <span key={at} style={{ left: percent(shareOf(at, span)) }}>
              {format.day(at)}
            </span>
          ))}
        </div>
      </div>
      {rows.map((row) => (
        <div key={row.key} className="timeline-row">
          <span className="timeline-name">
            {row.title}
            {row.sub && <span className="sub faint">{row.sub}</span>}
          </span>
          <ul className="timeline-bars">
            {marks.map((mark) => (
              <li
                key={mark.kind}
                className={`timeline-mark timeline-mark-${mark.kind}`}
                style={{ left: percent(shareOf(mark.at, span)) }}
                aria-hidden="true"
              />
            ))}
            {row.bars.map((bar) => {
              const [from, to] = [Date.parse(bar.from), Date.parse(bar.to)];
              const left = shareOf(from, span);
              return (
                <li
                  key={bar.key}
                  className={`timeline-bar timeline-${bar.work}`}
                  style={{ left: percent(left), width: percent(shareOf(to, span) - left) }}
                  title={bar.title}
                >
                  <span className="visually-hidden">{bar.title}</span>
                  {bar.done !== undefined && (
                    <span className="timeline-part" style={{ width: percent(bar.done) }} />
                  )}
                </li>
              );
            })}
          </ul>
        </div>
      ))}
      {marks.length > 0 && (
        <div className="timeline-foot" aria-hidden="true">
          <span />
          <div className="timeline-days">
            {marks.map((mark) => (
              <span
                key={mark.kind}
                className={`timeline-label-${mark.kind}`}
                style={sideOf(shareOf(mark.at, span))}
              >
                {mark.label}
              </span>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
