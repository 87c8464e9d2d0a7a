// Goal: what goes wrong half-way is put right, and agreed before it applies. A workshop declines on its phone, another one
// tells that its machine is out of order; what is open is solved again by itself, and the board shows what changes in
// cost and date and who moves; the operator agrees, the buyer is asked, and only when he has agreed the plan is
// another one. In both languages; the steps build on each other.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Language } from '@/kit/i18n';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { Story, type Order, type Task } from './story';
import { TroublePages, type Change } from './trouble';
import { startBrowser, Visitor, type Device } from './visitor';

const declined = { zh: '已谢绝', en: 'Declined' };
const [deburring, coating] = [20, 30] as const;

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
  { language: 'zh', device: 'phone' },
  { language: 'en', device: 'desk' },
];

describe.each(walks)('an order in trouble, $language on a $device', ({ language, device }) => {
  let visitor: Visitor;
  let story: Story;
  let pages: TroublePages;
  let before: { order: Order; declined: Task; stopped: Task };
  let change: Change;

  beforeAll(async () => {
    story = await Story.begin(platform, password, 'KG-052', 200, 'fastest');
    await story.make(10);
    await story.handOver(10);
    before = {
      order: await story.order(),
      declined: await story.task(deburring),
      stopped: await story.task(coating),
    };
    visitor = await Visitor.arrive(
      browser,
      platform.address,
      language,
      device,
      `trouble-${language}-${device}`,
    );
    pages = new TroublePages(visitor, story, language, password);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visitor.picture('failure');
  });
  afterAll(async () => {
    await visitor.leave();
    expect(visitor.failures).toEqual([]);
  });

  it('a workshop declines half-way', () => pages.decline(before.declined));

  it('a machine breaks, and its workshop tells', () => pages.stop(before.stopped));

  it('the board says what changes, who moves and why, and the operator agrees', async () => {
    change = await pages.agree();
    expect(change.needs_buyer).toBe(true);
    // Nothing is done before the buyer has agreed.
    expect(await story.task(deburring)).toMatchObject({ id: before.declined.id, status: 'declined' });
    expect((await story.order()).promise_at).toBe(before.order.promise_at);
  });

  it('the buyer agrees to price and date, and only then it applies', async () => {
    await pages.accept('owner');
    const after = await story.order();
    expect(after.promise_at).toBe(change.promise_at);
    expect(after.price).toBe(before.order.price + change.price_change);
    const [moved, stopped] = [await story.task(deburring), await story.task(coating)];
    expect(moved.workshop_id).not.toBe(before.declined.workshop_id);
    expect(stopped.machine_id).not.toBe(before.stopped.machine_id);
  });

  it('the goods follow the task to the workshop that makes it now', async () => {
    await visitor.stepOut();
    await story.hire();
    await story.forward(before.declined);
    await story.make(deburring);
    expect(await story.task(deburring)).toMatchObject({ status: 'passed' });
  });

  it('the record tells it', async () => {
    await visitor.enter('operator', password);
    await visitor.open(`/audit?entity=operation_task&entity_id=${before.declined.id}`);
    await visitor.sees(declined[language]);
    await visitor.look('record');
  });
});
