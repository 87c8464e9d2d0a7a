import { defineTexts } from '@/kit/i18n';

export const texts = defineTexts(
  {
    title: '帮助',
    keys: '键盘',
    keyFind: '查找',
    keyHelp: '打开帮助',
    tour: '重新看一遍导览',
  },
  {
    title: 'Help',
    keys: 'Keyboard',
    keyFind: 'Find',
    keyHelp: 'Open this help',
    tour: 'Take the tour again',
  },
);
