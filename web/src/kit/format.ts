// How values look to people: instants in the zone that is given, money in yuan, sizes in readable units.
import type { Language } from './i18n';

const locales: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

// Formats are dear to make and asked for by every row.
const clocks = new Map<string, Intl.DateTimeFormat>();
function clock(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const known = clocks.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locales[language], options);
  clocks.set(key, made);
  return made;
}

export function formatInstant(text: string | null | undefined, language: Language, timeZone: string): string {
  if (!text) return '—';
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  return clock(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
}

export function formatNumber(value: number, language: Language): string {
  // Coordinates have more decimals than the three that are usual.
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: 6 }).format(value);
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function formatDate(text: string | null | undefined, language: Language, timeZone: string): string {
  if (!text) return '—';
  // A date of no clock is the same day everywhere.
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const at = new Date(isDate ? `${text}T00:00:00Z` : text);
  if (Number.isNaN(at.getTime())) return text;
  return clock(language, { dateStyle: 'medium', timeZone: isDate ? 'UTC' : timeZone }).format(at);
}

// "3/1", "01/03": of axes.
export function formatDay(at: number, language: Language, timeZone: string): string {
  return clock(language, { month: 'numeric', day: 'numeric', timeZone }).format(at);
}

// "08:30:05"
export function formatTime(at: number, language: Language, timeZone: string): string {
  return clock(language, { timeStyle: 'medium', timeZone, hourCycle: 'h23' }).format(at);
}

// "2026年3月1日星期日"
export function formatFullDate(at: number, language: Language, timeZone: string): string {
  return clock(language, { dateStyle: 'full', timeZone }).format(at);
}

// Texts of the server name quantities, prices and rates with all decimals that they are kept with: "500.000", "12.500000",
// "13.0000 %". People read "500", "12.50" and "13 %". Amounts of money and numbers of documents stay as they are.
export function readableDecimals(text: string): string {
  return text.replace(/(?<![\d.])(\d+)\.(\d{3,6})(?![\d.])/g, (_, whole: string, decimals: string) => {
    const kept = decimals.replace(/0+$/, '');
    return kept === '' ? whole : `${whole}.${decimals.length === 6 ? kept.padEnd(2, '0') : kept}`;
  });
}

// 123456 fen → "1,234.56". Exact: no floating point on the way.
export function formatFen(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${yuan}.${digits.slice(-2)}`;
}

// A unit price in millionths of a yuan: "12.50", without zeros that say nothing.
export function priceText(microYuan: number): string {
  const text = (microYuan / 1_000_000).toFixed(6).replace(/0{1,4}$/, '');
  return text.endsWith('.') ? `${text}00` : text;
}

// "1,234.5" → 123450; null where the text is no amount with at most two decimals, or too large to be exact.
export function parseYuan(text: string): number | null {
  const match = /^(-?)(\d{1,13})(?:\.(\d{0,2}))?$/.exec(text.replaceAll(',', '').trim());
  if (!match) return null;
  const fen = Number(`${match[2] ?? ''}${(match[3] ?? '').padEnd(2, '0')}`);
  return match[1] === '-' ? -fen : fen;
}

// How many whole days from one date to another; negative when it is past.
export function daysUntil(date: string, today: string): number {
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
  return Math.round((day(date) - day(today)) / 86_400_000);
}
