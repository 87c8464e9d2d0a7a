// What a panel of a screen shows. Its measures are in a unit that grows with the screen.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, fetchPage, unwrap, type DeviceValue, type ScreenPanel } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useFormat } from '@/kit/use-format';
import { doingOf } from '../doing';
import { percentOf } from '../oee-panel';
import { StateBand } from '../state-band';
import { TrendPicture } from '../trend-picture';
import { alarmsPath, devicesPath, useFloor, useSeries, useStates, type Range } from '../use-telemetry';
import { ValueText } from '../value-text';
import { isBound } from './screen-layout';
import './screens.css';
import { screenTexts } from './screen-texts';
import { useShownDevice, useShownValues } from './use-screen';

const pixels = 400;
const lookEveryMs = 5_000;
const minuteMs = 60_000;
const alarmsShown = 8;

// A window that ends now, moved on in whole steps.
function useWindow(minutes: number, everyMs = lookEveryMs): Range {
  const [to, setTo] = useState(() => Math.floor(Date.now() / everyMs) * everyMs);
  useEffect(() => {
    const timer = setInterval(() => setTo(Math.floor(Date.now() / everyMs) * everyMs), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return { from: to - minutes * minuteMs, to };
}

function Value({ value, large }: { value: DeviceValue | undefined; large: boolean }) {
  const text = useTexts(screenTexts);
  if (!value) return <p className="screen-nothing">{text.noData}</p>;
  return (
    <p className={large ? 'screen-value screen-counter' : 'screen-value'}>
      <ValueText value={value} />
    </p>
  );
}

function TrendBody({ panel, label }: { panel: ScreenPanel; label: string }) {
  const text = useTexts(screenTexts);
  const range = useWindow(panel.minutes);
  const series = useSeries(panel.device_id ?? '', [panel.point ?? ''], range, pixels, true);
  return (
    <TrendPicture
      series={series.data?.series[0]}
      range={range}
      pixels={pixels}
      label={label}
      empty={text.noData}
    />
  );
}

function Band({ panel }: { panel: ScreenPanel }) {
  const text = useTexts(screenTexts);
  const range = useWindow(panel.minutes);
  const intervals = useStates(panel.device_id ?? '', range).data?.intervals ?? [];
  if (intervals.every(({ state }) => !state)) return <p className="screen-nothing">{text.noData}</p>;
  return <StateBand intervals={intervals} range={range} />;
}

function Oee({ panel }: { panel: ScreenPanel }) {
  const text = useTexts(screenTexts);
  const range = useWindow(panel.minutes, minuteMs);
  const id = panel.device_id ?? '';
  const query = { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
  const told = useQuery({
    queryKey: [devicesPath, id, 'oee', query],
    queryFn: () => unwrap(api.GET('/api/v1/devices/{id}/oee', { params: { path: { id }, query } })),
    placeholderData: (before) => before,
  }).data;
  const parts = ['availability', 'effectiveness', 'quality'] as const;
  return (
    <div className="screen-oee">
      <strong className="screen-value number">{percentOf(told?.oee ?? told?.availability)}</strong>
      <dl>
        {parts.map((part) => (
          <div key={part}>
            <dt>{text[part]}</dt>
            <dd className="number">{percentOf(told?.[part])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Alarms() {
  const text = useTexts(screenTexts);
  const format = useFormat();
  const alarms = useQuery({
    queryKey: [alarmsPath, 'screen'],
    queryFn: () =>
      fetchPage(alarmsPath, {
        status: ['active_unacknowledged', 'escalated', 'active_acknowledged'],
        sort: '-raised_at',
        limit: alarmsShown,
      }),
    refetchInterval: lookEveryMs,
  }).data;
  if (alarms?.items.length === 0) return <p className="screen-nothing">{text.noAlarms}</p>;
  return (
    <ul className="screen-alarms">
      {(alarms?.items ?? []).map((alarm) => (
        <li key={alarm.id} className={`screen-alarm-${alarm.severity}`}>
          <strong>{alarm.name}</strong>
          <DeviceName id={alarm.device_id} />
          <small className="number">{format.time(Date.parse(alarm.raised_at))}</small>
        </li>
      ))}
    </ul>
  );
}

function DeviceName({ id }: { id: string }) {
  return <span>{useShownDevice(id)?.name}</span>;
}

function Floor() {
  const text = useTexts(screenTexts);
  const devices = useFloor().data?.devices ?? [];
  if (devices.length === 0) return <p className="screen-nothing">{text.noData}</p>;
  return (
    <ul className="screen-floor">
      {devices.map((device) => (
        <li key={device.id} className={`state-edge-${doingOf(device)}`}>
          <strong>{device.name}</strong>
          <span className={`state-text-${doingOf(device)}`}>
            <i className={`state-mark state-${doingOf(device)}`} /> {device.state?.text}
          </span>
        </li>
      ))}
    </ul>
  );
}

function ScreenClock() {
  const format = useFormat();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="screen-clock">
      <strong className="number">{format.time(now)}</strong>
      <span>{format.fullDate(now)}</span>
    </p>
  );
}

function Body({
  panel,
  value,
  title,
}: {
  panel: ScreenPanel;
  value: DeviceValue | undefined;
  title: string;
}) {
  switch (panel.kind) {
    case 'value':
    case 'counter':
      return <Value value={value} large={panel.kind === 'counter'} />;
    case 'trend':
      return <TrendBody panel={panel} label={title} />;
    case 'state_band':
      return <Band panel={panel} />;
    case 'oee':
      return <Oee panel={panel} />;
    case 'alarms':
      return <Alarms />;
    case 'floor':
      return <Floor />;
    case 'text':
      return <p className="screen-text">{panel.text}</p>;
    case 'clock':
      return <ScreenClock />;
  }
}

export function PanelView({ panel, kindLabel }: { panel: ScreenPanel; kindLabel: string }) {
  const text = useTexts(screenTexts);
  const device = useShownDevice(panel.device_id ?? undefined);
  const value = useShownValues(panel.device_id ?? undefined)?.find(({ point }) => point === panel.point);
  const usual = [device?.name, value?.label ?? panel.point].filter(Boolean).join(' · ');
  const title = panel.title ?? (panel.kind === 'text' || panel.kind === 'clock' ? '' : usual || kindLabel);
  const back = panel.kind === 'trend' || panel.kind === 'state_band' || panel.kind === 'oee';
  return (
    <section className={`screen-panel screen-kind-${panel.kind}`}>
      {title && (
        <h2>
          {title} {back && <small>{text.lookBack(panel.minutes)}</small>}
        </h2>
      )}
      <div className="screen-body">
        {isBound(panel) ? (
          <Body panel={panel} value={value} title={title} />
        ) : (
          <p className="screen-nothing">{text.unbound}</p>
        )}
      </div>
    </section>
  );
}
