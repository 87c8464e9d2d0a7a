// What the modules that permissions belong to are called.
import type { Label, Language } from '@/kit/i18n';

const names: Record<string, Label> = {
  account: { zh: '账户', en: 'Account' },
  api_keys: { zh: '接口密钥', en: 'API keys' },
  audit: { zh: '审计', en: 'Audit' },
  certificates: { zh: '证书', en: 'Certificates' },
  dispatch: { zh: '派单', en: 'Dispatch' },
  enterprise: { zh: '企业资料', en: 'Enterprise' },
  escrow: { zh: '托管', en: 'Escrow' },
  events: { zh: '事件', en: 'Events' },
  files: { zh: '文件', en: 'Files' },
  identity: { zh: '人员与权限', en: 'People and rights' },
  jobs: { zh: '后台任务', en: 'Jobs' },
  ledger: { zh: '账簿', en: 'Ledger' },
  members: { zh: '成员', en: 'Members' },
  payments: { zh: '支付', en: 'Payments' },
  platform: { zh: '平台', en: 'Platform' },
  reference: { zh: '基础数据', en: 'Reference data' },
  roles: { zh: '角色', en: 'Roles' },
  search: { zh: '搜索', en: 'Search' },
  terms: { zh: '法定条款与费率', en: 'Legal terms and rates' },
  views: { zh: '列表视图', en: 'Views of lists' },
  webhooks: { zh: 'Webhook', en: 'Webhooks' },
};

export function moduleName(module: string, language: Language): string {
  return names[module]?.[language] ?? module;
}
