// Small pictures of numbers that need no chart library: figures and bars. Bars are a list that anybody can read.
import type { ReactNode } from 'react';
import { formatNumber } from '../format';
import { useLanguage } from '../i18n';
import './bars.css';

type FiguresProps = { figures: { label: string; value: string }[]; wide?: boolean };

// `wide`: of several words.
export function Figures({ figures, wide = false }: FiguresProps) {
  return (
    <dl className={wide ? 'figures figures-wide' : 'figures'}>
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="number">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

// `share`: of the whole track, 0 to 1.
export type Bar = { key: string; name: ReactNode; value: ReactNode; share: number; note?: ReactNode };

export function Bars({ bars, wide = false }: { bars: readonly Bar[]; wide?: boolean }) {
  return (
    <ul className={wide ? 'bars bars-wide' : 'bars'}>
      {bars.map(({ key, name, value, share, note }) => (
        <li key={key}>
          <span className="bars-name">{name}</span>
          <span className="bars-count number">{value}</span>
          <svg className="bars-track" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect width={Math.min(Math.max(share, 0), 1) * 100} height="1" />
          </svg>
          {note && <small className="bars-note">{note}</small>}
        </li>
      ))}
    </ul>
  );
}

type Count = { code: string; name: string; count: number };

// Each against the largest of them.
export function CountBars({ counts }: { counts: readonly Count[] }) {
  const { language } = useLanguage();
  const most = Math.max(1, ...counts.map(({ count }) => count));
  return (
    <Bars
      bars={counts.map(({ code, name, count }) => ({
        key: code,
        name,
        value: formatNumber(count, language),
        share: count / most,
      }))}
    />
  );
}
