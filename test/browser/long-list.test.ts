// Goal: a list of 100,000 rows is drawn a screen at a time: it can be scrolled from its top to its end, and the page never
// holds more than a few dozen rows.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { common } from '@/kit/texts/common';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor } from './visitor';

const rowsMax = 100_000;
const rowsDrawnMax = 120;

let platform: Platform;
let browser: Browser;
let owner: Visitor;
beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
  owner = await Visitor.arrive(browser, platform.address, 'zh', 'desk', 'long-list');
  await owner.enter('mould', await demonstrationPassword(platform));
  // The server's answer, made longer than a database of a test can be filled in a minute.
  await owner.page.route('**/api/v1/events?*', (route) => {
    const query = new URL(route.request().url()).searchParams;
    const start = Number(query.get('after') ?? 0);
    const count = start === 0 ? 25 : rowsMax - 25;
    const items = Array.from({ length: count }, (_, index) => ({
      sequence: rowsMax - start - index,
      at: '2026-03-01T08:00:00Z',
      actor_kind: 'user',
      actor_name: '王登高',
      entity: 'site',
      entity_id: '1',
      event: 'site.changed',
      data: { name: ['旧', `名称 ${start + index}`] },
      hash: 'x',
    }));
    return route.fulfill({ json: { items, next: start === 0 ? '25' : null } });
  });
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

it('draws only what the screen shows, down to the last row', async () => {
  await owner.open('/audit');
  await owner.press(common.zh.more);
  await owner.sees(common.zh.end(rowsMax));
  const rows = owner.page.locator('.rows tbody tr[data-index]');
  for (const share of [0.25, 0.5, 0.75, 1]) {
    await owner.page.evaluate((part) => scrollTo(0, document.documentElement.scrollHeight * part), share);
    await owner.page.waitForFunction(() =>
      [...document.querySelectorAll('.rows tbody tr[data-index]')].some((row) => {
        const box = row.getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight;
      }),
    );
    expect(await rows.count()).toBeLessThan(rowsDrawnMax);
  }
  await rows.last().waitFor();
  expect(await rows.last().getAttribute('data-index')).toBe(String(rowsMax - 1));
  expect(owner.failures).toEqual([]);
});
