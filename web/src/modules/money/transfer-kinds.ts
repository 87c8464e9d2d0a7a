// What the kinds of transfers are called: they belong to an answer structure, which the server's metadata does not hold.
import { useLanguage } from '@/kit/i18n';

const names: Record<string, { zh: string; en: string }> = {
  direct: { zh: '直接入账', en: 'Direct' },
  pending: { zh: '预占', en: 'Held' },
  post: { zh: '预占入账', en: 'Posted' },
  void: { zh: '撤销预占', en: 'Voided' },
  expire: { zh: '预占到期', en: 'Expired' },
};

export function useTransferKinds(): (kind: string | undefined) => string {
  const { language } = useLanguage();
  return (kind) => (kind === undefined ? '' : (names[kind]?.[language] ?? kind));
}
