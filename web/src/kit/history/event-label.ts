// Events in words.
import type { Language } from '../i18n';
import type { EntityMeta } from '../meta';

// Entities that have no pages and therefore no description for the app.
const hidden: Record<string, Record<Language, string>> = {
  user: { zh: '账户', en: 'Account' },
  user_session: { zh: '登录会话', en: 'Session' },
  organisation: { zh: '单位', en: 'Organisation' },
  password_reset: { zh: '密码重置', en: 'Password reset' },
  sign_in_throttle: { zh: '登录限制', en: 'Sign-in limit' },
};

// "site.created" in words: the entity's label and what was done to it. Unknown words are shown as they are.

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
  lapsed: { zh: '逾期退回', en: 'lapsed' },
  revised: { zh: '修订', en: 'revised' },
  suspended: { zh: '停用', en: 'suspended' },
  reinstated: { zh: '恢复', en: 'reinstated' },
  returned: { zh: '重新加入', en: 'returned' },
  sign_in_locked: { zh: '登录被锁定', en: 'sign-in locked' },
  sessions_ended: { zh: '登录已全部失效', en: 'sessions ended' },
  reset_mail_failed: { zh: '重置邮件发送失败', en: 'reset mail failed' },
  code_used: { zh: '使用动态口令', en: 'code used' },
  recovery_code_used: { zh: '使用恢复码', en: 'recovery code used' },
  password_rehashed: { zh: '密码保护升级', en: 'password protection renewed' },
  used: { zh: '已使用', en: 'used' },
  totp_offered: { zh: '准备两步验证', en: 'two-step sign-in prepared' },
  totp_on: { zh: '开启两步验证', en: 'two-step sign-in on' },
  totp_off: { zh: '关闭两步验证', en: 'two-step sign-in off' },
  totp_removed: { zh: '管理员关闭两步验证', en: 'two-step sign-in removed by an administrator' },
  secret_rotated: { zh: '更换密钥', en: 'secret renewed' },
  delivered: { zh: '已投递', en: 'delivered' },
  failed: { zh: '失败', en: 'failed' },
  retried: { zh: '重试', en: 'retried' },
  sent: { zh: '已发出', en: 'sent' },
  password_set: { zh: '设置密码', en: 'password set' },
  funded: { zh: '到账', en: 'funded' },
  sub_funded: { zh: '任务到账', en: 'task funded' },
  held: { zh: '已预占', en: 'held' },
  part_released: { zh: '部分放款', en: 'released in part' },
  released: { zh: '放款', en: 'released' },
  retention_released: { zh: '质保金放款', en: 'retention released' },
  recovered: { zh: '追回', en: 'recovered' },
  refunded: { zh: '退款', en: 'refunded' },
  frozen: { zh: '冻结', en: 'frozen' },
  decided: { zh: '裁决', en: 'decided' },
  agreed: { zh: '同意', en: 'agreed' },
  contested: { zh: '提出异议', en: 'contested' },
  settled: { zh: '结清', en: 'settled' },
  posted: { zh: '记账', en: 'posted' },
  closed: { zh: '关账', en: 'closed' },
  processing: { zh: '处理中', en: 'in progress' },
  refused: { zh: '被拒绝', en: 'refused' },
  unknown: { zh: '结果待查', en: 'outcome unknown' },
  resolved: { zh: '已处理', en: 'resolved' },
  repeated: { zh: '重新对账', en: 'repeated' },
  cancelled: { zh: '取消', en: 'cancelled' },
  // Of orders and their tasks
  planned: { zh: '另行安排', en: 'planned anew' },
  replanned: { zh: '改变安排', en: 'plan changed' },
  not_replanned: { zh: '没有改变安排', en: 'plan not changed' },
  connected: { zh: '衔接工序', en: 'connected' },
  supplied: { zh: '料已到', en: 'material came' },
  received: { zh: '收到来料', en: 'pieces came' },
  counted: { zh: '报工计数', en: 'pieces reported' },
  uncounted: { zh: '冲销报工', en: 'report reversed' },
  regraded: { zh: '改判', en: 'regraded' },
  resumed: { zh: '继续', en: 'resumed' },
  handed_on: { zh: '交出一部分', en: 'handed on in part' },
  paid: { zh: '付加工费', en: 'paid' },
  countered: { zh: '按还价执行', en: 'on the countered terms' },
  progressed: { zh: '进度更新', en: 'progressed' },
  delivered_more: { zh: '又交付一部分', en: 'more delivered' },
  judged: { zh: '验收', en: 'judged' },
  reserve_drawn: { zh: '动用风险准备', en: 'reserve drawn' },
  price_raised: { zh: '追加货款', en: 'price raised' },
  quoted_again: { zh: '重新报价', en: 'quoted again' },
  deemed_approved: { zh: '逾期视同同意', en: 'deemed approved' },
  deemed_received: { zh: '逾期视同收到', en: 'deemed received' },
  deemed_credited: { zh: '逾期视同折让', en: 'deemed credited' },
  upheld: { zh: '裁决支持', en: 'upheld' },
};

// What happened is mostly called by the state that it led to, in the entity's own words.
function deedIn(entity: EntityMeta | undefined, deed: string, language: Language): string {
  const state = entity?.state_table?.states.find(({ name }) => name === deed);
  return state?.label[language] ?? deeds[deed]?.[language] ?? deed.replaceAll('_', ' ');
}

export function eventLabel(
  event: string,
  entities: readonly EntityMeta[] | undefined,
  language: Language,
): string {
  const [entity = '', deed = ''] = event.split('.');
  const described = entities?.find((entry) => entry.name === entity);
  const name = (described?.label ?? hidden[entity])?.[language] ?? entity;
  const word = deedIn(described, deed, language);
  return word ? `${name} · ${word}` : name;
}

// What the event was about, by the field that stands for the whole; "" where the data does not tell.
export function subjectOf(data: unknown, entity: EntityMeta | undefined): string {
  if (!entity?.title_field || typeof data !== 'object' || data === null) return '';
  const value = (data as Record<string, unknown>)[entity.title_field];
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  if (typeof last !== 'string') return '';
  return last;
}
