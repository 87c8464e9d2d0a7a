// Formats in the language and time zone of the person who looks.
import { formatDate, formatInstant, formatNumber } from './format';
import { useLanguage } from './i18n';
import { useSessionQuery } from './session';

export function useFormat() {
  const { language } = useLanguage();
  const zone = useSessionQuery().data?.user.time_zone;
  return {
    instant: (text: string | null | undefined) => formatInstant(text, language, zone),
    date: (text: string | null | undefined) => formatDate(text, language, zone),
    number: (value: number | null | undefined) =>
      value === null || value === undefined ? '' : formatNumber(value, language),
  };
}
