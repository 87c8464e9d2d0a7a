// Goal: a need becomes an order. The buyer posts it, the operator has options solved on the free capacity of the cluster,
// the buyer compares them, accepts one and pays, the operator releases it, and everybody sees how far it is; in both
// languages, on a desk and on a phone. A need with a drawing of something new makes its item on the way.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Language } from '@/kit/i18n';
import { texts } from '@/modules/orders/texts';
import { texts as workTexts } from '@/modules/orders/work-texts';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor, type Device } from './visitor';

const dueInDays = 45;
const due = new Date(Date.now() + dueInDays * 86_400_000).toISOString().slice(0, 10);
const accept = { zh: '接受', en: 'Accept' };
const fund = { zh: '支付托管', en: 'Fund' };
const release = { zh: '下达生产', en: 'Release' };

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

const walks: { language: Language; device: Device; pieces: string }[] = [
  { language: 'zh', device: 'desk', pieces: '5000' },
  { language: 'en', device: 'phone', pieces: '800' },
];

describe.each(walks)('an order, $language on a $device', ({ language, device, pieces }) => {
  const text = texts[language];
  let visitor: Visitor;
  let order = '';
  beforeAll(async () => {
    visitor = await Visitor.arrive(
      browser,
      platform.address,
      language,
      device,
      `order-${language}-${device}`,
    );
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visitor.picture('failure');
  });
  afterAll(async () => {
    await visitor.leave();
    expect(visitor.failures).toEqual([]);
  });

  it('begins as a need that the buyer posts', async () => {
    await visitor.enter('buyer', password);
    await visitor.open('/orders/new');
    await visitor.chooseFrom('item_id', 'CP-2019', 'CP-2019');
    await visitor.chooseOneOf('revision_id', 'A');
    await visitor.fill({ quantity: pieces });
    await visitor.chooseDate('due_on', due);
    await visitor.chooseOneOf('site_id', '厂');
    await visitor.look('need');
    await visitor.submit();
    await visitor.page.waitForURL((url) => /^\/orders\/\d+$/.test(url.pathname));
    order = visitor.path();
    await visitor.sees(text.waitingForQuote);
    await visitor.look('posted');
  });

  it('is answered with options on free capacity', async () => {
    await visitor.enter('operator', password);
    await visitor.open('/board');
    const line = visitor.page.locator('.board-lines li', { has: visitor.page.locator(`a[href="${order}"]`) });
    await line.waitFor();
    await visitor.look('board');
    await line.getByRole('button', { name: text.quote }).click();
    await line.waitFor({ state: 'detached' });
    await visitor.enter('buyer', password);
    await visitor.open(order);
    await visitor.page.locator('.option').nth(1).waitFor();
    await visitor.page.locator('.route-map .route-stop').first().waitFor();
    await visitor.look('options');
    // Each price is the sum of what it is made of.
    for (const card of await visitor.page.locator('.option').all()) {
      const fen = (shown: string) => Math.round(Number(shown.replaceAll(',', '')) * 100);
      const parts = await card.locator('.price-parts dd').allInnerTexts();
      const price = await card.locator('.option-price strong').innerText();
      expect(parts.reduce((sum, part) => sum + fen(part), 0)).toBe(fen(price));
    }
  });

  it('is accepted and paid by the buyer, and released', async () => {
    await visitor.page.locator('.option').first().getByRole('button', { name: accept[language] }).click();
    await visitor.page
      .locator('.ant-modal-confirm-btns')
      .getByRole('button', { name: accept[language] })
      .click();
    await visitor.waitUntilGone('.ant-modal-confirm');
    await visitor.press(fund[language]);
    await visitor.page.getByRole('button', { name: fund[language] }).waitFor({ state: 'detached' });
    await visitor.look('funded');
    await visitor.enter('operator', password);
    await visitor.open(order);
    await visitor.press(release[language]);
    await visitor.page.getByRole('button', { name: release[language] }).waitFor({ state: 'detached' });
    await visitor.page.locator('.timeline-bar').first().waitFor();
    await visitor.look('released');
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
