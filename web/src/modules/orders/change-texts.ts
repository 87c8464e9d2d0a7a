import { defineTexts } from '@/kit/i18n';

// Of changes of running orders.
export const texts = defineTexts(
  {
    change: '生产安排有变更',
    changeHint: '只涉及还没有开工的工序；同意之前，原来的安排不变。',
    price: '价格',
    cost: '成本',
    date: '承诺交期',
    unchanged: '不变',
    cause: '原因',
    causesApart: '；',
    moved: '改动的工序',
    oneMore: (workshop: string) => `新增一批 · ${workshop}`,
    waitsForSupplier: (until: string) => `等平台同意，到 ${until}。没有答复，这个变更作废，原来的安排不变。`,
    waitsForBuyer: (until: string) => `等买方同意，到 ${until}。没有答复，这个变更作废，原来的安排不变。`,
    confirmPrice: (amount: string) => `同意后，从贵司现金户再转 ¥${amount} 到托管。`,
    confirmDate: (date: string) => `承诺交期改为 ${date}。`,
    reserveTakes: '多出的成本由风险准备承担，买方不用多付。',
  },
  {
    change: 'The plan is to change',
    changeHint: 'Only operations that have not begun are concerned. Nothing changes before it is agreed.',
    price: 'Price',
    cost: 'Cost',
    date: 'Promised for',
    unchanged: 'unchanged',
    cause: 'Why',
    causesApart: '; ',
    moved: 'What moves',
    oneMore: (workshop: string) => `one more lot · ${workshop}`,
    waitsForSupplier: (until: string) =>
      `Waits for the platform until ${until}. Without an answer the change lapses and the plan stays.`,
    waitsForBuyer: (until: string) =>
      `Waits for the buyer until ${until}. Without an answer the change lapses and the plan stays.`,
    confirmPrice: (amount: string) => `¥${amount} more go from your cash into the escrow.`,
    confirmDate: (date: string) => `The order is promised for ${date} then.`,
    reserveTakes: 'What it costs more comes out of the risk reserve; the buyer pays no more.',
  },
);
