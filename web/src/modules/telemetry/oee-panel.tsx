// OEE of a machine over a window, what it is made of, and the stops behind it.
import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { api, unwrap, type DeviceOee, type StateInterval } from '@/kit/api';
import { Bars, Figures } from '@/kit/chart/bars';
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { Notice, Panel } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { durationText } from './moment-text';
import { texts } from './texts';
import { devicesPath, useStates, type Range } from './use-telemetry';

const hours = [8, 24, 168] as const;
const stopsShown = 8;
const freshMs = 60_000;

// The whole minute, so that the question stays the same for a while.
export function windowOfHours(count: number, now: number): Range {
  const to = Math.floor(now / freshMs) * freshMs;
  return { from: to - count * 3_600_000, to };
}

export function percentOf(value: number | null | undefined): string {
  return typeof value === 'number' ? `${(value * 100).toFixed(1)} %` : '—';
}

// Where time was lost, the longest stop first.
export function stopsOf(intervals: readonly StateInterval[]): (StateInterval & { ms: number })[] {
  return intervals
    .filter(({ meaning }) => meaning === 'down' || meaning === 'setup' || meaning === 'idle')
    .map((interval) => ({ ...interval, ms: Date.parse(interval.to) - Date.parse(interval.from) }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, stopsShown);
}

function Ratios({ told }: { told: DeviceOee }) {
  const text = useTexts(texts);
  const names = ['availability', 'effectiveness', 'quality'] as const;
  return (
    <Bars
      wide
      bars={names.map((name) => ({
        key: name,
        name: text[name],
        value: <strong>{percentOf(told[name])}</strong>,
        share: told[name] ?? 0,
        note: text[`${name}Note`],
      }))}
    />
  );
}

export function OeePanel({ device }: { device: string }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const [count, setCount] = useState<number>(8);
  const [now, setNow] = useState(() => Date.now());
  const range = windowOfHours(count, now);
  const query = { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
  const told = useQuery({
    queryKey: [devicesPath, device, 'oee', query],
    queryFn: () => unwrap(api.GET('/api/v1/devices/{id}/oee', { params: { path: { id: device }, query } })),
    placeholderData: (before) => before,
  }).data;
  const stops = stopsOf(useStates(device, range).data?.intervals ?? []);
  const time = (seconds: number | null | undefined) =>
    typeof seconds === 'number' ? durationText(seconds * 1000, language) : '—';
  if (!told) return null;
  return (
    <Panel
      title={
        <>
          OEE <strong className="number">{percentOf(told.oee)}</strong>
        </>
      }
      hint={text.oeeHint}
      action={
        <Segmented
          value={count}
          onChange={(chosen) => {
            setNow(Date.now());
            setCount(chosen);
          }}
          options={hours.map((value) => ({ value, label: text.lastHours(value) }))}
        />
      }
    >
      {!told.planned_cycle_s && <Notice tone="info">{text.noCycle}</Notice>}
      {!told.is_complete && <Notice tone="warning">{text.cutAt(format.instant(told.to))}</Notice>}
      {(told.effectiveness ?? 0) > 1 && <Notice tone="warning">{text.overPlan}</Notice>}
      <Ratios told={told} />
      <Figures
        wide
        figures={[
          { label: text.doing_running, value: time(told.running_s) },
          { label: text.doing_down, value: time(told.down_s) },
          { label: text.failures, value: formatNumber(told.failures, language) },
          { label: text.mtbf, value: (told.mtbf_is_bound ? '> ' : '') + time(told.mtbf_s) },
          { label: text.mttr, value: time(told.mttr_s) },
          { label: text.produced, value: formatNumber(told.produced, language) },
          { label: text.rejected, value: formatNumber(told.rejected, language) },
          { label: text.unknownState, value: time(told.unknown_s) },
        ]}
      />
      {stops.length > 0 && (
        <>
          <h3 className="stops-title">{text.stops}</h3>
          <ul className="refusals">
            {stops.map((stop) => (
              <li key={stop.from}>
                <span>
                  <i className={`state-mark state-${stop.meaning ?? 'unknown'}`} /> {stop.state}
                  <span className="sub faint">{format.instant(stop.from)}</span>
                </span>
                <strong className="number">{durationText(stop.ms, language)}</strong>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
