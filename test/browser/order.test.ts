// Goal: a need becomes an order. The buyer posts it, the operator has options solved on the free capacity of the cluster,
// the buyer compares them, accepts one and pays, the operator releases it, and everybody sees how far it is; in both
// languages, on a desk and on a phone. A need with a drawing of something new makes its item on the way.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Language } from '@/kit/i18n';
import { texts } from '@/modules/orders/texts';
import { texts as workTexts } from '@/modules/orders/work-texts';
import { NeedPages } from './need';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor, type Device } from './visitor';

const dueInDays = 45;
const due = new Date(Date.now() + dueInDays * 86_400_000).toISOString().slice(0, 10);

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

const walks: { language: Language; device: Device; pieces: number }[] = [
  { language: 'zh', device: 'desk', pieces: 5_000 },
  { language: 'en', device: 'phone', pieces: 800 },
];

describe.each(walks)('an order, $language on a $device', ({ language, device, pieces }) => {
  const text = texts[language];
  let visitor: Visitor;
  let pages: NeedPages;
  let order = '';
  beforeAll(async () => {
    visitor = await Visitor.arrive(
      browser,
      platform.address,
      language,
      device,
      `order-${language}-${device}`,
    );
    pages = new NeedPages(visitor, language, password);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visitor.picture('failure');
  });
  afterAll(async () => {
    await visitor.leave();
    expect(visitor.failures).toEqual([]);
  });

  it('begins as a need that the buyer posts', async () => {
    order = await pages.post('buyer', { item: 'CP-2019', pieces, due });
  });

  it('is answered with options on free capacity', async () => {
    await pages.quote(order);
    await pages.compare('buyer', order);
    // Each price is the sum of what it is made of.
    for (const card of await visitor.page.locator('.option').all()) {
      const fen = (shown: string) => Math.round(Number(shown.replaceAll(',', '')) * 100);
      const parts = await card.locator('.price-parts dd').allInnerTexts();
      const price = await card.locator('.option-price strong').innerText();
      expect(parts.reduce((sum, part) => sum + fen(part), 0)).toBe(fen(price));
    }
  });

  it('is accepted and paid by the buyer, and released', async () => {
    await pages.acceptAndPay();
    await pages.release(order);
  });

  it('shows its buyer how far it is, lot by lot, and where', async () => {
    await visitor.enter('buyer', password);
    await visitor.open(order);
    await visitor.sees(text.timeline);
    await visitor.sees(text.inTime);
    // Thirteen operations, a row for each.
    await visitor.page.locator('.timeline-row').nth(12).waitFor();
    expect(await visitor.page.locator('.timeline-row').count()).toBe(13);
    await visitor.look('tracking');
    await visitor.open('/orders');
    await visitor.page.locator('.rows .task-bar').first().waitFor();
    await visitor.look('orders');
  });

  it('shows an owner what he can win and how busy his machines are', async () => {
    await visitor.enter('machining', password);
    await visitor.open('/earnings');
    await visitor.page.locator('.bars li').first().waitFor();
    await visitor.look('earnings');
    await visitor.open('/work');
    await visitor.sees(workTexts[language].noTasks);
    await visitor.look('work');
  });
});
