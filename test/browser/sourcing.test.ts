// Goal: sealed bids as people meet them: a buyer asks, a supplier seals his bid on his own device, nobody reads it before
// the deadline, its bidder opens it, the buyer sees why it wins. A live auction of two bidders who see each other's offers
// at once. And opened bids beside each other.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { texts as portals } from '@/app/portal/texts';
import { matrixTexts } from '@/modules/sourcing/matrix-texts';
import { texts } from '@/modules/sourcing/texts';
import { Person } from './person';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor } from './visitor';

const text = texts.zh;
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

let platform: Platform;
let browser: Browser;
let password: string;
// Changes by a script what the buyer's form has said: people do not wait for a deadline of days.
let buyer: Person;
beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
  password = await demonstrationPassword(platform);
  buyer = await Person.signIn(platform.address, 'buyer', password);
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

type Row = { id: string; version: number };

let one: Visitor;
let two: Visitor;
let auction = '';
beforeAll(async () => {
  one = await Visitor.arrive(browser, platform.address, 'zh', 'desk', 'auction-desk');
  two = await Visitor.arrive(browser, platform.address, 'zh', 'phone', 'auction-phone');
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await one.picture('failure');
  await two.picture('failure');
});
afterAll(async () => {
  await one.leave();
  await two.leave();
  expect([...one.failures, ...two.failures]).toEqual([]);
});

// It begins while the sealed bid is made.
describe('a live auction', () => {
  it('is entered by two bidders', async () => {
    const { id } = await buyer.post<Row>('/api/v1/rfxs', {
      title: '边框注塑竞价',
      format: 'english',
      closes_at: inSeconds(40),
      auction_at: inSeconds(40),
      start_price: 5_000_000,
      price_step: 10_000,
      length_minutes: 10,
      lines: [{ description_text: '边框', quantity: 10_000_000, unit: '件' }],
    });
    await buyer.act(`/api/v1/rfxs/${id}`, 'publish');
    for (const [visitor, login] of [
      [one, 'mould'],
      [two, 'machining'],
    ] as const) {
      await visitor.enter(login, password);
      await visitor.open(`/rfqs/${id}`);
      await visitor.press(text.enter);
      await visitor.page.getByRole('link', { name: text.goAuction }).click();
      await visitor.page.waitForURL((url) => url.pathname.startsWith('/auctions/'));
    }
    auction = one.path();
    await one.sees(text.auctionScheduled);
    await two.look('scheduled');
  });
});

describe('a sealed bid', () => {
  let visitor: Visitor;
  let bidder: Visitor;
  let rfx = '';
  beforeAll(async () => {
    visitor = await Visitor.arrive(browser, platform.address, 'zh', 'desk', 'sealed-desk');
    bidder = await Visitor.arrive(browser, platform.address, 'zh', 'phone', 'sealed-phone');
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await visitor.picture('failure');
    await bidder.picture('failure');
  });
  afterAll(async () => {
    await visitor.leave();
    await bidder.leave();
    expect([...visitor.failures, ...bidder.failures]).toEqual([]);
  });

  it('is asked for by the buyer', async () => {
    await visitor.enter('buyer', password);
    await visitor.open('/rfqs/new');
    await visitor.fill({
      title: '车牌底板冲压',
      lines_0_description_text: '铝底板 440×140',
      lines_0_quantity: '20000',
    });
    await visitor.chooseDate('closes_at', '2030-01-01 10:00');
    await visitor.look('form');
    await visitor.submit();
    await visitor.page.waitForURL((url) => /^\/rfqs\/\d+$/.test(url.pathname));
    rfx = visitor.path().split('/').pop() ?? '';
    await visitor.press('发布');
    await visitor.sees(text.bidsSealed('0'));
    await visitor.look('published');
  });

  it('is sealed on the phone of the supplier', async () => {
    await bidder.enter('mould', password);
    await bidder.open('/market');
    await bidder.page.locator('.rfx-card', { hasText: '车牌底板冲压' }).click();
    await bidder.field('offers_0_price').fill('1.25');
    await bidder.look('bid');
    await bidder.submit();
    await bidder.sees(text.keyHere);
    await bidder.look('sealed');
    await visitor.page.reload();
    await visitor.sees(text.bidsSealed('1'));
    await visitor.seesNo('25,000.00');
    await visitor.look('one-sealed');
  });

  it('is confirmed under new terms, opened by its bidder, and wins with a reason', async () => {
    const path = `/api/v1/rfxs/${rfx}`;
    const { version } = await buyer.get<Row>(path);
    await buyer.patch(path, version, { closes_at: inSeconds(25) });
    await bidder.page.reload();
    await bidder.sees(text.staleTitle);
    await bidder.look('stale');
    await bidder.press(text.confirm);
    await bidder.sees(text.keyWanted);
    await bidder.look('key-wanted');
    await bidder.press(text.giveKey);
    await bidder.sees('25,000.00');
    await visitor.page.reload();
    await visitor.sees('唯一有效报价');
    await visitor.look('opened');
    await visitor.press('确认评审');
    await visitor.press('公示');
    await visitor.sees(text.comparisonFinal);
    await visitor.look('announced');
  });
});

describe('the auction, when it has begun', () => {
  it('tells each offer to the other at once, with one’s own rank', async () => {
    await one.field('amount').waitFor();
    await one.field('amount').fill('49000');
    await one.submit();
    await two.sees('49,000.00');
    await two.field('amount').fill('48500');
    await two.submit();
    await one.sees('48,500.00');
    await one.page
      .locator('.auction-figure', { hasText: text.myRank })
      .getByText('2', { exact: true })
      .waitFor();
    await one.look('second');
    await two.look('first');
    await one.field('amount').fill('48450');
    await one.submit();
    await one.sees('最高只能出');
    await one.look('refused');
    expect(auction).toBe(two.path());
  });
});

// What the demonstration leaves behind, as its buyer and one of its bidders find it.
describe.each([
  ['zh', 'desk'],
  ['en', 'phone'],
] as const)('opened bids, %s %s', (language, device) => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await Visitor.arrive(
      browser,
      platform.address,
      language,
      device,
      `matrix-${language}-${device}`,
    );
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visitor.picture('failure');
  });
  afterAll(async () => {
    await visitor.leave();
    expect(visitor.failures).toEqual([]);
  });

  it('stand beside each other line by line, and are asked for again', async () => {
    const words = matrixTexts[language];
    await visitor.enter('buyer', password);
    const { items } = await buyer.get<{ items: Row[] }>('/api/v1/rfxs?status=opened&limit=1');
    const id = items[0]?.id ?? '';
    await visitor.open(`/rfqs/${id}`);
    await visitor.sees(words.matrix);
    await visitor.sees(words.lowest);
    await visitor.sees(words.bestAnswer);
    await visitor.look('matrix');
    await visitor.page.getByRole('link', { name: texts[language].again }).click();
    await visitor.page.waitForURL((url) => url.pathname === '/rfqs/new');
    await visitor.field('title').waitFor();
    expect(await visitor.field('title').inputValue()).toContain('304');
    expect(await visitor.field('closes_at').inputValue()).toBe('');
    await visitor.look('again');
  });

  it('are on the desk of who has made them', async () => {
    await visitor.enter('mould', password);
    await visitor.open('/supplier');
    await visitor.sees(portals[language].bids);
    await visitor.look('portal');
    await visitor.open('/market?tab=mine');
    await visitor.sees('304 不锈钢合页 60×40');
  });
});
