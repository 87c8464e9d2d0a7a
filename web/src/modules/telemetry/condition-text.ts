// A rule's condition in a line.
import type { AlarmRule } from '@/kit/api';

type Condition = Pick<AlarmRule, 'point' | 'kind' | 'threshold' | 'state' | 'silence_s' | 'expression'>;

export function conditionText(rule: Condition, kind: string): string {
  if (rule.kind === 'expression') return rule.expression ?? '';
  if (rule.kind === 'silent') return `${rule.point}: ${kind} ${rule.silence_s ?? ''} s`;
  if (rule.kind === 'state') return `${rule.point}: ${kind} ${rule.state ?? ''}`;
  if (rule.kind === 'unusual') return `${rule.point}: ${kind}`;
  return `${rule.point}: ${kind} ${rule.threshold ?? ''}${rule.kind === 'rising' || rule.kind === 'falling' ? '/min' : ''}`;
}
