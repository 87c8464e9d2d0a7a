// Goal: what is wrong is refused where it is typed, in words of the language, and nothing has changed. A workshop reports more
// than has come, less than nothing and more than there is on earth, or twice at once; a stranger opens its task; a buyer
// asks for absurd quantities and past days and sends drawings that are none; a receiver counts more than was sent.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Language } from '@/kit/i18n';
import { common } from '@/kit/texts/common';
import { texts as orderTexts } from '@/modules/orders/texts';
import { texts as workTexts } from '@/modules/orders/work-texts';
import { texts as goodsTexts } from '@/modules/shipments/texts';
import { Person } from './person';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { Story, type Task } from './story';
import { startBrowser, Visitor, type Device } from './visitor';

const stamping = 10;
const words = {
  zh: {
    tooMany: '超过',
    tooLarge: '不能大于',
    tooSmall: '不能小于',
    past: '早于',
    file: 'PDF',
    over: '多于',
  },
  en: {
    tooMany: 'More than',
    tooLarge: 'be more than',
    tooSmall: 'be less than',
    past: 'past',
    file: 'PDF',
    over: 'more',
  },
};

let platform: Platform;
let browser: Browser;
let password: string;
let story: Story;
let folder: string;
beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
  password = await demonstrationPassword(platform);
  story = await Story.begin(platform, password, 'KG-052', 200);
  folder = mkdtempSync(join(tmpdir(), 'dengyun-refused-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await browser.close();
  await platform.stop();
});

const walks: { language: Language; device: Device }[] = [
  { language: 'zh', device: 'phone' },
  { language: 'en', device: 'desk' },
];

describe.each(walks)('what is refused, $language on a $device', ({ language, device }) => {
  const word = words[language];
  const [work, goods, orders] = [workTexts[language], goodsTexts[language], orderTexts[language]];
  let visitor: Visitor;
  beforeAll(async () => {
    const name = `refused-${language}-${device}`;
    visitor = await Visitor.arrive(browser, platform.address, language, device, name);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visitor.picture('failure');
  });
  afterAll(async () => {
    await visitor.leave();
    expect(visitor.failures).toEqual([]);
  });

  // Beside the field, and gone when it is typed anew.
  const isRefused = async (field: string, with_: string) => {
    const item = visitor.page.locator('.ant-form-item', { has: visitor.page.locator(`#${field}`) });
    const errors = item.locator('.ant-form-item-explain-error');
    await errors.filter({ hasText: with_ }).first().waitFor();
  };

  it('a report of more than has come, of less than nothing, of more than there is', async () => {
    const task = await story.task(stamping);
    const owner = await story.ownerOf(task);
    const path = `/api/v1/operation-tasks/${task.id}`;
    if (task.status === 'planned') await owner.post(`${path}/acknowledgement/actions`, {});
    if ((await story.task(stamping)).status === 'offered') await owner.act(path, 'accept');
    if ((await story.task(stamping)).status === 'accepted') await owner.act(path, 'start');
    const before: Task = await story.task(stamping);
    await visitor.enter(story.loginOf(task), password);
    await visitor.open(`/work/${task.id}`);
    for (const [typed, said] of [
      [String(before.quantity_in / 1_000 + 1), word.tooMany],
      ['-5', word.tooSmall],
      ['99999999999', word.tooLarge],
      ['9999999999999999999999', word.tooLarge],
    ] as const) {
      await visitor.fill({ good: typed });
      await visitor.press(work.doReport);
      await isRefused('good', said);
    }
    await visitor.look('report');
    expect(await story.task(stamping)).toEqual(before);
  });

  it('a report that is sent twice at once counts once', async () => {
    const before = await story.task(stamping);
    await visitor.fill({ good: '3', rework: '0', scrap: '0' });
    await visitor.page.getByRole('button', { name: work.doReport }).dblclick();
    await visitor.sees(work.reports);
    await visitor.page.locator('#good').and(visitor.page.locator('[value=""]')).waitFor();
    expect((await story.task(stamping)).good).toBe(before.good + 3_000);
  });

  it('a task of somebody else', async () => {
    const task = await story.task(stamping);
    await visitor.enter('machining', password);
    await visitor.open(`/work/${task.id}`);
    await visitor.sees(common[language].notFound);
    await visitor.look('stranger');
  });

  it('a need of an absurd quantity, for yesterday', async () => {
    await visitor.enter('owner', password);
    const before = await story.buyer.get('/api/v1/sales-orders?limit=200');
    await visitor.open('/orders/new');
    await visitor.chooseFrom('item_id', 'KG-052', 'KG-052');
    await visitor.chooseOneOf('revision_id', 'A');
    await visitor.chooseDate('due_on', '2020-01-01');
    await visitor.chooseOneOf('site_id', '');
    for (const [typed, said] of [
      ['-1', word.tooSmall],
      ['99999999999', word.tooLarge],
    ] as const) {
      await visitor.fill({ quantity: typed });
      await visitor.submit();
      await isRefused('quantity', said);
    }
    await visitor.fill({ quantity: '10' });
    await visitor.submit();
    await isRefused('due_on', word.past);
    await visitor.look('need');
    expect(await story.buyer.get('/api/v1/sales-orders?limit=200')).toEqual(before);
  });

  it('a drawing of a false type, or of a huge size', async () => {
    const before = await story.buyer.get('/api/v1/items?limit=200');
    await visitor.page.getByText(orders.fresh, { exact: true }).click();
    const drawing = visitor.page.locator('.ant-form-item', { has: visitor.page.locator('#file_id') });
    writeFileSync(join(folder, 'plate.pdf'), 'MZ this is a program and no drawing');
    writeFileSync(join(folder, 'huge.pdf'), Buffer.alloc(21 * 1024 * 1024));
    await visitor.page.locator('#file_id').setInputFiles(join(folder, 'huge.pdf'));
    await drawing.locator('.field-error').filter({ hasText: '20' }).waitFor();
    await visitor.page.locator('#file_id').setInputFiles(join(folder, 'plate.pdf'));
    await visitor.fill({ name: 'X', number: `X-${language}`, quantity: '10' });
    await visitor.submit();
    await drawing
      .locator('.ant-form-item-explain-error, .field-error')
      .filter({ hasText: word.file })
      .waitFor();
    await visitor.look('drawing');
    expect(await story.buyer.get('/api/v1/items?limit=200')).toEqual(before);
  });

  it('more than was sent, unless the receiver takes it over', async () => {
    const supplier = await Person.signIn(platform.address, 'machining', password);
    const line = { lot: `R-${language}`, goods: '轴套', unit: '件', quantity: 500_000, packages: 2 };
    const sent = await supplier.post<{ id: string }>('/api/v1/shipments', {
      receiver_id: story.buyer.organisation.id,
      lines: [line],
    });
    const path = `/api/v1/shipments/${sent.id}`;
    await supplier.act(path, 'dispatch');
    const before = await story.buyer.get(path);
    await visitor.open(`/shipments/${sent.id}`);
    await visitor.page.getByText(goods.short, { exact: true }).click();
    await visitor.fill({ lines_0_received: '600' });
    await visitor.page.locator('.sign-form button[type=submit]').click();
    await isRefused('lines_0_received', word.over);
    await visitor.look('over-delivery');
    expect(await story.buyer.get(path)).toEqual(before);
  });
});
