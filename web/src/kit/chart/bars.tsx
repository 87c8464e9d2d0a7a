// Small pictures of numbers that need no chart library: figures and bars. Bars are a list that anybody can read.
import { formatNumber } from '../format';
import { useLanguage } from '../i18n';
import './bars.css';

export function Figures({ figures }: { figures: { label: string; value: string }[] }) {
  return (
    <dl className="figures">
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="number">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type Share = { code: string; name: string; count: number };

export function Bars({ shares }: { shares: readonly Share[] }) {
  const { language } = useLanguage();
  const most = Math.max(1, ...shares.map(({ count }) => count));
  return (
    <ul className="bars">
      {shares.map(({ code, name, count }) => (
        <li key={code}>
          <span className="bars-name">{name}</span>
          <span className="bars-count number">{formatNumber(count, language)}</span>
          <svg className="bars-track" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect width={(count / most) * 100} height="1" />
          </svg>
        </li>
      ))}
    </ul>
  );
}
