// Goal: at a workshop without a network the app opens, a photo is taken and kept, and it arrives once when the network is
// back; a label under the camera opens what it stands for.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { texts as scan } from '@/app/scan-texts';
import { labelAddress } from '@/kit/scan/label';
import { texts as camera } from '@/kit/scan/texts';
import { texts as field } from '@/modules/enterprise/field-texts';
import { cameraOf, filmOf } from './film';
import { layLine, type Line } from './line';
import { Person } from './person';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor } from './visitor';

const photo = new URL('../../web/public/icon-192.png', import.meta.url).pathname;
const words = { ...field.zh, scanOpen: scan.zh.open };

let platform: Platform;
let line: Line;
let browser: Browser;
let folder: string;
let password: string;
let owner: Person;
let worker: Visitor;

beforeAll(async () => {
  platform = await startPlatform();
  line = await layLine(platform.address);
  password = await demonstrationPassword(platform);
  owner = await Person.signIn(platform.address, 'owner', password);
  folder = mkdtempSync(join(tmpdir(), 'dengyun-film-'));
  const film = join(folder, 'label.y4m');
  filmOf(labelAddress('https://dengyun.example', 'enterprise', owner.organisation.id), film);
  browser = await startBrowser(cameraOf(film));
  worker = await Visitor.arrive(browser, line.address, 'zh', 'phone', 'worker', { keepsApp: true });
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await worker.picture('failure');
});
afterAll(async () => {
  await browser.close();
  await line.close();
  await platform.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Files = { items: { name: string; media_type: string }[] };
const photosOf = async (name: string) =>
  (await owner.get<Files>('/api/v1/files')).items.filter((file) => file.name.startsWith(name));

const take = async (title: string) => {
  await worker.page.locator('#photo').setInputFiles(photo);
  await worker.page.locator('.capture-preview').waitFor();
  await worker.page.locator('input[name=title]').fill(title);
  await worker.press(words.enqueue);
};

it('can be installed', async () => {
  await worker.enter('worker', password);
  await worker.open('/');
  const manifest = await worker.page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    return (await (await fetch(link?.href ?? '')).json()) as { icons: { src: string; sizes: string }[] };
  });
  for (const { src } of manifest.icons) {
    const answer = await fetch(platform.address + src);
    expect(answer.headers.get('content-type'), src).toMatch(/^image\//);
  }
  expect(manifest.icons.some(({ sizes }) => sizes === '512x512')).toBe(true);
  const session = await worker.page.context().newCDPSession(worker.page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A private window, which every test's context is, cannot install anything.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual(
    [],
  );
});

it('photographs a machine and sends it at once while there is a network', async () => {
  await worker.open('/capture');
  await take('注塑机 1 号');
  await worker.sees(words.sent(1));
  expect(await photosOf('注塑机 1 号')).toMatchObject([{ media_type: 'image/jpeg' }]);
  await worker.look('sent');
});

it('opens without a network and keeps what is done', async () => {
  await worker.page.waitForFunction(async () => {
    const kept = await caches.match('/api/v1/meta');
    return kept !== undefined && (await caches.match('/api/v1/session')) !== undefined;
  });
  line.cut();
  await worker.page.context().setOffline(true);
  await worker.page.reload();
  await worker.page.locator('.top-notice').waitFor();
  await take('注塑机 2 号');
  await worker.page.locator('.queue-line', { hasText: '注塑机 2 号' }).waitFor();
  await worker.look('offline');
  // A closed browser forgets nothing.
  await worker.page.reload();
  await worker.page.locator('.queue-line', { hasText: '注塑机 2 号' }).waitFor();
  expect(await photosOf('注塑机 2 号')).toEqual([]);
});

it('sends it once when the network is back', async () => {
  line.mend();
  await worker.page.context().setOffline(false);
  await worker.sees(words.sent(1));
  await worker.page.locator('.queue-line').waitFor({ state: 'detached' });
  expect(await photosOf('注塑机 2 号')).toHaveLength(1);
  await worker.open('/files');
  await worker.sees('注塑机 2 号');
  await worker.look('files');
});

it('has targets for thumbs', async () => {
  await worker.open('/capture');
  await worker.page.locator('.capture').waitFor();
  const sizes = await worker.page
    .locator('.capture button, .capture input:not(.visually-hidden), .capture-kind, .tabs a, .bar button')
    .evaluateAll((found) =>
      found.map((one) => one.getBoundingClientRect().height).filter((height) => height > 0),
    );
  expect(sizes.length).toBeGreaterThan(8);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
});

it('opens what a label under the camera stands for', async () => {
  await worker.open('/scan');
  await worker.page.waitForURL((url) => url.pathname === `/directory/${owner.organisation.id}`);
  await worker.page.getByRole('heading', { name: owner.organisation.name }).waitFor();
  await worker.look('scanned');
});

it('takes a typed number where there is no camera', async () => {
  const other = await startBrowser(); // one without a camera
  const visitor = await Visitor.arrive(other, platform.address, 'zh', 'phone', 'worker-no-camera');
  await visitor.enter('worker', password);
  await visitor.open('/scan');
  await visitor.sees(camera.zh.noCamera);
  await visitor.look('no-camera');
  await visitor.page.locator('#code').fill(owner.organisation.name);
  await visitor.press(words.scanOpen);
  await visitor.page.getByRole('option', { name: owner.organisation.name }).first().waitFor();
  await visitor.page.keyboard.press('Enter');
  await visitor.page.waitForURL((url) => url.pathname === `/directory/${owner.organisation.id}`);
  expect([...worker.failures, ...visitor.failures]).toEqual([]);
  await other.close();
});
