// What an order or a task is called, in the reader's language where it has a name in it.
import { nameIn, useLanguage } from '@/kit/i18n';

export function useTitle() {
  const { language } = useLanguage();
  return (row: { title: string; title_en?: string | null }) => nameIn(language, row.title, row.title_en);
}
