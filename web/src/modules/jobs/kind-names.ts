// What the kinds of jobs are called; one that is not here is shown by its own name.
import type { Label } from '@/kit/i18n';

export const kindNames: Record<string, Label> = {
  'flow.timer': { zh: '状态到期', en: 'A state ends' },
  'identity.reset_mail': { zh: '发送密码重置邮件', en: 'Mail for a new password' },
  'ledger.expire': { zh: '预占到期', en: 'Holds expire' },
  'payments.reconcile': { zh: '每日对账', en: 'Daily reconciliation' },
  'platform.sweep': { zh: '清理过期数据', en: 'Expired data is removed' },
  'webhooks.deliver': { zh: '投递 Webhook', en: 'Webhook delivery' },
  'webhooks.tidy': { zh: '清理投递记录', en: 'Old deliveries are removed' },
};
