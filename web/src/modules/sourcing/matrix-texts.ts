import { defineTexts } from '@/kit/i18n';

export const matrixTexts = defineTexts(
  {
    matrix: '逐项比价',
    matrixHint: '每一项各家的单价（元）和交货日期，最低的已标出。',
    lowest: '最低',
    bestAnswer: '最优',
    pickedHint: (sum: string, less: string) =>
      `每项都取最低价合计 ${sum} 元，比总价最低的一家少 ${less} 元；想分项定标，发起时请选“按行”。`,
  },
  {
    matrix: 'Line by line',
    matrixHint:
      'The unit price (yuan) and the day that each bidder offers for every line; the lowest is marked.',
    lowest: 'lowest',
    bestAnswer: 'best',
    pickedHint: (sum: string, less: string) =>
      `The cheapest of every line comes to ${sum} yuan, ${less} less than the cheapest bid; to award like that, ask for an award by line.`,
  },
);
