// Goal: a leading firm opens its supply chain as people walk it: many firms are asked into a circle from one spreadsheet,
// one registers by its mailed link and bids for demand that nobody else sees; a supplier is evaluated, barred below the
// line, appeals on the phone and is put right; the supplier's desk and the business studio tell real figures.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Browser } from 'playwright-core';
import { texts as portals } from '@/app/portal/texts';
import { texts as studios } from '@/app/studio/texts';
import { texts as circling } from '@/modules/circles/texts';
import { texts as evaluating } from '@/modules/evaluations/texts';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor } from './visitor';

const circles = circling.zh;
const text = evaluating.zh;
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

let platform: Platform;
let browser: Browser;
let password: string;
let buyer: Visitor;
let supplier: Visitor;
let supplierId = '';
let circle = '';

type Session = { csrf_token: string; organisation: { id: string; name: string } };

async function sessionOf(login: string): Promise<{ session: Session; cookie: string }> {
  const entered = await fetch(`${platform.address}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const cookie = entered.headers.getSetCookie().map((one) => one.split(';')[0]);
  return { session: (await entered.json()) as Session, cookie: cookie.join('; ') };
}

async function post(
  login: string,
  path: string,
  body: object,
): Promise<{ status: number; json: { id: string; code?: string } }> {
  const { session, cookie } = await sessionOf(login);
  const answer = await fetch(`${platform.address}/api/v1${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', cookie, 'X-CSRF-Token': session.csrf_token },
    body: JSON.stringify(body),
  });
  return { status: answer.status, json: (await answer.json()) as { id: string; code?: string } };
}

// The link in the mail that has come for an address.
function linkFor(address: string): Promise<string> {
  const outbox = join(platform.data, 'outbox');
  const find = () => {
    for (const name of readdirSync(outbox)) {
      const mail = readFileSync(join(outbox, name), 'utf8');
      if (!mail.includes(address)) continue;
      const body = Buffer.from(mail.slice(mail.indexOf('\r\n\r\n')), 'base64').toString('utf8');
      const token = /#token=([\w-]+)/.exec(body)?.[1];
      if (token) return `/join#token=${token}`;
    }
    throw new Error(`no mail came for ${address}`);
  };
  return vi.waitFor(find, { timeout: 10_000 });
}

beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
  password = await demonstrationPassword(platform);
  supplierId = (await sessionOf('mould')).session.organisation.id;
  buyer = await Visitor.arrive(browser, platform.address, 'zh', 'desk', 'supply-desk');
  supplier = await Visitor.arrive(browser, platform.address, 'zh', 'phone', 'supply-phone');
  await buyer.enter('owner', password);
  await supplier.enter('mould', password);
});
afterAll(async () => {
  await buyer.leave();
  await supplier.leave();
  await browser.close();
  await platform.stop();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await buyer.picture('failure');
  await supplier.picture('failure');
});

describe('a circle', () => {
  it('takes many firms from a spreadsheet, and tells what is wrong with it', async () => {
    await buyer.open('/circles');
    await buyer.look('circles');
    await buyer.press(circles.add);
    await buyer.fill({ name: '核心供应商' });
    await buyer.submit();
    await buyer.page.waitForURL((url) => /^\/circles\/\d+$/.test(url.pathname));
    circle = buyer.path().split('/').at(-1) ?? '';
    await buyer.page.getByRole('button', { name: '导入' }).first().click();
    const rows = (more: string) =>
      Buffer.from(
        `企业名称,统一社会信用代码,电子邮箱\n丙厂,91330281MA2CCCCC0C,bing@example.com\n${more}`,
        'utf8',
      );
    const file = buyer.page.locator('input[type=file]').last();
    await file.setInputFiles({
      name: 'suppliers.csv',
      mimeType: 'text/csv',
      buffer: rows('丙厂,91330281MA2CCCCC0C,two@example.com\n丁厂,123,ding@example.com\n'),
    });
    await buyer.sees('统一社会信用代码应为 18 位');
    await buyer.look('import');
    await file.setInputFiles({
      name: 'suppliers.csv',
      mimeType: 'text/csv',
      buffer: rows('丁厂,91330281MA2DDDDD0D,ding@example.com\n'),
    });
    const imported = buyer.page.waitForResponse(
      (answer) => answer.url().includes('/imports') && !answer.url().includes('dry_run'),
    );
    await buyer.page.locator('.ant-drawer .form-foot button').click();
    expect((await imported).status()).toBe(200);
    await buyer.page.reload();
    await buyer.sees('丙厂');
    await buyer.sees('丁厂');
    await buyer.look('members');
  });

  it('is joined by the mailed link, and its demand is seen by nobody else', async () => {
    const guest = await Visitor.arrive(browser, platform.address, 'zh', 'phone', 'supply-guest');
    await guest.open(await linkFor('bing@example.com'));
    await guest.sees('核心供应商');
    await guest.look('join');
    await guest.fill({ display_name: '丙经理', login: 'bingchang', password: 'correct horse battery' });
    await guest.submit();
    await guest.page.waitForURL((url) => url.pathname === '/supplier');
    await guest.sees(portals.zh.money);

    const rfx = await post('owner', '/rfxs', {
      title: '圈内询价：底板',
      audience: 'circle',
      circle_id: circle,
      closes_at: new Date(Date.now() + 86_400_000).toISOString(),
      lines: [{ description_text: '底板', quantity: 100_000, unit: '件' }],
    });
    expect(rfx.status).toBe(201);
    expect((await post('owner', `/rfxs/${rfx.json.id}/actions`, { action: 'publish' })).status).toBe(200);
    await guest.page.reload();
    await guest.sees('圈内询价：底板');
    await guest.look('desk');
    await guest.open(`/rfqs/${rfx.json.id}`);
    await guest.sees('圈内询价：底板');
    await supplier.open(`/rfqs/${rfx.json.id}`);
    await supplier.seesNo('圈内询价：底板');
    supplier.failures.length = 0; // that it is not there is what was asked for
    expect(guest.failures).toEqual([]);
    await guest.leave();
  });
});

describe('an evaluation', () => {
  it('follows a formula, and bars who is below the line', async () => {
    await buyer.open('/evaluations?tab=formula');
    await buyer.sees(text.version(1)); // that of the demonstration
    await buyer.look('formula');
    const made = await post('owner', '/evaluation-formulas', {
      criteria: [
        { kind: 'documents', weight: 60 },
        { kind: 'judged', name: '配合', weight: 40 },
      ],
      certificates: ['as_9100', 'iso_13485'],
      line_ppm: 600_000,
      records_min: 1,
    });
    expect(made.status).toBe(201);
    const drafted = await post('owner', '/evaluations', {
      supplier_id: supplierId,
      starts_on: day(-30),
      ends_on: day(-1),
    });
    expect(drafted.status).toBe(201);
    await buyer.open(`/evaluations/${drafted.json.id}`);
    await buyer.fill({ points_2: '80', comment_2: '随叫随到' });
    await buyer.submit();
    await buyer.sees('32.0'); // 0.8 * 40
    await buyer.press('发布');
    await buyer.sees('已发布');
    await buyer.sees(text.belowLine);
    await buyer.look('published');
    const order = await post('owner', '/purchase-orders', {
      title: '支架',
      supplier_id: supplierId,
      lines: [
        {
          description_text: '支架',
          unit: '件',
          quantity: 1_000,
          unit_price: 1_000_000,
          schedules: [{ due_on: day(20), quantity: 1_000 }],
        },
      ],
    });
    expect(order.status).toBe(201);
    const refused = await post('owner', `/purchase-orders/${order.json.id}/issuing/actions`, {});
    expect(refused.json.code).toBe('evaluation.below_line');
  });

  it('is appealed on the phone, and put right', async () => {
    await supplier.open('/supplier');
    await supplier.sees(text.belowLine);
    await supplier.look('desk');
    await supplier.page.locator('.evaluation-card').first().click();
    await supplier.press(text.appeal);
    await supplier.fill({ grounds: 'AS 9100 与我们的产品无关' });
    await supplier.look('appeal');
    await supplier.submit();
    await supplier.sees('已提出');

    await buyer.open(supplier.path());
    await buyer.press('受理');
    await buyer.sees('受理中');
    await buyer.press(text.revise);
    await buyer.page.locator('.ant-drawer .ant-checkbox-input').first().check();
    await buyer.page.locator('.ant-drawer .ant-checkbox-input').nth(1).check();
    await buyer.fill({ reason: '属实，两项都不应要求' });
    await buyer.look('revise');
    await buyer.submit();
    await buyer.sees('申诉后已更正');
    await buyer.look('revised');
    await supplier.page.reload();
    await supplier.sees('属实，两项都不应要求');
    await supplier.sees('80.0');
    await supplier.look('revised');
    expect([...buyer.failures, ...supplier.failures]).toEqual([]);
  });
});

describe('the studio', () => {
  it('gathers real figures, each with its way', async () => {
    await buyer.open('/studio');
    await buyer.sees(studios.zh.suite_supply_chain);
    await buyer.look('studio');
    await supplier.open('/studio');
    await supplier.sees(studios.zh.suite_logistics);
    await supplier.look('studio');
    await buyer.open('/circles?tab=own');
    await buyer.sees(circles.localContent);
    await buyer.look('local');
    await buyer.open('/evaluations?tab=exemptions');
    await buyer.sees(text.noExemptions);
    expect([...buyer.failures, ...supplier.failures]).toEqual([]);
  });
});
