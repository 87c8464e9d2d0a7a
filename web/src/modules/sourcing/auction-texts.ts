// What the page of a live auction tells of its rules.
import { defineTexts } from '@/kit/i18n';

export const auctionTexts = defineTexts(
  {
    noOffersHint: '开始后，每次出价立即列在这里。',
    conditions: '竞价条件',
    belowStart: '比起拍价低',
    length: '竞价时长',
    minutes: (count: number) => `${count} 分钟`,
    softClose: '末段顺延',
    softCloseBy: (seconds: number) => `最后 ${seconds} 秒内有人出价，再延 ${seconds} 秒`,
    semicolon: '；',
  },
  {
    noOffersHint: 'Once it has begun, each offer appears here at once.',
    conditions: 'Conditions',
    belowStart: 'Below the start',
    length: 'Length',
    minutes: (count: number) => `${count} min`,
    softClose: 'Soft close',
    softCloseBy: (seconds: number) => `an offer in the last ${seconds} s adds ${seconds} s`,
    semicolon: '; ',
  },
);
