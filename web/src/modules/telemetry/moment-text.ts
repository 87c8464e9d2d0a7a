// A moment on an axis: as much of it as the width of the window asks for.
import type { Language } from '@/kit/i18n';
import type { Range } from './use-telemetry';

const locales: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };
const day = 86_400_000;

// `whole`: with its day and its time, however wide the window.
export function momentText(
  at: number,
  { from, to }: Range,
  { language, zone }: { language: Language; zone: string },
  whole = false,
): string {
  const width = to - from;
  const date: Intl.DateTimeFormatOptions =
    width > 200 * day && !whole ? { year: 'numeric', month: 'short' } : { month: 'numeric', day: 'numeric' };
  const clock: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    ...(width < day / 24 || whole ? { second: '2-digit' } : {}),
    ...(width < 20_000 ? { fractionalSecondDigits: 1 } : {}),
  };
  const options = whole ? { ...date, ...clock } : width > 3 * day ? date : clock;
  return new Intl.DateTimeFormat(locales[language], {
    ...options,
    hourCycle: 'h23',
    timeZone: zone,
  }).format(at);
}

export function durationText(ms: number, language: Language): string {
  const units = language === 'zh' ? [' 天', ' 小时', ' 分', ' 秒'] : [' d', ' h', ' min', ' s'];
  const sizes = [day, 3_600_000, 60_000, 1_000];
  const first = sizes.findIndex((size) => ms >= size);
  if (first < 0) return `0${units[3]}`;
  const whole = Math.floor(ms / (sizes[first] ?? 1));
  const rest = Math.floor((ms % (sizes[first] ?? 1)) / (sizes[first + 1] ?? Infinity));
  return `${whole}${units[first]}` + (rest > 0 ? ` ${rest}${units[first + 1]}` : '');
}
