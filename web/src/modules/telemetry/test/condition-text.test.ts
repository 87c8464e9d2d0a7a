// Goal: a rule is read in words of the shop floor, never in the names that programs use; what no profile describes is told
// as it is.
import { expect, it } from 'vitest';
import type { AlarmRule, DeviceProfile } from '@/kit/api';
import { conditionText } from '../condition-text';

const state = { name: 'state', label_zh: '状态', label_en: 'State', unit: '', unit_en: '' };
const down = { value: 'down', label_zh: '故障', label_en: 'Down' };
const power = { name: 'power', label_zh: '功率', label_en: 'Power', unit: 'kW', unit_en: '', states: [] };
const profiles = [
  { name: 'lathe', points: [{ ...state, states: [down] }] },
  { name: 'meter', points: [power] },
] as unknown as DeviceProfile[];
const rule = (given: Partial<AlarmRule>) => ({ profile: null, ...given }) as AlarmRule;

it('names points, states and units', () => {
  const fault = rule({ kind: 'state', point: 'state', state: 'down', profile: 'lathe' });
  expect(conditionText(fault, '处于状态', profiles, 'zh')).toBe('状态 · 处于状态 故障');
  expect(conditionText(fault, 'is in', profiles, 'en')).toBe('State · is in Down');
  const high = rule({ kind: 'above', point: 'power', threshold: 43 });
  expect(conditionText(high, '高于', profiles, 'zh')).toBe('功率 · 高于 43 kW');
  expect(conditionText({ ...high, kind: 'rising' }, 'rises faster than', profiles, 'en')).toBe(
    'Power · rises faster than 43 kW/min',
  );
});

it('tells what no profile knows as it is', () => {
  const unknown = rule({ kind: 'below', point: 'flow', threshold: 1 });
  expect(conditionText(unknown, '低于', profiles, 'zh')).toBe('flow · 低于 1');
  expect(conditionText(rule({ kind: 'expression', expression: 'power / 2 > 3' }), '', profiles, 'zh')).toBe(
    'power / 2 > 3',
  );
});
