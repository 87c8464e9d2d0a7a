// The places where an escrow's money can be, as the server names them.
export const placeNames = {
  on_hold: { zh: '已预占', en: 'On hold' },
  in_escrow: { zh: '托管中', en: 'In escrow' },
  in_deposit: { zh: '定金', en: 'Deposit' },
  frozen: { zh: '争议冻结', en: 'Frozen by disputes' },
  in_retention: { zh: '质保金', en: 'Retention' },
  with_tasks: { zh: '任务托管', en: 'With the tasks' },
  to_supplier: { zh: '已付供方', en: 'Paid to the supplier' },
  to_commission: { zh: '平台佣金', en: 'Commission' },
  to_buyer: { zh: '已退买方', en: 'Back with the buyer' },
} as const;
