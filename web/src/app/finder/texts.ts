import { defineTexts } from '@/kit/i18n';

export const texts = defineTexts(
  {
    title: '查找',
    placeholder: '企业、订单、物料、设备、单据编号，或功能名称',
    results: '结果',
    nothing: '没有找到。换一个词试试。',
    looking: '正在查找…',
    choose: '选择',
    open: '打开',
    close: '关闭',
  },
  {
    title: 'Find',
    placeholder: 'An enterprise, an order, an item, a machine, a document number, a function',
    results: 'Results',
    nothing: 'Nothing found. Try another word.',
    looking: 'Looking…',
    choose: 'choose',
    open: 'open',
    close: 'close',
  },
);
