// Formats in the language and time zone of the person who looks.
import { useState } from 'react';
import { formatDate, formatDay, formatFullDate, formatInstant, formatNumber, formatTime } from './format';
import { useLanguage, useTexts } from './i18n';
import { useZone } from './session';
import { common } from './texts/common';
import { dayOf, usualZone } from './time-zone';

export function useFormat() {
  const { language } = useLanguage();
  const zone = useZone();
  return {
    zone,
    instant: (text: string | null | undefined) => formatInstant(text, language, zone),
    date: (text: string | null | undefined) => formatDate(text, language, zone),
    // The dates within a text of the server, "2026-11-08 – 2026-11-25", as dates are shown elsewhere.
    dates: (text: string) =>
      text.replace(/(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])/g, (date) => formatDate(date, language, zone)),
    day: (at: number) => formatDay(at, language, zone),
    time: (at: number) => formatTime(at, language, zone),
    fullDate: (at: number) => formatFullDate(at, language, zone),
    number: (value: number | null | undefined) =>
      value === null || value === undefined ? '' : formatNumber(value, language),
  };
}

// The zone in which times are shown, as people call it.
export function useZoneName(): string {
  const text = useTexts(common);
  const zone = useZone();
  return zone === usualZone ? text.usualZone : zone;
}

// The date when the page was opened, "2026-03-01".
export function useToday(): string {
  const zone = useZone();
  const [now] = useState(() => Date.now());
  return dayOf(now, zone);
}
