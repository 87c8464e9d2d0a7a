// One series over a time, without tools: lowest to highest as a band, the mean as a line.
import type { PointSeries } from '@/kit/api';
import { formatNumber } from '@/kit/format';
import { useLanguage } from '@/kit/i18n';
import './trend.css';
import { pathsOf, pictureHeight, pictureWidth, scaleOf } from './trend-scale';
import type { Range } from './use-telemetry';

type Props = { series: PointSeries | undefined; range: Range; label: string; empty: string; pixels?: number };

export function TrendPicture({ series, range, label, empty, pixels = 1_000 }: Props) {
  const { language } = useLanguage();
  const scale = series && scaleOf([series]);
  if (!series || !scale) return <p className="trend-empty-plain faint">{empty}</p>;
  const { line, band } = pathsOf(series, range, scale, pixels);
  const short = (value: number) => formatNumber(Number(value.toPrecision(4)), language);
  return (
    <div className="trend-picture">
      <svg
        viewBox={`0 0 ${pictureWidth} ${pictureHeight}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <g className="trend-series trend-series-1">
          <path d={band} className="trend-band" />
          <path d={line} className="trend-line" />
        </g>
      </svg>
      <span className="trend-high number">{short(scale.high)}</span>
      <span className="trend-low number">{short(scale.low)}</span>
    </div>
  );
}
