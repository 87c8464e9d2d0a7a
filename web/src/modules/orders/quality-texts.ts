import { defineTexts } from '@/kit/i18n';

// Of inspections and returns beside orders and tasks.
export const texts = defineTexts(
  {
    inspections: '检验',
    openHint: (count: string) => `有 ${count} 件等待检验。`,
    byOther: '客户对这批货的检验。',
    begin: '抽样检验',
    beginHint: '按 GB/T 2828.1 抽样：只查一部分，就能判定整批。',
    level: '检验水平',
    levelHint: '没有另外约定时用一般 II。',
    aql: '接收质量限 AQL（%）',
    aqlHint: '越小越严。安全件用 0.40 以下，一般件用 1.0 或 1.5。',
    resubmitted: '这批货返工后再次送检',
    preview: (n: string, ac: string, severity: string) =>
      `${severity}检验，抽 ${n} 件，不超过 ${ac} 件不合格就接收。`,
    doBegin: '开始检验',
    returns: '退货',
    askReturn: '申请退货',
    lot: (count: string) => `${count} 件`,
  },
  {
    inspections: 'Inspections',
    openHint: (count: string) => `${count} pieces wait to be inspected.`,
    byOther: 'What the customer found in these goods.',
    begin: 'Inspect a sample',
    beginHint: 'A sample by GB/T 2828.1 (ISO 2859-1) decides the whole lot.',
    level: 'Inspection level',
    levelHint: 'General II unless something else was agreed.',
    aql: 'AQL (%)',
    aqlHint: 'The smaller, the stricter: below 0.40 for safety, 1.0 or 1.5 for ordinary parts.',
    resubmitted: 'The lot was reworked and is submitted again',
    preview: (n: string, ac: string, severity: string) =>
      `${severity} inspection: a sample of ${n}, accepted with no more than ${ac} nonconforming.`,
    doBegin: 'Begin',
    returns: 'Returns',
    askReturn: 'Ask to return',
    lot: (count: string) => `${count} pieces`,
  },
);
