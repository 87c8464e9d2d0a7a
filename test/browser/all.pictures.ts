// Pictures of every page for people to look at: each demonstration role, both languages, light and dark, desk and phone,
// and the wall. `tools/web run pictures`, or only some, by any words of their names:
// `PICTURES="owner zh phone" tools/web run pictures`. Sheets of many at once lie in build/pictures beside the folders.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { pictures } from './paths';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor, type Device } from './visitor';

const logins = [
  ...['owner', 'administrator', 'planner', 'worker', 'buyer', 'bookkeeper'],
  ...['operator', 'bank', 'government', 'bookkeeping', 'service', 'machining'],
];
const pagesMax = 140;
const heightMax = 2_400;
const columns: Record<Device, number> = { desk: 3, phone: 7, wall: 2, 'wall-4k': 2 };
const widths: Record<Device, number> = { desk: 620, phone: 262, wall: 940, 'wall-4k': 940 };

type Look = { login: string; language: 'zh' | 'en'; theme: 'light' | 'dark'; device: Device };
const nameOf = ({ login, language, theme, device }: Look) => [login, language, theme, device].join('-');
const wanted = (process.env.PICTURES ?? '').split(' ').filter(Boolean);
const looks = [
  ...logins.flatMap((login) =>
    (['desk', 'phone'] as const).flatMap((device) =>
      (['light', 'dark'] as const).flatMap((theme) =>
        (['zh', 'en'] as const).map((language): Look => ({ login, language, theme, device })),
      ),
    ),
  ),
  { login: 'government', language: 'zh', theme: 'dark', device: 'wall' } as const,
  { login: 'government', language: 'en', theme: 'dark', device: 'wall-4k' } as const,
].filter((look) => wanted.every((word) => nameOf(look).split('-').includes(word)));

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

// The ways that the person sees, and what lies behind them.
async function addressesOf(visitor: Visitor): Promise<string[]> {
  await visitor.open('/');
  await visitor.page.locator('.page h1').waitFor();
  const ways = await visitor.page
    .locator('.shell > .rail nav a[href^="/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const first = async (path: string, where: (row: { id: string }) => string) => {
    const answer = await visitor.page.request.get(`${platform.address}${path}?limit=1`);
    if (!answer.ok()) return [];
    const { items } = (await answer.json()) as { items: { id: string }[] };
    return items[0] ? [where(items[0])] : [];
  };
  const parts = ways.includes('/enterprise')
    ? ['sites', 'contacts', 'capabilities', 'certificates'].map((part) => `/enterprise?part=${part}`)
    : [];
  return [
    ...ways.filter((way) => way !== '/wall' && !way.startsWith('/api/')),
    ...parts,
    ...(await first('/api/v1/enterprises', ({ id }) => `/directory/${id}`)),
    ...(await first('/api/v1/sites', ({ id }) => `/records/site/${id}`)),
    ...(await first('/api/v1/certificates', ({ id }) => `/records/certificate/${id}`)),
    ...(await first('/api/v1/certificates', ({ id }) => `/certificates/${id}`)),
    ...['/account', '/notifications', '/nowhere'],
  ].slice(0, pagesMax);
}

// The first record that the page leads to, of a kind that was not seen yet; files are no pages.
async function behind(page: Page, seen: readonly string[]): Promise<string[]> {
  const links = await page
    .locator('.page a[href^="/"]')
    .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
  const kindOf = (address: string) => address.replace(/\d{6,}.*/, '…');
  const fresh = links.find(
    (link) =>
      /\d{6,}/.test(link) &&
      !link.startsWith('/api/') &&
      !seen.some((known) => kindOf(known) === kindOf(link)),
  );
  return fresh === undefined ? [] : [fresh];
}

// What is asked for has come, and stands still.
async function still(page: Page): Promise<void> {
  await page.locator('.page h1, .wall h1, .gate-card h1, .empty h3').first().waitFor();
  await page.locator('.loading').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
}

async function sheet(name: string, device: Device, shots: readonly string[]): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: widths[device] * columns[device] + 40, height: 800 },
  });
  const html = `<!doctype html><meta charset="utf-8"><style>body{margin:8px;background:#888;font:13px sans-serif;columns:${columns[device]};
    column-gap:8px}figure{margin:0 0 8px;break-inside:avoid}img{width:100%;display:block}</style>
    ${shots.map((shot) => `<figure><figcaption>${shot}</figcaption><img src="${name}/${shot}.jpeg"></figure>`).join('')}`;
  const file = join(pictures, `${name}.html`);
  writeFileSync(file, html);
  await page.goto(pathToFileURL(file).href);
  await page.screenshot({ path: join(pictures, `${name}.jpeg`), fullPage: true, quality: 80 });
  rmSync(file);
  await page.close();
}

describe.each(looks)('$login, $language, $theme, on a $device', (look) => {
  it('has its picture taken', { timeout: 900_000 }, async () => {
    const name = nameOf(look);
    const folder = join(pictures, name);
    mkdirSync(folder, { recursive: true });
    const visitor = await Visitor.arrive(browser, platform.address, look.language, look.device, name);
    await visitor.prefer(look.theme);
    await visitor.enter(look.login, password);
    const isWall = look.device.startsWith('wall');
    const addresses = isWall ? ['/wall', '/wall?region=330200'] : await addressesOf(visitor);
    const shots: string[] = [];
    for (const address of addresses) {
      await visitor.open(address);
      await still(visitor.page);
      const shot = `${String(shots.length).padStart(2, '0')}${address.replace(/\d{6,}/, '…').replace(/[/?=]/g, '_')}`;
      const height = await visitor.page.evaluate(() => document.documentElement.scrollHeight);
      const { width, height: usual } = visitor.page.viewportSize() ?? { width: 0, height: 0 };
      await visitor.page.screenshot({
        path: join(folder, `${shot}.jpeg`),
        quality: 75,
        ...(height > usual
          ? { fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, heightMax) } }
          : {}),
      });
      shots.push(shot);
      if (!isWall && addresses.length < pagesMax) addresses.push(...(await behind(visitor.page, addresses)));
    }
    await sheet(name, look.device, shots);
    await visitor.leave();
    expect(visitor.failures).toEqual([]);
  });
});
