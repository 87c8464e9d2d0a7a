// Goal: live values keep the words of the page; states add up; the floor is grouped; examples are what the server takes.
import { describe, expect, it } from 'vitest';
import type { DeviceProfile, DeviceValue, FloorDevice } from '@/kit/api';
import { exampleOf, samplesOf } from '../examples';
import { percentOf, stopsOf, windowOfHours } from '../oee-panel';
import { doingOf } from '../doing';
import { linesOf } from '../floor-page';
import { liveDataOf } from '../follow-live';
import { durationText } from '../moment-text';
import { sumsOf } from '../state-band';
import { mergedValues } from '../use-telemetry';

const value = (point: string, more: Partial<DeviceValue>): DeviceValue => ({
  point,
  label: point,
  kind: 'gauge',
  unit: '',
  value: null,
  text: null,
  meaning: null,
  at: '2026-03-01T00:00:00Z',
  is_outside: false,
  ...more,
});

describe('live values', () => {
  it('are taken from live messages only', () => {
    expect(liveDataOf('{"live":true,"data":[1]}')).toEqual([1]);
    for (const other of ['{"sequence":1,"ready":true}', '{"live":true}', 'x', 'null'])
      expect(liveDataOf(other)).toBeNull();
  });
  it('keep the words of the page', () => {
    const before = [
      value('state', { kind: 'state', label: 'State', text: 'Running' }),
      value('speed', { label: 'Speed', value: 1 }),
    ];
    const told = [
      value('state', { kind: 'state', label: '状态', text: '运行' }),
      value('speed', { label: '车速', value: 2 }),
    ];
    expect(mergedValues(before, told)).toMatchObject([
      { label: 'State', text: 'Running' },
      { label: 'Speed', value: 2 },
    ]);
  });
});

describe('states', () => {
  it('add up, the longest first, what is not known last', () => {
    const at = (minute: number) => new Date(minute * 60_000).toISOString();
    const intervals = [
      { from: at(0), to: at(1), state: 'Running', meaning: 'running' as const },
      { from: at(1), to: at(9), state: null, meaning: null },
      { from: at(9), to: at(11), state: 'Idle', meaning: 'idle' as const },
      { from: at(11), to: at(15), state: 'Running', meaning: 'running' as const },
    ];
    expect(sumsOf(intervals, '?').map(({ label, ms }) => [label, ms / 60_000])).toEqual([
      ['Running', 5],
      ['Idle', 2],
      ['?', 8],
    ]);
  });
  it('are told in two units at most', () => {
    expect(durationText(500, 'en')).toBe('0 s');
    expect(durationText(90_061_000, 'en')).toBe('1 d 1 h');
    expect(durationText(61_000, 'zh')).toBe('1 分 1 秒');
  });
});

describe('the floor', () => {
  const device = (name: string, more: Partial<FloorDevice>): FloorDevice => ({
    id: name,
    name,
    machine_id: null,
    line: null,
    heard_at: null,
    state: null,
    profile: 'press',
    is_active: true,
    is_silent: false,
    values: [],
    ...more,
  });
  it('is grouped by line, devices of none last', () => {
    const lines = linesOf([
      device('1', {}),
      device('2', { line: 'B' }),
      device('3', { line: 'A' }),
      device('4', { line: 'B' }),
    ]);
    expect(lines.map(([line, of]) => [line, of.map(({ name }) => name).join('')])).toEqual([
      ['A', '3'],
      ['B', '24'],
      ['', '1'],
    ]);
  });
  it('does not take the last state of who is silent for the present one', () => {
    const state = value('state', { kind: 'state', meaning: 'running' });
    expect(doingOf(device('1', { state }))).toBe('running');
    expect(doingOf(device('1', { state, is_silent: true }))).toBe('unknown');
    expect(doingOf(device('1', {}))).toBe('unknown');
  });
});

describe('examples', () => {
  const point = {
    ...{ label_zh: '', label_en: '', unit: '', unit_en: '', scale: 1, rollover: 0, states: [] },
    ...{ deadband: null, range_min: null, range_max: null },
  };
  const profile: DeviceProfile = {
    name: 'press',
    commands: [],
    parameters: [],
    label_zh: '冲床',
    label_en: 'Press',
    silence_s: 0,
    state_point: 'state',
    count_point: 'count',
    reject_point: '',
    points: [
      {
        ...point,
        name: 'state',
        kind: 'state',
        type: 'text',
        states: [{ value: 'running', label_zh: '', label_en: '', meaning: 'running' }],
      },
      { ...point, name: 'count', kind: 'counter', type: 'integer' },
      { ...point, name: 'tonnage', kind: 'gauge', type: 'real', range_min: 0, range_max: 1000 },
    ],
  };
  const where = { origin: 'http://h:1', host: 'h', port: 1883, token: 'T', profile };
  it('hold points of the profile', () => {
    expect(samplesOf(profile)).toEqual([
      { name: 'state', value: 'running' },
      { name: 'count', value: 1 },
      { name: 'tonnage', value: 600 },
    ]);
    expect(exampleOf('http', where)).toContain(
      `'{"state":"running","count":1,"tonnage":600}' http://h:1/api/v1/telemetry`,
    );
    expect(exampleOf('line', where)).toContain(
      `'telemetry state="running",count=1,tonnage=600' http://h:1/api/v2/write`,
    );
    expect(exampleOf('mqtt', where)).toContain('-h h -p 1883 -u T -q 1 -t v1/devices/me/telemetry');
  });
});

describe('OEE', () => {
  it('is asked for whole minutes', () => {
    expect(windowOfHours(8, 90_061_000)).toEqual({ from: 90_060_000 - 8 * 3_600_000, to: 90_060_000 });
  });
  it('is told in per cent, and not where it is not known', () => {
    expect([0.7111, 1.5, null, undefined].map(percentOf)).toEqual(['71.1 %', '150.0 %', '—', '—']);
  });
  it('shows the longest stops first and nothing else', () => {
    const at = (minute: number) => new Date(minute * 60_000).toISOString();
    const intervals = [
      { from: at(0), to: at(5), state: 'Running', meaning: 'running' as const },
      { from: at(5), to: at(6), state: 'Idle', meaning: 'idle' as const },
      { from: at(6), to: at(9), state: 'Down', meaning: 'down' as const },
      { from: at(9), to: at(20), state: 'Off', meaning: 'off' as const },
      { from: at(20), to: at(40), state: null, meaning: null },
    ];
    expect(stopsOf(intervals).map(({ state, ms }) => [state, ms / 60_000])).toEqual([
      ['Down', 3],
      ['Idle', 1],
    ]);
  });
});
