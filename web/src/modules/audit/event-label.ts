// "site.created" in words: the entity's label and what was done to it. Unknown words are shown as they are.
import type { Language } from '@/kit/i18n';
import type { EntityMeta } from '@/kit/meta';

const deeds: Record<string, Record<Language, string>> = {
  created: { zh: '新建', en: 'created' },
  changed: { zh: '修改', en: 'changed' },
  updated: { zh: '修改', en: 'changed' },
  removed: { zh: '删除', en: 'deleted' },
  deleted: { zh: '删除', en: 'deleted' },
  registered: { zh: '注册', en: 'registered' },
  invited: { zh: '邀请', en: 'invited' },
  added: { zh: '添加', en: 'added' },
  submitted: { zh: '提交', en: 'submitted' },
  verified: { zh: '核验通过', en: 'verified' },
  rejected: { zh: '退回', en: 'rejected' },
  withdrawn: { zh: '撤回', en: 'withdrawn' },
  expired: { zh: '到期', en: 'expired' },
  revoked: { zh: '吊销', en: 'revoked' },
  signed_in: { zh: '登录', en: 'signed in' },
  signed_out: { zh: '退出登录', en: 'signed out' },
  sign_in_failed: { zh: '登录失败', en: 'sign-in failed' },
  password_changed: { zh: '修改密码', en: 'password changed' },
  password_reset: { zh: '重置密码', en: 'password reset' },
  retried: { zh: '重试', en: 'retried' },
  cancelled: { zh: '取消', en: 'cancelled' },
};

export function eventLabel(
  event: string,
  entities: readonly EntityMeta[] | undefined,
  language: Language,
): string {
  const [entity = '', deed = ''] = event.split('.');
  const name = entities?.find((entry) => entry.name === entity)?.label[language] ?? entity;
  const word = deeds[deed]?.[language] ?? deed.replaceAll('_', ' ');
  return word ? `${name} · ${word}` : name;
}
