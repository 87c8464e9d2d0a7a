// Goal: a released order is made by several workshops and its pieces go on from one to the next. A workshop acknowledges
// the drawing, accepts on the phone, reports by the scanned lot card with rework and scrap, has its rework passed, and hands
// over with two signatures; the next one asks for more and gets it out of the reserve. The walk ends when the second
// workshop has handed over to the third; the record's chain and the ledger hold then. In both languages; the steps build on
// each other.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Language } from '@/kit/i18n';
import { labelAddress } from '@/kit/scan/label';
import { texts as handOverTexts } from '@/modules/orders/hand-over-texts';
import { texts as workTexts } from '@/modules/orders/work-texts';
import { texts as goodsTexts } from '@/modules/shipments/texts';
import { cameraOf, filmOf } from './film';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { Story } from './story';
import { startBrowser, Visitor } from './visitor';

const actions = {
  zh: {
    accept: '接单',
    start: '开工',
    inspect: '检验',
    rework: '判返工',
    resume: '开始返工',
    pass: '判合格',
    agree: '同意',
  },
  en: {
    accept: 'Accept',
    start: 'Start',
    inspect: 'Inspect',
    rework: 'Send to rework',
    resume: 'Begin rework',
    pass: 'Pass',
    agree: 'Agree',
  },
};
const [stamping, deburring] = [10, 20] as const;
const pieces = 200;
const milli = (count: number) => count * 1_000;

describe.each(['zh', 'en'] as const)('an order is made, in %s', (language: Language) => {
  let platform: Platform;
  let password: string;
  beforeAll(async () => {
    platform = await startPlatform();
    password = await demonstrationPassword(platform);
  });
  afterAll(async () => {
    const [told] = await platform.pause({ words: ['verify'] });
    expect(told).toContain('0 broken chains');
    expect(told).toContain('balanced');
    await platform.stop();
  });

  const words = actions[language];
  const work = workTexts[language];
  const [goods, handOver] = [goodsTexts[language], handOverTexts[language]];
  let story: Story;
  let browser: Browser;
  let desk: Visitor;
  let phone: Visitor;
  let folder: string;

  beforeAll(async () => {
    story = await Story.begin(platform, password, 'KG-052', pieces);
    folder = mkdtempSync(join(tmpdir(), 'dengyun-film-'));
    const film = join(folder, 'label.y4m');
    const { id } = await story.task(stamping);
    filmOf(labelAddress('https://dengyun.example', 'operation_task', id), film);
    browser = await startBrowser(cameraOf(film));
    desk = await Visitor.arrive(browser, platform.address, language, 'desk', `story-${language}-desk`);
    phone = await Visitor.arrive(browser, platform.address, language, 'phone', `story-${language}-phone`);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await desk.picture('failure');
    await phone.picture('failure');
  });
  afterAll(async () => {
    await desk.leave();
    await phone.leave();
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
    expect([...desk.failures, ...phone.failures]).toEqual([]);
  });

  // A move, and what the page shows after it.
  const move = async (who: Visitor, label: string, next: string) => {
    await who.page.getByRole('button', { name: label, exact: true }).first().click();
    await who.page.getByRole('button', { name: next, exact: true }).first().waitFor();
  };
  const openTask = async (who: Visitor, login: string, operation: number) => {
    await who.enter(login, password);
    await who.open(`/work/${(await story.task(operation)).id}`);
  };

  it('a workshop acknowledges the drawing, accepts and starts on the phone', async () => {
    await phone.enter(story.loginOf(await story.task(stamping)), password);
    await phone.open('/work');
    await phone.page.getByRole('button', { name: work.tab_coming }).click();
    await phone.page.locator('.work-card').first().click();
    await phone.sees(work.drawings);
    await move(phone, work.acknowledge, words.accept);
    await phone.look('offered');
    await move(phone, words.accept, words.start);
    await phone.press(words.start);
    await phone.sees(work.report);
    await phone.look('running');
  });

  it('it reports by scanning the lot card: good, rework and scrap', async () => {
    await phone.open('/scan');
    const { id, quantity_in } = await story.task(stamping);
    await phone.page.waitForURL((url) => url.pathname === `/work/${id}`);
    const good = quantity_in / 1_000 - 12;
    await phone.fill({ good: String(good), rework: '10', scrap: '2' });
    await phone.look('counted');
    await phone.press(work.doReport);
    await phone.sees(work.reports);
    await phone.page.locator('.report-form').waitFor({ state: 'detached' });
    expect(await story.task(stamping)).toMatchObject({
      status: 'reported',
      good: milli(good),
      rework: milli(10),
      scrap: milli(2),
    });
  });

  it('what is not good goes back to it, and passes then', async () => {
    await openTask(desk, 'operator', stamping);
    await move(desk, words.inspect, words.rework);
    await desk.look('inspected');
    await desk.press(words.rework);
    await openTask(phone, story.loginOf(await story.task(stamping)), stamping);
    await phone.press(words.resume);
    await phone.sees(work.fromRework);
    await phone.fill({ good: '8', scrap: '2' });
    await phone.page.getByText(work.fromRework).click();
    await phone.press(work.doReport);
    await phone.page.locator('.report-form').waitFor({ state: 'detached' });
    await openTask(desk, 'operator', stamping);
    await move(desk, words.inspect, words.pass);
    await desk.press(words.pass);
    await desk.page.getByRole('button', { name: words.pass, exact: true }).waitFor({ state: 'detached' });
    expect(await story.task(stamping)).toMatchObject({ status: 'passed', rework: 0 });
  });

  it('its goods go to the next workshop with two signatures', async () => {
    const [from, to] = [await story.task(stamping), await story.task(deburring)];
    await openTask(phone, story.loginOf(from), stamping);
    await phone.sees(handOver.handOver);
    await phone.look('hand-over');
    await phone.press(handOver.doHandOver);
    await phone.page.waitForURL((url) => url.pathname.startsWith('/shipments/'));
    await phone.look('label');
    const code = await phone.page.locator('.page .mono', { hasText: /^SH/ }).first().innerText();
    await openTask(phone, story.loginOf(to), deburring);
    await phone.press(work.acknowledge);
    await phone.page.getByRole('button', { name: work.acknowledge }).waitFor({ state: 'detached' });
    await phone.open('/incoming');
    await phone.page.locator('#shipment-code').fill(code.trim());
    await phone.press(goods.open);
    await phone.sees(goods.signHint);
    await phone.look('to-sign');
    await phone.press(goods.sign_full);
    await phone.page.locator('.sign-form').waitFor({ state: 'detached' });
    expect(await story.task(stamping)).toMatchObject({ status: 'handed_over' });
    expect((await story.task(stamping)).paid).toBeGreaterThan(0);
    expect(await story.task(deburring)).toMatchObject({ status: 'offered' });
  });

  it('the next one asks for more, and gets it out of the reserve', async () => {
    const before = await story.task(deburring);
    await openTask(phone, story.loginOf(before), deburring);
    await phone.press(work.counter);
    await phone.fill({ price: String((before.price + 100) / 100), reason: '需加夜班 / night shift' });
    await phone.look('counter');
    await phone.press(work.send);
    await phone.sees(work.counters);
    await story.operator.post(`${story.path}/reserve/actions`, { amount: 100 });
    await openTask(desk, 'operator', deburring);
    await desk.press(words.agree);
    await desk.page.getByRole('button', { name: words.agree, exact: true }).waitFor({ state: 'detached' });
    await desk.look('countered');
    expect(await story.task(deburring)).toMatchObject({ status: 'accepted', price: before.price + 100 });
    await story.make(deburring);
    await story.handOver(deburring);
  });
});
