// A value as it is read on the floor, and how long ago something was.
import { useEffect, useState } from 'react';
import type { DeviceValue } from '@/kit/api';
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { durationText } from './moment-text';
import { texts } from './texts';

// As many digits as a reading can mean.
const digitsMax = 5;

// Counts are whole.
function readingOf({ kind, value }: DeviceValue): number {
  return kind === 'counter'
    ? Number((value ?? 0).toPrecision(12))
    : Number((value ?? 0).toPrecision(digitsMax));
}

export function ValueText({ value }: { value: DeviceValue }) {
  const { language } = useLanguage();
  const text = useTexts(texts);
  const shown =
    typeof value.value === 'number' && value.kind !== 'state'
      ? formatNumber(readingOf(value), language)
      : (value.text ?? '—');
  return (
    <span
      className={value.is_outside ? 'value-outside number' : 'number'}
      title={value.is_outside ? text.outside : undefined}
    >
      {shown} {value.unit && <small>{value.unit}</small>}
    </span>
  );
}

const everyMs = 1_000;

export function AgoText({ at }: { at: string }) {
  const { language } = useLanguage();
  const text = useTexts(texts);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, []);
  const ms = now - Date.parse(at);
  return <>{ms < 5_000 ? text.justNow : text.ago(durationText(ms, language))}</>;
}
