// Goal: from a listing to agreed terms as people walk it: a buyer posts what he wants, sees who matches and why, makes an
// offer from the match; the lister counters on his phone; the buyer accepts, and both read the same terms; in both languages.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Language } from '@/kit/i18n';
import { texts } from '@/modules/listings/texts';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor } from './visitor';

// What the server calls its choices and deeds.
const words = {
  zh: { supply: '供应', demand: '求购', plastics: '塑料', publish: '挂牌', accept: '接受' },
  en: { supply: 'Supply', demand: 'Demand', plastics: 'Plastics', publish: 'Publish', accept: 'Accept' },
};
const walks: { language: Language; grade: string }[] = [
  { language: 'zh', grade: 'HI-121H' },
  { language: 'en', grade: 'HI-130' },
];
const validUntil = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

let platform: Platform;
let browser: Browser;
let password: string;
beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
  password = await demonstrationPassword(platform);
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

describe.each(walks)('a listing, $language', ({ language, grade }) => {
  const text = texts[language];
  const word = words[language];
  let buyer: Visitor;
  let seller: Visitor;
  beforeAll(async () => {
    const arrive = (device: 'desk' | 'phone') =>
      Visitor.arrive(browser, platform.address, language, device, `listings-${language}-${device}`);
    buyer = await arrive('desk');
    seller = await arrive('phone');
    await buyer.enter('buyer', password);
    await seller.enter('mould', password);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await buyer.picture('failure');
    await seller.picture('failure');
  });
  afterAll(async () => {
    await buyer.leave();
    await seller.leave();
    expect([...buyer.failures, ...seller.failures]).toEqual([]);
  });

  // A listing of ABS by grade through the form, then published.
  async function post(visitor: Visitor, side: 'supply' | 'demand', price: string): Promise<void> {
    await visitor.open('/listings/new');
    await visitor.chooseOneOf('side', word[side]);
    await visitor.fill({
      title: `ABS ${grade} ${word[side]}`,
      goods: 'ABS',
      grade,
      quantity: '5',
      unit: '吨',
    });
    await visitor.chooseOneOf('goods_kind', word.plastics);
    await visitor.fill({ unit_price: price });
    await visitor.chooseFrom('region_code', '余姚', { zh: '余姚市', en: 'Yuyao' }[language]);
    await visitor.chooseDate('valid_until', validUntil);
    await visitor.look('form');
    await visitor.submit();
    await visitor.page.waitForURL((url) => /^\/listings\/\d+$/.test(url.pathname));
    await visitor.press(word.publish);
    await visitor.page.getByRole('button', { name: word.publish }).waitFor({ state: 'detached' });
  }

  it('is posted on both sides, matched with reasons, negotiated and agreed', async () => {
    await post(seller, 'supply', '11500');
    await post(buyer, 'demand', '11000');
    await buyer.sees(text.dearer('4.5'));
    await buyer.sees(text.sameGrade);
    await buyer.look('matches');
    const match = buyer.page.locator('.match', { hasText: grade });
    await match.getByRole('button', { name: text.makeOffer }).click();
    await buyer.fill({ quantity: '5', unit_price: '11000', terms: '含税到厂' });
    await buyer.look('offer');
    await buyer.submit();
    await buyer.page.waitForURL((url) => url.pathname.startsWith('/negotiations/'));
    await buyer.sees(text.theirTurn);

    await seller.open('/listings?tab=talks');
    await seller.sees('¥11,000');
    await seller.look('talks');
    await seller.open(buyer.path());
    await seller.sees(text.yourTurn);
    await seller.press(text.counter);
    await seller.fill({ unit_price: '11200' });
    await seller.submit();
    await seller.sees(text.theirTurn);
    await seller.look('countered');

    await buyer.page.reload();
    await buyer.sees(text.yourTurn);
    await buyer.press(word.accept);
    await buyer.page.locator('.ant-modal-confirm').getByRole('button', { name: word.accept }).click();
    await buyer.sees(text.agreedHint);
    await buyer.sees('¥56,000.00');
    await buyer.look('agreed');
    await seller.page.reload();
    await seller.sees('¥56,000.00');
  });

  it('shows goods by grade and what demonstration data is', async () => {
    await buyer.open('/listings?goods_kind=plastics');
    await buyer.sees('ABS PA-757 现货');
    await buyer.sees(text.demonstration);
    await buyer.look('market');
    await seller.open('/listings');
    await seller.page.locator('.listing-card').first().waitFor();
    await seller.look('market');
  });
});
