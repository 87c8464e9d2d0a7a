// Goal: what goes wrong half-way is put right, and agreed before it applies. A workshop declines on its phone, another one
// tells that its machine is out of order; what is open is solved again by itself, and the board shows what changes in
// cost and date and who moves; the operator agrees, the buyer is asked, and only when he has agreed the plan is
// another one. In both languages; the steps build on each other.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Language } from '@/kit/i18n';
import { texts as capacityTexts } from '@/modules/capacity/texts';
import { nextTexts } from '@/modules/orders/next-texts';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { Story, type Order, type Task } from './story';
import { startBrowser, Visitor, type Device } from './visitor';

const words = {
  zh: { decline: '谢绝', agree: '同意成本变化', accept: '接受', why: '炉子坏了，交不了', declined: '已谢绝' },
  en: {
    decline: 'Decline',
    agree: 'Agree to the cost',
    accept: 'Accept',
    why: 'The line is down',
    declined: 'Declined',
  },
};
const [deburring, coating] = [20, 30] as const;
type Change = { id: string; purpose: string; price_change: number; promise_at: string; status: string };

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
  const word = words[language];
  const [machine, next] = [capacityTexts[language], nextTexts[language]];
  let visitor: Visitor;
  let story: Story;
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
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visitor.picture('failure');
  });
  afterAll(async () => {
    await visitor.leave();
    expect(visitor.failures).toEqual([]);
  });

  const theChange = async () => {
    const { items } = await story.buyer.get<{ items: Change[] }>(`${story.path}/options`);
    const found = items.find(({ purpose, status }) => purpose === 'change' && status !== 'withdrawn');
    if (!found) throw new Error('no change was proposed');
    return found;
  };

  it('a workshop declines half-way', async () => {
    await visitor.enter(story.loginOf(before.declined), password);
    await visitor.open(`/work/${before.declined.id}`);
    await visitor.press(word.decline);
    await visitor.fill({ reason: word.why });
    await visitor.submit();
    await visitor.sees(next.task_lost_workshop);
    await visitor.look('declined');
  });

  it('a machine breaks, and its workshop tells', async () => {
    await visitor.enter(story.loginOf(before.stopped), password);
    await visitor.open(`/machines/${before.stopped.machine_id}`);
    await visitor.press(machine.stop);
    await visitor.page.locator('.ant-modal-confirm-btns').getByRole('button', { name: machine.stop }).click();
    await visitor.waitUntilGone('.ant-modal-confirm');
    await visitor.sees(machine.unavailable);
    await visitor.look('stopped');
  });

  it('the board says what changes, who moves and why, and the operator agrees', async () => {
    await visitor.enter('operator', password);
    await visitor.open('/board');
    const card = visitor.page.locator('.panel', {
      has: visitor.page.locator(`.panel-head a[href="${story.page}"]`),
    });
    await card.locator('.moved-lots li').nth(1).waitFor();
    await card.scrollIntoViewIfNeeded();
    await visitor.look('board');
    change = await theChange();
    await card.getByRole('button', { name: word.agree, exact: true }).click();
    await card.getByRole('button', { name: word.agree, exact: true }).waitFor({ state: 'detached' });
    await visitor.look('agreed');
    // Nothing is done before the buyer has agreed.
    expect(await story.task(deburring)).toMatchObject({ id: before.declined.id, status: 'declined' });
    expect((await story.order()).promise_at).toBe(before.order.promise_at);
  });

  it('the buyer agrees to price and date, and only then it applies', async () => {
    await visitor.enter('owner', password);
    await visitor.open(story.page);
    await visitor.sees(next.order_change_yours);
    await visitor.look('asked');
    await visitor.page.locator('.moved-lots').scrollIntoViewIfNeeded();
    await visitor.look('moved');
    await visitor.press(word.accept);
    await visitor.page.locator('.ant-modal-confirm-btns').getByRole('button', { name: word.accept }).click();
    await visitor.page.locator('.moved-lots').waitFor({ state: 'detached' });
    await visitor.look('changed');
    const after = await story.order();
    expect(after.promise_at).toBe(change.promise_at);
    expect(after.price).toBe(before.order.price + change.price_change);
    const [declined, stopped] = [await story.task(deburring), await story.task(coating)];
    expect(declined.workshop_id).not.toBe(before.declined.workshop_id);
    expect(stopped.machine_id).not.toBe(before.stopped.machine_id);
  });

  it('the record tells it', async () => {
    await visitor.enter('operator', password);
    await visitor.open(`/audit?entity=operation_task&entity_id=${before.declined.id}`);
    await visitor.sees(word.declined);
    await visitor.look('record');
  });
});
