// Goal: two people who change the same record at the same time see, field by field, what the other wrote, decide, and
// lose nothing.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { common } from '@/kit/texts/common';
import { texts } from '@/modules/enterprise/texts';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor } from './visitor';

const words = common.zh;

let platform: Platform;
let browser: Browser;
let first: Visitor;
let second: Visitor;
beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
  const password = await demonstrationPassword(platform);
  first = await Visitor.arrive(browser, platform.address, 'zh', 'desk', 'conflict-first');
  second = await Visitor.arrive(browser, platform.address, 'zh', 'phone', 'conflict-second');
  await first.enter('mould', password);
  await second.enter('mould', password);
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await first.picture('failure');
  await second.picture('failure');
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

const row = (visitor: Visitor, name: string) => visitor.page.locator('.rows tbody tr', { hasText: name });

it('shows both sides and saves what was decided', async () => {
  await first.open('/enterprise?part=contacts');
  await first.press(texts.zh.addContact);
  await first.fill({ name: '钱会计', title: '会计', phone: '0574-1' });
  await first.submit();
  await row(first, '钱会计').waitFor();
  await first.waitUntilGone('.ant-drawer-content-wrapper');

  await second.open('/enterprise?part=contacts');
  for (const visitor of [first, second])
    await row(visitor, '钱会计').getByRole('button', { name: words.edit }).click();
  await first.fill({ title: '主办会计', phone: '0574-2' });
  await first.submit();
  await first.waitUntilGone('.ant-drawer-content-wrapper');

  await second.fill({ title: '财务经理', phone: '0574-3', email: 'qian@example.com' });
  await second.submit();
  await second.sees(words.conflictTitle);
  const lines = second.page.locator('.conflict tbody tr');
  expect(await lines.count()).toBe(2);
  await second.look('conflict');
  // Theirs for the title, mine for the phone; what nobody else touched is mine without a question.
  await lines.filter({ hasText: '主办会计' }).getByRole('radio').first().check();
  await second.press(words.conflictSave);
  await second.waitUntilGone('.ant-drawer-content-wrapper');
  const saved = row(second, '钱会计');
  await saved.getByText('0574-3').waitFor();
  await saved.getByText('主办会计').waitFor();
  await saved.getByText('qian@example.com').waitFor();
  expect([...first.failures, ...second.failures]).toEqual([]);
});
