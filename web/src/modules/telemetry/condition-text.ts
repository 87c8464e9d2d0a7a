// A rule's condition in a line, in the words of the device's profile.
import type { AlarmRule, DeviceProfile } from '@/kit/api';
import { labelIn, type Language } from '@/kit/i18n';

type Condition = Pick<
  AlarmRule,
  'point' | 'kind' | 'threshold' | 'state' | 'silence_s' | 'expression' | 'profile'
>;
type Named = { label_zh: string; label_en: string };

const nameOf = (named: Named, language: Language) =>
  labelIn({ zh: named.label_zh, en: named.label_en }, language);

const unitOf = ({ unit, unit_en }: { unit: string; unit_en: string }, language: Language) =>
  language === 'en' && unit_en !== '' ? unit_en : unit;

// Of a rule for one device the profile is not told: points of one name mean the same in all of them.
function pointOf(rule: Condition, profiles: readonly DeviceProfile[]) {
  const found = (profile: DeviceProfile | undefined) =>
    profile?.points.find(({ name }) => name === rule.point);
  return (
    found(profiles.find(({ name }) => name === rule.profile)) ??
    profiles.map(found).find((point) => point !== undefined)
  );
}

export function conditionText(
  rule: Condition,
  kind: string,
  profiles: readonly DeviceProfile[],
  language: Language,
): string {
  if (rule.kind === 'expression') return rule.expression ?? '';
  const point = pointOf(rule, profiles);
  const about = `${point ? nameOf(point, language) : rule.point} · ${kind}`;
  if (rule.kind === 'silent') return `${about} ${rule.silence_s ?? ''} s`;
  if (rule.kind === 'state') {
    const state = point?.states.find(({ value }) => value === rule.state);
    return `${about} ${state ? nameOf(state, language) : (rule.state ?? '')}`;
  }
  if (rule.kind === 'unusual') return about;
  const pace = rule.kind === 'rising' || rule.kind === 'falling' ? '/min' : '';
  return `${about} ${rule.threshold ?? ''} ${point ? unitOf(point, language) : ''}${pace}`.trimEnd();
}
