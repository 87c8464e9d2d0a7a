// Goal: a certificate goes its whole way through the pages of both sides: uploaded and submitted by the enterprise, sent
// back with a reason, revised, verified by the operator, and then seen by others. Many are verified at once.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { common as words } from '@/kit/texts/common';
import { listTexts as list } from '@/kit/texts/list';
import { texts } from '@/modules/enterprise/texts';
import { Person } from './person';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor } from './visitor';

const text = texts.zh;
const reason = '扫描件看不清，请重新上传';
const number = 'Q-2026-0001';
const scan = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

let platform: Platform;
let browser: Browser;
let firm: Visitor;
let operator: Visitor;
beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
  const password = await demonstrationPassword(platform);
  firm = await Visitor.arrive(browser, platform.address, 'zh', 'desk', 'certificates');
  operator = await Visitor.arrive(browser, platform.address, 'zh', 'desk', 'reviews');
  await firm.enter('mould', password);
  await operator.enter('operator', password);
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await firm.picture('failure');
  await operator.picture('failure');
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

const row = (visitor: Visitor) => visitor.page.locator('.rows tr', { hasText: number });

it('is uploaded with its scan', async () => {
  await firm.open('/enterprise?part=certificates');
  await firm.press(text.addCertificate);
  await firm.chooseFrom('kind', 'ISO 14001', 'ISO 14001');
  await firm.fill({ number, issuer: '方圆标志认证集团' });
  await firm.chooseDate('issued_on', '2026-01-15');
  await firm.chooseDate('expires_on', '2029-01-14');
  await firm.field('file_id').setInputFiles({ name: '证书.pdf', mimeType: 'application/pdf', buffer: scan });
  await firm.sees('证书.pdf');
  await firm.submit();
  await row(firm).waitFor();
  await firm.waitUntilGone('.ant-drawer-content-wrapper');
  await firm.look('draft');
});

it('shows the scan in the page, within the content security policy', async () => {
  const { page } = firm;
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { violations: seen });
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.violatedDirective));
  });
  await firm.load('/enterprise?part=certificates');
  await row(firm).getByRole('link').first().click();
  await firm.press(words.zh.preview);
  const source = await page.locator('iframe.preview').getAttribute('src');
  expect(source).toMatch(/^blob:/);
  // The frame holds the browser's own viewer, which shows a PDF and nothing else.
  await page.waitForFunction(() => globalThis.frames.length === 1);
  await firm.look('preview');
  expect(await page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations)).toEqual(
    [],
  );
  await firm.open('/enterprise?part=certificates');
});

it('is submitted, and cannot be edited meanwhile', async () => {
  await row(firm).getByRole('button', { name: '提交审核' }).click();
  await row(firm).getByText('待审核').waitFor();
  expect(await row(firm).getByRole('button', { name: words.zh.edit }).count()).toBe(0);
});

it('is sent back with a reason that the enterprise reads', async () => {
  await operator.open('/reviews');
  await row(operator).waitFor();
  await operator.look('waiting');
  await row(operator).getByRole('button', { name: '退回' }).click();
  await operator.fill({ reason });
  await operator.submit();
  await row(operator).waitFor({ state: 'detached' });
  await operator.sees(text.noReviews);

  // The feed brings it to the other side without a reload.
  await row(firm).getByText('已退回').waitFor();
  await row(firm).getByText(reason).waitFor();
  await firm.look('sent-back');
});

it('is revised and verified', async () => {
  await row(firm).getByRole('button', { name: '修订' }).click();
  await row(firm).getByRole('button', { name: '提交审核' }).click();
  await row(firm).getByText('待审核').waitFor();
  await operator.open('/reviews');
  await row(operator).getByRole('button', { name: '核验通过' }).click();
  await row(operator).waitFor({ state: 'detached' });
  await row(firm).getByText('已核验').waitFor();
});

it('is verified together with others', async () => {
  const person = await Person.signIn(platform.address, 'mould', await demonstrationPassword(platform));
  const file_id = await person.upload('scan.pdf', scan);
  for (const each of ['Q-2026-0002', 'Q-2026-0003', 'Q-2026-0004']) {
    const body = { kind: 'iso_14001', number: each, issuer: 'CQC', expires_on: '2029-01-14', file_id };
    const { id } = await person.post<{ id: string }>('/api/v1/certificates', body);
    await person.act(`/api/v1/certificates/${id}`, 'submit');
  }
  const waiting = (each: string) => operator.page.locator('.rows tr', { hasText: each });
  await operator.open('/reviews');
  for (const each of ['Q-2026-0002', 'Q-2026-0003']) await waiting(each).getByRole('checkbox').check();
  await operator.sees(list.zh.chosen(2));
  const bulk = operator.page.locator('.bulk');
  // What takes a reason of its own is not done to many.
  expect(await bulk.getByRole('button', { name: '退回' }).count()).toBe(0);
  await bulk.getByRole('button', { name: '核验通过' }).click();
  await operator.look('many');
  await operator.page.locator('.ant-modal-confirm').getByRole('button', { name: '核验通过' }).click();
  await operator.sees(list.zh.bulkDone(2));
  await operator.look('outcomes');
  await operator.page.locator('.ant-modal-footer').getByRole('button').click();
  await waiting('Q-2026-0002').waitFor({ state: 'detached' });
  await waiting('Q-2026-0004').waitFor();
});

it('is seen by others, with its scan', async () => {
  await firm.page.getByRole('link', { name: text.viewAsOthers }).click();
  // The page before shows the same row: only its address tells that the other one is there.
  await firm.page.waitForURL((url) => url.pathname.startsWith('/directory/'));
  await row(firm).getByText('已核验').waitFor();
  await operator.open(firm.path());
  await row(operator).getByText('已核验').waitFor();
  const address = await row(operator).getByRole('link', { name: words.zh.openFile }).getAttribute('href');
  const answer = await operator.page.request.get(platform.address + (address ?? ''));
  expect([answer.status(), await answer.body()]).toEqual([200, scan]);
  expect([...firm.failures, ...operator.failures]).toEqual([]);
});
