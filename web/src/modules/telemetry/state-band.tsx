// What a machine was in from when to when, as a band under the trend, and how long in all.
import type { StateInterval } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { durationText } from './moment-text';
import { texts } from './texts';
import type { Range } from './use-telemetry';

export type Sum = { key: string; label: string; meaning: string; ms: number };

// Longest first; what is not known last.
export function sumsOf(intervals: readonly StateInterval[], unknown: string): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { state, meaning, from, to } of intervals) {
    const key = state ?? '';
    const sum = sums.get(key) ?? { key, label: state ?? unknown, meaning: meaning ?? 'unknown', ms: 0 };
    sum.ms += Date.parse(to) - Date.parse(from);
    sums.set(key, sum);
  }
  return [...sums.values()].sort((a, b) => Number(a.key === '') - Number(b.key === '') || b.ms - a.ms);
}

export function StateBand({ intervals, range }: { intervals: readonly StateInterval[]; range: Range }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  if (intervals.every(({ state }) => !state)) return null;
  const width = range.to - range.from;
  const sums = sumsOf(intervals, text.unknownState);
  return (
    <div className="state-band">
      <svg
        viewBox="0 0 1000 10"
        preserveAspectRatio="none"
        role="img"
        aria-label={sums.map(({ label, ms }) => `${label} ${durationText(ms, language)}`).join(', ')}
      >
        {intervals.map(({ from, to, meaning, state }) => (
          <rect
            key={from}
            x={((Date.parse(from) - range.from) / width) * 1000}
            width={Math.max(((Date.parse(to) - Date.parse(from)) / width) * 1000, 0.5)}
            height="10"
            className={`state-${meaning ?? 'unknown'}`}
          >
            <title>{state ?? text.unknownState}</title>
          </rect>
        ))}
      </svg>
      <ul className="state-sums">
        {sums.map(({ key, label, meaning, ms }) => (
          <li key={key}>
            <i className={`state-mark state-${meaning}`} />
            {label} <span className="number">{durationText(ms, language)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
