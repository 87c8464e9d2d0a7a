// Goal: the big screen fits its screens, is live and drillable, and neither flickers nor grows however long it runs.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { texts } from '@/app/wall/texts';
import { Person } from './person';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor } from './visitor';

const warmUpRounds = 100;
const rounds = 350;
const growthBytesMax = 1536 * 1024; // 6 KB a refresh; a row kept of each, or a chart, would be far more

type Hurry = { refreshes: number };

// In the page: time runs 250 times as fast for what happens every five seconds or less often, and refreshes are counted. Requests and
// answers are real.
function hurry(): void {
  const page = globalThis as unknown as Hurry & { fetch: typeof fetch; setInterval: unknown };
  const faster = (ms = 0) => (ms >= 5_000 ? ms / 250 : ms);
  const [interval, ask] = [setInterval, fetch];
  page.refreshes = 0;
  page.setInterval = (run: () => void, ms?: number) => interval(run, faster(ms));
  page.fetch = async (...what) => {
    const answer = await ask(...what);
    const address = what[0] instanceof Request ? what[0].url : String(what[0]);
    if (address.endsWith('/enterprise-statistics')) page.refreshes += 1;
    return answer;
  };
}

let platform: Platform;
let browser: Browser;
let password: string;
beforeAll(async () => {
  // A wall in a hurry asks more often than a person may.
  platform = await startPlatform('--requests-per-second-key', '0', '--requests-per-second-address', '0');
  browser = await startBrowser();
  password = await demonstrationPassword(platform);
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

describe.each([
  { device: 'wall', language: 'zh' },
  { device: 'wall-4k', language: 'en' },
] as const)('on a $device', ({ device, language }) => {
  const words = texts[language];
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await Visitor.arrive(browser, platform.address, language, device, device);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visitor.picture('failure');
  });
  afterAll(() => visitor.leave());

  it('fills the screen with real figures and nothing is cut', async () => {
    await visitor.enter('government', password);
    await visitor.open('/wall');
    await visitor.page.locator('.wall-map canvas').waitFor();
    const figures = visitor.page.locator('.wall-totals dd');
    await figures.first().getByText('330').waitFor();
    await visitor.look('province');
    const overflow = await visitor.page.evaluate(() =>
      [...document.querySelectorAll('.wall-body, .wall-head, .wall-foot, .wall-panel, .wall-totals')]
        .filter(
          (part) =>
            part.scrollWidth > part.clientWidth + 1 || part.getBoundingClientRect().bottom > innerHeight + 1,
        )
        .map((part) => part.className),
    );
    expect(overflow).toEqual([]);
  });

  it('goes into a region and back, and to an enterprise', async () => {
    await visitor.open('/wall?region=330200');
    await visitor.page.getByRole('heading', { name: { zh: '宁波市', en: 'Ningbo' }[language] }).waitFor();
    await visitor.page.locator('.wall-totals dd').first().getByText('124').waitFor();
    await visitor.look('city');
    await visitor.press(words.back);
    await visitor.page.locator('.wall-totals dd').first().getByText('330').waitFor();
    await visitor.page.keyboard.press('Escape');
    await visitor.page.waitForURL((url) => url.pathname === '/');
    await visitor.open('/wall');
    await visitor.page.locator('.wall-activity a').first().click();
    await visitor.page.waitForURL((url) => url.pathname.startsWith('/directory/'));
    expect(visitor.failures).toEqual([]);
  });
});

describe('for a long time', () => {
  let visitor: Visitor;
  let owner: Person;
  beforeAll(async () => {
    visitor = await Visitor.arrive(browser, platform.address, 'zh', 'wall', 'wall-long');
    owner = await Person.signIn(platform.address, 'owner', password);
  });
  afterAll(() => visitor.leave());

  const heapBytes = async (session: CDPSession) => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  const untilRefreshed = (page: Page, rounds: number) =>
    page.waitForFunction((count) => (globalThis as unknown as Hurry).refreshes >= count, rounds, {
      polling: 100,
      timeout: 0, // the test's own ends it
    });

  it('shows what changes, draws on the same canvases, and its memory stays bounded', async () => {
    const { page } = visitor;
    await visitor.enter('operator', password);
    await page.addInitScript(hurry);
    await visitor.open('/wall');
    await page.locator('.wall-map canvas').waitFor();
    const capabilities = page.locator('.wall-totals dd').nth(3);
    await capabilities.getByText('646').waitFor();
    await page.evaluate(() => {
      for (const canvas of document.querySelectorAll('canvas')) canvas.dataset.first = 'yes';
    });
    const session = await page.context().newCDPSession(page);
    await untilRefreshed(page, warmUpRounds);
    const before = await heapBytes(session);
    let added = 0;
    for (const process of ['milling', 'turning', 'grinding', 'forging', 'welding']) {
      await owner.post('/api/v1/capabilities', { process });
      added += 1;
      await capabilities.getByText(String(646 + added)).waitFor();
      await untilRefreshed(page, warmUpRounds + (added * (rounds - warmUpRounds)) / 5);
    }
    const growth = (await heapBytes(session)) - before;
    console.info(
      `wall: heap after ${warmUpRounds} refreshes ${before} bytes, ${rounds - warmUpRounds} later ${growth} more`,
    );
    expect(growth).toBeLessThan(growthBytesMax);
    const fresh = await page.locator('canvas:not([data-first])').count();
    expect(fresh, 'canvases that were made anew').toBe(0);
    expect(visitor.failures).toEqual([]);
  });
});
