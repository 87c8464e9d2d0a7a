// Trends of a device over time: a band from lowest to highest and the mean in it, from a year to a second. Drag chooses
// a stretch, the wheel zooms, the buttons do the same for who has neither.
import { LeftOutlined, MinusOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Segmented, Select } from 'antd';
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import type { DeviceValue, PointSeries } from '@/kit/api';
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { ErrorState, Panel } from '@/kit/page';
import { useZone } from '@/kit/session';
import { offsetAt } from '@/kit/time-zone';
import { StateBand } from './state-band';
import { texts } from './texts';
import { momentText } from './moment-text';
import './trend.css';
import {
  nearest,
  pathsOf,
  pictureHeight,
  pictureWidth,
  scaleOf,
  shifted,
  ticksOf,
  windowOf,
  windows,
  zoomed,
  type Scale,
} from './trend-scale';
import { useSeries, useStates, type Range } from './use-telemetry';

const pixels = 1_000;
const pointsMax = 4;
const liveEveryMs = 2_000;

function Picture({ series, range, scale }: { series: readonly PointSeries[]; range: Range; scale: Scale }) {
  return (
    <>
      {series.map((one, index) => {
        const { line, band } = pathsOf(one, range, scale, pixels);
        return (
          <g key={one.point} className={`trend-series trend-series-${index + 1}`}>
            <path d={band} className="trend-band" />
            <path d={line} className="trend-line" />
          </g>
        );
      })}
    </>
  );
}

function Readout({ series, at, range }: { series: readonly PointSeries[]; at: number; range: Range }) {
  const { language } = useLanguage();
  const zone = useZone();
  return (
    <div className="trend-readout" role="status">
      <strong className="number">{momentText(at, range, { language, zone }, true)}</strong>
      {series.map((one, index) => {
        const place = nearest(one.from_ms, at);
        const mean = one.mean[place];
        if (mean === undefined) return null;
        const low = one.min[place] ?? mean;
        const high = one.max[place] ?? mean;
        return (
          <span key={one.point} className={`trend-key trend-series-${index + 1}`}>
            {one.label}{' '}
            <b className="number">
              {formatNumber(Number(mean.toPrecision(6)), language)}
              {low < high && ` (${formatNumber(low, language)} … ${formatNumber(high, language)})`}
            </b>{' '}
            {one.unit}
          </span>
        );
      })}
    </div>
  );
}

type PlotProps = {
  series: readonly PointSeries[];
  range: Range;
  onRange: (range: Range) => void;
  label: string;
};

function Plot({ series, range, onRange, label }: PlotProps) {
  const { language } = useLanguage();
  const zone = useZone();
  const text = useTexts(texts);
  const place = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const [drag, setDrag] = useState<{ start: number; end: number } | null>(null);
  const scale = scaleOf(series);
  const share = (event: { clientX: number }) => {
    const box = place.current?.getBoundingClientRect();
    return box ? Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1) : 0;
  };
  const latest = useRef({ range, onRange });
  useEffect(() => {
    latest.current = { range, onRange };
  });
  // React's own wheel listener is passive and cannot keep the page still.
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const where = (event.clientX - box.left) / box.width;
      latest.current.onRange(zoomed(latest.current.range, where, event.deltaY > 0 ? 1.25 : 0.8));
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, []);
  const moved = (event: PointerEvent) => {
    const where = share(event);
    setAt(range.from + (range.to - range.from) * where);
    if (drag) setDrag({ ...drag, end: where });
  };
  const dropped = () => {
    if (drag && Math.abs(drag.end - drag.start) > 0.01) {
      const [from, to] = [Math.min(drag.start, drag.end), Math.max(drag.start, drag.end)];
      const width = range.to - range.from;
      onRange({ from: Math.round(range.from + width * from), to: Math.round(range.from + width * to) });
    }
    setDrag(null);
  };
  const left = (ms: number) => `${((ms - range.from) / (range.to - range.from)) * 100}%`;
  return (
    <>
      <div
        ref={place}
        className="trend-plot"
        onPointerMove={moved}
        onPointerLeave={() => {
          setAt(null);
          setDrag(null);
        }}
        onPointerDown={(event) => setDrag({ start: share(event), end: share(event) })}
        onPointerUp={dropped}
        onDoubleClick={(event) => onRange(zoomed(range, share(event), 2))}
      >
        <svg
          viewBox={`0 0 ${pictureWidth} ${pictureHeight}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
        >
          {scale && <Picture series={series} range={range} scale={scale} />}
        </svg>
        {!scale && <p className="trend-empty faint">{text.noValues}</p>}
        {scale && (
          <>
            <span className="trend-high number">
              {formatNumber(Number(scale.high.toPrecision(4)), language)}
            </span>
            <span className="trend-low number">
              {formatNumber(Number(scale.low.toPrecision(4)), language)}
            </span>
          </>
        )}
        {at !== null && <i className="trend-cursor" style={{ left: left(at) }} />}
        {drag && (
          <i
            className="trend-choice"
            style={{
              left: `${Math.min(drag.start, drag.end) * 100}%`,
              width: `${Math.abs(drag.end - drag.start) * 100}%`,
            }}
          />
        )}
      </div>
      <div className="trend-ticks number" aria-hidden="true">
        {ticksOf(range, 6, offsetAt(range.from, zone)).map((tick) => (
          <span key={tick} style={{ left: left(tick) }}>
            {momentText(tick, range, { language, zone })}
          </span>
        ))}
      </div>
      {at !== null && <Readout series={series} at={at} range={range} />}
    </>
  );
}

export function Trend({ device, values }: { device: string; values: readonly DeviceValue[] }) {
  const text = useTexts(texts);
  const [range, setRange] = useState<Range>(() => ({ from: Date.now() - 3_600_000, to: Date.now() }));
  const [live, setLive] = useState(true);
  const numeric = values.filter(({ value }) => value !== null);
  const [chosen, setChosen] = useState<string[] | null>(null);
  const points = chosen ?? numeric.slice(0, 1).map(({ point }) => point);
  const series = useSeries(device, points, range, pixels, live);
  const states = useStates(device, range);
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(
      () => setRange(({ from, to }) => ({ from: Date.now() - (to - from), to: Date.now() })),
      liveEveryMs,
    );
    return () => clearInterval(timer);
  }, [live]);
  const look = (next: Range) => {
    setLive(false);
    setRange(next);
  };
  const choose = (ms: number) =>
    setRange((before) => {
      const to = live ? Date.now() : Math.min(Date.now(), (before.from + before.to) / 2 + ms / 2);
      return { from: Math.round(to - ms), to: Math.round(to) };
    });
  return (
    <Panel title={text.trend} hint={text.trendHint}>
      <div className="trend-tools">
        <Select
          mode="multiple"
          maxCount={pointsMax}
          aria-label={text.points}
          value={points}
          onChange={setChosen}
          options={numeric.map(({ point, label, unit }) => ({
            value: point,
            label: unit ? `${label} (${unit})` : label,
          }))}
          className="trend-points"
        />
        <Segmented
          value={windowOf(range)}
          onChange={(name) => choose(windows.find((one) => one.name === name)?.ms ?? 3_600_000)}
          options={windows.map(({ name }) => ({ value: name, label: text[name] }))}
        />
        <span className="row">
          <Button
            icon={<LeftOutlined />}
            aria-label={text.earlier}
            onClick={() => look(shifted(range, -0.5))}
          />
          <Button
            icon={<MinusOutlined />}
            aria-label={text.wider}
            onClick={() => look(zoomed(range, 0.5, 2))}
          />
          <Button
            icon={<PlusOutlined />}
            aria-label={text.narrower}
            onClick={() => look(zoomed(range, 0.5, 0.5))}
          />
          <Button
            icon={<RightOutlined />}
            aria-label={text.later}
            onClick={() => look(shifted(range, 0.5))}
          />
          <Button type={live ? 'primary' : 'default'} aria-pressed={live} onClick={() => setLive(!live)}>
            {text.live}
          </Button>
        </span>
      </div>
      {series.isError && <ErrorState error={series.error} onRetry={() => void series.refetch()} />}
      <Plot
        series={series.data?.series ?? []}
        range={range}
        onRange={look}
        label={text.trendSpoken(points.join(', '))}
      />
      <ul className="trend-keys">
        {(series.data?.series ?? []).map((one, index) => (
          <li key={one.point} className={`trend-key trend-series-${index + 1}`}>
            {one.label} {one.unit && <small>{one.unit}</small>}
          </li>
        ))}
      </ul>
      <StateBand intervals={states.data?.intervals ?? []} range={range} />
    </Panel>
  );
}
