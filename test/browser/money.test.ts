// Goal: whoever keeps the books follows the money from an account to a transfer, sees where an escrow's money is, and the
// operator finds what book and bank disagree on, decides a dispute and takes the lists away as a file; in both languages,
// on a desk and on a phone.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Language } from '@/kit/i18n';
import { listTexts } from '@/kit/texts/list';
import { texts } from '@/modules/money/texts';
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

const walks: { language: Language; device: Device }[] = [
  { language: 'zh', device: 'desk' },
  { language: 'en', device: 'phone' },
];

describe.each(walks)('money, $language on a $device', ({ language, device }) => {
  const text = texts[language];
  const words = listTexts[language];
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await Visitor.arrive(
      browser,
      platform.address,
      language,
      device,
      `money-${language}-${device}`,
    );
    await visitor.enter('owner', password);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visitor.picture('failure');
  });
  afterAll(() => visitor.leave());

  it('leads from the accounts to a transfer and its voucher', async () => {
    await visitor.open('/accounts');
    // What the platform itself calls things, each reads in his language.
    const own = {
      zh: { cash: '现金户', paidIn: '转入托管' },
      en: { cash: 'Cash', paidIn: 'Paid into the escrow' },
    }[language];
    const cash = visitor.page.locator('.rows').getByRole('link', { name: own.cash, exact: true });
    await cash.waitFor();
    await visitor.page.locator('.rows .money').first().waitFor();
    await visitor.look('accounts');
    await cash.click();
    await visitor.sees(text.statement);
    await visitor.page.locator('.rows').getByRole('link', { name: own.paidIn }).first().waitFor();
    await visitor.look('account');
    await visitor.page.locator('.rows').getByRole('link', { name: own.paidIn }).first().click();
    await visitor.sees(text.effective);
    await visitor.page.locator('.transfer-lines li').first().waitFor();
    await visitor.look('transfer');
  });

  it('shows where the money of an escrow is', async () => {
    await visitor.open('/escrows');
    const mould = visitor.page.locator('.rows').getByRole('link', { name: '手机壳注塑模具' });
    await mould.waitFor();
    await visitor.look('escrows');
    await mould.click();
    await visitor.page.locator('.money-bar .money-part').first().waitFor();
    // The bank has every fen of it: what the places hold adds up to the price.
    const shown = await visitor.page.locator('.money-place .money').allInnerTexts();
    const fen = shown.map((each) => Math.round(Number(each.replace(/[^\d.]/g, '')) * 100));
    expect(fen.reduce((sum, each) => sum + each, 0)).toBe(18_600_000);
    await visitor.sees('型腔尺寸超差');
    await visitor.look('escrow');
    await visitor.open('/payments');
    await visitor.page.locator('.rows').getByText('YT2019000106').waitFor();
    await visitor.look('payments');
  });

  it('shows the operator what book and bank disagree on', async () => {
    await visitor.enter('operator', password);
    // They wait on his first page.
    await visitor.open('/');
    await visitor.page.locator('.task-group a[href="/reconciliation"]').first().click();
    await visitor.page.waitForURL('**/reconciliation');
    for (const reference of ['YT2019000102', 'YT2019000103', 'YT2019000104', 'YT2019000199'])
      await visitor.page.locator('.rows').getByText(reference).first().waitFor();
    await visitor.look('reconciliation');
    const row = visitor.page.locator('.rows tr').filter({ hasText: 'YT2019000199' }).first();
    if (language === 'en') {
      await row.getByRole('button', { name: text.resolve }).click();
      await visitor.fill({ remark: 'Paid in at the counter; booked by hand.' });
      await visitor.submit();
      await row.waitFor({ state: 'detached' });
    }
  });

  it('gives the differences as a file', async () => {
    await visitor.press(words.exportLabel);
    const waiting = visitor.page.waitForEvent('download');
    await visitor.page.getByRole('menuitem', { name: words.exportCsv }).click();
    const file = await (await waiting).createReadStream();
    let content = '';
    for await (const part of file) content += String(part);
    expect(content).toContain('YT2019000104');
  });

  it('lets the operator decide a dispute that a side has brought before him', async () => {
    const dispute = visitor.page.locator('.rows').getByRole('link', { name: '型腔尺寸超差' });
    await visitor.open('/escrows?side=disputes');
    await dispute.waitFor();
    await visitor.look('disputes');
    if (language === 'en') {
      await visitor.enter('owner', password);
      await visitor.open('/escrows');
      await visitor.page.locator('.rows').getByRole('link', { name: '手机壳注塑模具' }).click();
      await visitor.press('Ask for a decision');
      await visitor.page.getByRole('button', { name: 'Ask for a decision' }).waitFor({ state: 'detached' });
      await visitor.enter('operator', password);
      await visitor.open('/escrows?side=disputes');
      await visitor.press(text.decide);
      await visitor.fill({ decision: 'Half each: both measurements lie within the uncertainty.' });
      await visitor.look('decision');
      await visitor.submit();
      await visitor.waitUntilGone('.ant-modal');
      await visitor.page.locator('.rows').getByText('10,000.00').first().waitFor();
    }
  });

  it('met no failure of the page on the way', () => {
    expect(visitor.failures).toEqual([]);
  });
});
