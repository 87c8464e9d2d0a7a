// Goal: an order comes to its end, whatever is wrong with the goods. The last lot fails its inspection and is reworked; the
// buyer gets it in two deliveries, takes the first at a lower price, refuses the second, whose value is frozen until the
// arbiter divides it, and sends some of the first back for credit; then he settles. At each stage the escrow says where the
// money is, and it adds up; the scores say why. In both languages; the steps build on each other.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Language } from '@/kit/i18n';
import { nextTexts } from '@/modules/orders/next-texts';
import { EndingPages } from './ending';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { Story, type Task } from './story';
import { startBrowser, Visitor, type Device } from './visitor';

const packing = 40;
const milli = (pieces: number) => pieces * 1_000;

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
  const [told] = await platform.pause({ words: ['verify'] });
  expect(told).toContain('0 broken chains');
  expect(told).toContain('balanced');
  await platform.stop();
});

const walks: { language: Language; device: Device }[] = [
  { language: 'zh', device: 'desk' },
  { language: 'en', device: 'phone' },
];

describe.each(walks)('an order comes to its end, $language on a $device', ({ language, device }) => {
  const next = nextTexts[language];
  let visitor: Visitor;
  let story: Story;
  let pages: EndingPages;
  let last: Task;
  let good = 0;

  beforeAll(async () => {
    story = await Story.begin(platform, password, 'KG-052', 200);
    for (const operation of [10, 20, 30]) {
      await story.make(operation);
      await story.handOver(operation);
    }
    await story.report(packing);
    last = await story.task(packing);
    visitor = await Visitor.arrive(
      browser,
      platform.address,
      language,
      device,
      `ending-${language}-${device}`,
    );
    pages = new EndingPages(visitor, story, language, password);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visitor.picture('failure');
  });
  afterAll(async () => {
    await visitor.leave();
    expect(visitor.failures).toEqual([]);
  });

  it('a lot that fails its final inspection is reworked', async () => {
    await pages.rework(last, 5);
    good = await story.putRight(last, milli(1));
    await story.pass(packing);
  });

  it('the first delivery is taken at a lower price', async () => {
    await story.ship(last, story.buyer, milli(120));
    await visitor.enter('owner', password);
    await visitor.open(story.page);
    await visitor.sees(next.order_judging_buyer({ open: '120', quoted: '', guarantee: '' }));
    await visitor.look('partly-delivered');
    await pages.concede('owner', 5, 30);
    await pages.whereTheMoneyIs('conceded');
    expect(await story.order()).toMatchObject({ accepted: milli(120), rejected: 0 });
  });

  it('the second one is refused: its value is frozen, and divided by the arbiter', async () => {
    await story.ship(last, story.buyer, Math.min(milli(80), good - milli(120)));
    await pages.refuse('owner', 5);
    await pages.whereTheMoneyIs('frozen');
    await pages.decide('owner');
    await pages.whereTheMoneyIs('decided');
  });

  it('some of the first go back, and are credited', async () => {
    await pages.giveBack('owner', 10);
    await pages.whereTheMoneyIs('credited');
    expect(await story.order()).toMatchObject({ returned: milli(10) });
  });

  it('the buyer settles', async () => {
    await pages.settle('owner');
    expect(await story.order()).toMatchObject({ status: 'settled' });
    await pages.whereTheMoneyIs('settled');
  });

  // An order of the demonstration whose guarantee is over.
  it('and where the guarantee is over it is closed, and nothing is left in custody', async () => {
    const { items } = await story.buyer.get<{ items: { id: string; escrow_id: string; price: number }[] }>(
      '/api/v1/sales-orders?status=closed',
    );
    expect(items).toHaveLength(1);
    await visitor.open(`/orders/${items[0]?.id}`);
    await visitor.sees(next.order_closed_both);
    await visitor.look('closed');
    await visitor.open(`/escrows/${items[0]?.escrow_id}`);
    await visitor.page.locator('.money-place .money').first().waitFor();
    await visitor.look('money-closed');
  });

  it('the scores say what it cost, and why', () => pages.score(last));
});
