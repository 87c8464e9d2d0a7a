// Goal: the shell serves every role: what waits is there and goes away when it is done, one is told live, everything is
// found, by mouse and by key, in both languages, light and dark, on a desk and on a phone.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { texts as finder } from '@/app/finder/texts';
import { texts as help } from '@/app/help/texts';
import { texts as home } from '@/app/home/texts';
import { texts as app } from '@/app/texts';
import { texts as tour } from '@/app/tour/texts';
import type { Language } from '@/kit/i18n';
import { texts as field } from '@/modules/enterprise/field-texts';
import { texts as notifications } from '@/modules/notifications/texts';
import { Person } from './person';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor, type Device } from './visitor';

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

const walks: { language: Language; device: Device; number: string }[] = [
  { language: 'zh', device: 'desk', number: 'DY-2026-A' },
  { language: 'en', device: 'phone', number: 'DY-2026-B' },
];

describe.each(walks)('the shell, $language on a $device', ({ language, device, number }) => {
  const words = {
    app: app[language],
    field: field[language],
    finder: finder[language],
    help: help[language],
    home: home[language],
    notifications: notifications[language],
    tour: tour[language],
  };
  let owner: Visitor;
  let certificate: string;

  beforeAll(async () => {
    owner = await Visitor.arrive(browser, platform.address, language, device, `shell-${language}-${device}`);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await owner.picture('failure');
  });
  afterAll(() => owner.leave());

  it('offers a tour once, takes one through it, and remembers it with the account', async () => {
    // The same account takes it in the first walk only.
    await owner.enter(device === 'desk' ? 'owner' : 'mould', password);
    await owner.open('/');
    await owner.sees(words.home.tourTitle);
    await owner.look('home');
    await owner.press(words.home.tourStart);
    const card = owner.page.locator('dialog.tour');
    await card.waitFor();
    await owner.look('tour');
    const next = card.getByRole('button', { name: words.tour.next });
    while ((await next.count()) > 0) await next.click();
    const answered = owner.page.waitForResponse(
      (answer) => answer.url().endsWith('/session/user') && answer.request().method() === 'PATCH',
    );
    await card.getByRole('button', { name: words.tour.done }).click();
    expect((await answered).status()).toBe(200);
    await owner.open('/');
    await owner.sees(words.home.tasks);
    await owner.seesNo(words.home.tourTitle);
  });

  it('shows what waits for me, and no longer when it is done', async () => {
    const person = await Person.signIn(platform.address, device === 'desk' ? 'owner' : 'mould', password);
    const file = await person.upload('iso.pdf', new TextEncoder().encode('%PDF-1.4 certificate'));
    const made = await person.post<{ id: string }>('/api/v1/certificates', {
      kind: 'iso_9001',
      number,
      issuer: '中国质量认证中心',
      expires_on: '2099-12-31',
      file_id: file,
    });
    certificate = made.id;
    await owner.page.locator('.task-group').getByText(number).waitFor();
    await owner.look('tasks');
    await owner.page.locator('.task-group').getByText(number).click();
    await owner.page.waitForURL((url) => url.pathname === `/certificates/${certificate}`);
    await owner.sees('中国质量认证中心');
    await owner.look('certificate');
    await person.post(`/api/v1/certificates/${certificate}/actions`, { action: 'submit' });
    await owner.open('/');
    await owner.sees(words.home.tasks);
    await owner.page.locator('.task-group').getByText(number).waitFor({ state: 'detached' });
    await owner.page.locator('.tasks-none, .task-group').first().waitFor();
  });

  it('tells me at once when something happens, and forgets it when I have read it', async () => {
    const { id: organisation } = (
      await Person.signIn(platform.address, device === 'desk' ? 'owner' : 'mould', password)
    ).organisation;
    const operator = await Person.signIn(platform.address, 'operator', password);
    const waiting = await operator.get<{ groups: { source: string; tasks: { entity_id: string }[] }[] }>(
      '/api/v1/tasks',
    );
    expect(waiting.groups.find(({ source }) => source === 'certificate_reviews')?.tasks[0]?.entity_id).toBe(
      certificate,
    );
    await operator.post(`/api/v1/certificates/${certificate}/actions?organisation_id=${organisation}`, {
      action: 'reject',
      reason: '扫描件看不清',
    });
    // The page is not touched: the bell counts by itself.
    const bell = owner.page.locator('.bar .bell > button');
    await owner.page.locator('.bar .bell-count').waitFor();
    await bell.click();
    const line = owner.page.locator('.bell-panel .told-unread', { hasText: number });
    await line.waitFor();
    await owner.look('bell');
    await line.getByRole('link').click();
    await owner.page.waitForURL((url) => url.pathname === `/certificates/${certificate}`);
    await owner.sees('扫描件看不清');
    await owner.open('/notifications?show=unread');
    await owner.sees(words.notifications.settings);
    await owner.page.locator('.told').getByText(number).waitFor({ state: 'detached' });
    await owner.look('notifications');
  });

  it('finds pages and documents by one box', async () => {
    if (device === 'desk') await owner.page.keyboard.press('Control+k');
    else await owner.page.locator('.bar-find').click();
    const box = owner.page.getByRole('combobox', { name: words.finder.title });
    // Whatever one may list is found, by any part of it.
    const part = device === 'desk' ? 'SO-0000' : 'EDM-';
    await box.fill(part);
    await owner.page
      .getByRole('option', { name: new RegExp(`${part}\\d`) })
      .first()
      .waitFor();
    await owner.look('finder-any');
    await box.fill(number);
    await owner.page.getByRole('option', { name: number }).waitFor();
    await owner.look('finder');
    await box.press('ArrowDown');
    await box.press('ArrowUp');
    await box.press('Enter');
    await owner.page.waitForURL((url) => url.pathname === `/certificates/${certificate}`);
  });

  it('has help at hand and keys for the ways', async () => {
    await owner.open('/map');
    await owner.page.locator('canvas').waitFor();
    await owner.page.getByRole('button', { name: words.app.help }).click();
    await owner.page.locator('.help').getByText(words.help.keys).waitFor();
    await owner.look('help');
    await owner.page.keyboard.press('Escape');
    await owner.waitUntilGone('.ant-drawer-content-wrapper');
    if (device !== 'desk') return;
    await owner.page.keyboard.press('g');
    await owner.page.keyboard.press('d');
    await owner.page.waitForURL((url) => url.pathname === '/directory');
    await owner.page.keyboard.press('?');
    await owner.page.locator('.help').waitFor();
    await owner.page.keyboard.press('Escape');
    await owner.waitUntilGone('.ant-drawer-content-wrapper');
  });

  it('leads around by stage and by module', async () => {
    await owner.open('/');
    const menu = await owner.openMenu(words.app.menu);
    await menu.getByRole('navigation').getByText(words.app.stageCloud, { exact: true }).waitFor();
    await menu.getByRole('button', { name: words.app.byModule }).click();
    await menu.getByText(words.app.groupRecords, { exact: true }).waitFor();
    await menu.getByRole('button', { name: words.app.byStage }).click();
    await menu.getByText(words.app.stageDigital, { exact: true }).waitFor();
    await owner.look('menu');
  });

  it('goes into the map by region', async () => {
    await owner.open('/map?region=330200');
    await owner.page.locator('canvas').waitFor();
    await owner.page.getByRole('heading', { name: { zh: '宁波市', en: 'Ningbo' }[language] }).waitFor();
    await owner.look('map-city');
    await owner.press(words.field.back);
    await owner.page.getByRole('heading', { name: { zh: '浙江省', en: 'Zhejiang' }[language] }).waitFor();
    await owner.press(words.field.back);
    await owner.page.getByRole('heading', { name: words.field.country, exact: true }).waitFor();
    await owner.look('map-country');
    await owner.page.getByRole('link', { name: words.field.seeEnterprises }).click();
    await owner.page.waitForURL((url) => url.pathname === '/directory');
  });

  it('prints labels', async () => {
    await owner.open('/labels');
    await owner.page.locator('.label .qr').nth(1).waitFor();
    await owner.look('labels');
    await owner.page.locator('.label input').first().uncheck();
    await owner.page.emulateMedia({ media: 'print' });
    expect(await owner.page.locator('.rail:visible, .bar:visible, .tabs:visible').count()).toBe(0);
    expect(await owner.page.locator('.label:visible').count()).toBe(
      (await owner.page.locator('.label').count()) - 1,
    );
    await owner.picture('labels-printed');
    await owner.page.emulateMedia({ media: 'screen' });
  });

  it('is as good in the dark', async () => {
    await owner.page.evaluate(() => localStorage.setItem('dengyun.theme', 'dark'));
    for (const [name, path] of [
      ['home', '/'],
      ['map', '/map'],
      ['capture', '/capture'],
      ['notifications', '/notifications'],
    ] as const) {
      await owner.open(path);
      await owner.page.locator('.page h1').waitFor();
      await owner.look(`dark-${name}`);
    }
  });

  it('met no failure of the page on the way', () => {
    expect(owner.failures).toEqual([]);
  });
});

describe('the first page of each role', () => {
  const expected: Record<string, string[]> = {
    administrator: ['/members', '/enterprise'],
    planner: ['/items', '/machines'],
    worker: ['/work', '/scan'],
    buyer: ['/orders', '/rfqs'],
    operator: ['/board', '/reviews'],
    bank: ['/reconciliation', '/escrows', '/directory'],
    government: ['/wall', '/map'],
    bookkeeping: ['/listings', '/directory', '/files'],
    service: ['/listings', '/directory', '/scan'],
  };
  it.each(Object.entries(expected))('%s', async (login, ways) => {
    const visitor = await Visitor.arrive(browser, platform.address, 'zh', 'desk', 'roles');
    await visitor.enter(login, password);
    await visitor.open('/');
    await visitor.sees(home.zh.tasks);
    for (const way of ways) await visitor.page.locator(`.tiles a[href="${way}"]`).waitFor();
    await visitor.look(login);
    expect(visitor.failures).toEqual([]);
    await visitor.leave();
  });
});
