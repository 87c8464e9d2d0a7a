// Goal: what is loaded first is small, in few files, compressed and kept for ever, and no script runs that is not the app's
// own file.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser } from './visitor';

const firstLoadBytesMax = 350 * 1024;
// One after the other they would be waited for; each also costs the page's thread an answer to take.
const firstFilesMax = 4;

let platform: Platform;
let browser: Browser;
beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

async function freshPage(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    serviceWorkers: 'block',
  });
  return { context, page: await context.newPage() };
}

describe('the first load', () => {
  it(`is less than ${firstLoadBytesMax / 1024} kB over the line before a page is chosen`, async () => {
    const { context, page } = await freshPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', (event) => {
      bytes += event.encodedDataLength;
    });
    await page.goto(`${platform.address}/sign-in`);
    await page.locator('#login').waitFor();
    await page.waitForLoadState('networkidle');
    console.info(`first load: ${(bytes / 1024).toFixed(0)} kB over the line`);
    expect(bytes).toBeGreaterThan(50 * 1024);
    expect(bytes).toBeLessThan(firstLoadBytesMax);
    await context.close();
  });
});

describe('the first page', () => {
  it('comes in a few files that the index names, and asks for nothing that it does not show', async () => {
    const { context, page } = await freshPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const index = await (await fetch(platform.address)).text();
    await page.goto(`${platform.address}/sign-in`);
    await page.locator('#login').waitFor();
    const before = asked.filter((path) => path.startsWith('/assets/'));
    expect(before.length).toBeLessThanOrEqual(firstFilesMax);
    for (const path of before) expect(index).toContain(path);
    expect(asked).not.toContain('/api/v1/meta');
    await context.close();
  });
});

describe('files', () => {
  const built = fileURLToPath(new URL('../../web/dist/assets', import.meta.url));
  it('are compressed and never asked for twice; the index and the service worker always are', async () => {
    const scripts = readdirSync(built).filter((name) => name.endsWith('.js') || name.endsWith('.css'));
    expect(scripts.length).toBeGreaterThan(20);
    for (const name of scripts) {
      const answer = await fetch(`${platform.address}/assets/${name}`, {
        headers: { 'Accept-Encoding': 'gzip' },
      });
      expect(answer.status, name).toBe(200);
      expect(answer.headers.get('cache-control'), name).toBe('public, max-age=31536000, immutable');
      const size = (await answer.arrayBuffer()).byteLength;
      if (size > 1_000) expect(answer.headers.get('content-encoding'), name).toBe('gzip');
    }
    for (const path of ['/', '/service-worker.js', '/app.webmanifest']) {
      const answer = await fetch(platform.address + path);
      expect(answer.headers.get('cache-control'), path).toBe('no-cache');
      await answer.arrayBuffer();
    }
  });
});

describe('the content security policy', () => {
  it('lets no inline script run, and the app needs none', async () => {
    const password = await demonstrationPassword(platform);
    const { context, page } = await freshPage();
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { violations: seen });
      document.addEventListener('securitypolicyviolation', (event) =>
        seen.push(`${event.violatedDirective} ${event.blockedURI}`),
      );
    });
    const violations = () =>
      page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);
    const answer = await page.goto(`${platform.address}/sign-in`);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? /default-src ([^;]*)/.exec(policy)?.[1] ?? '';
    expect(scripts.trim()).toBe("'self'");
    await page.locator('#login').fill('owner');
    await page.locator('#password').fill(password);
    await page.locator('button[type=submit]').click();
    await page.waitForURL((url) => url.pathname === '/');
    await page.locator('.page h1').waitFor();
    expect(await violations()).toEqual([]);
    for (const path of [
      '/map',
      '/wall',
      '/capture',
      '/scan',
      '/labels',
      '/notifications',
      '/audit',
      '/members',
    ]) {
      await page.goto(platform.address + path);
      await page.locator('h1').waitFor();
      await page.waitForLoadState('networkidle');
      expect(await violations(), path).toEqual([]);
    }
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.inlineRan = true';
      document.body.append(script);
    });
    expect(await page.evaluate(() => 'inlineRan' in globalThis)).toBe(false);
    expect((await violations()).join()).toContain('inline');
    await context.close();
  });
});
