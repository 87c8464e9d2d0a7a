// Goal: from an award to what is due, as a buyer at the desk and a supplier with a phone meet it: order, answer, ship, sign,
// statement, invoice, match.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { texts as invoicing } from '@/modules/invoicing/texts';
import { texts as orders } from '@/modules/purchase-orders/texts';
import { texts as sourcing } from '@/modules/sourcing/texts';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor } from './visitor';

const text = orders.zh;
const money = invoicing.zh;
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

let platform: Platform;
let browser: Browser;
let password: string;
let buyer: Visitor;
let supplier: Visitor;
let order = '';
let shipment = '';
let statement = '';

// What nobody would wait for in front of a screen: an RFQ whose deadline is near and that has no standstill.
async function post(path: string, body: object): Promise<{ id: string }> {
  const entered = await fetch(`${platform.address}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login: 'buyer', password }),
  });
  const { csrf_token: token } = (await entered.json()) as {
    csrf_token: string;
  };
  const cookie = entered.headers.getSetCookie().map((one) => one.split(';')[0]);
  const answer = await fetch(`${platform.address}/api/v1${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      cookie: cookie.join('; '),
      'X-CSRF-Token': token,
    },
    body: JSON.stringify(body),
  });
  expect(answer.status, `${path} ${await answer.clone().text()}`).toBeLessThan(300);
  return (await answer.json()) as { id: string };
}

describe('an award', () => {
  beforeAll(async () => {
    platform = await startPlatform();
    browser = await startBrowser();
    password = await demonstrationPassword(platform);
    buyer = await Visitor.arrive(browser, platform.address, 'zh', 'desk', 'purchasing-desk');
    supplier = await Visitor.arrive(browser, platform.address, 'zh', 'phone', 'purchasing-phone');
    await buyer.enter('buyer', password);
    await supplier.enter('mould', password);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await buyer.picture('failure');
    await supplier.picture('failure');
  });
  afterAll(async () => {
    await buyer.leave();
    await supplier.leave();
    await browser.close();
    await platform.stop();
    expect([...buyer.failures, ...supplier.failures]).toEqual([]);
  });

  it('becomes an order', async () => {
    const { id } = await post('/rfxs', {
      title: '冲压支架采购',
      closes_at: inSeconds(30),
      standstill_days: 0,
      lines: [{ description_text: '冲压支架', quantity: 100_000, unit: '件' }],
    });
    await post(`/rfxs/${id}/actions`, { action: 'publish' });
    await supplier.open(`/rfqs/${id}`);
    await supplier.field('offers_0_price').fill('12.5');
    await supplier.submit();
    await supplier.sees(sourcing.zh.keyWanted);
    await supplier.press(sourcing.zh.giveKey);
    await supplier.sees('1,250.00');
    await buyer.open(`/rfqs/${id}`);
    await buyer.press('确认评审');
    await buyer.press('公示');
    await expect
      .poll(
        async () => {
          await buyer.page.reload();
          await buyer.page.locator('.page-head').waitFor();
          return buyer.page.getByRole('button', { name: sourcing.zh.orderAward }).count();
        },
        { timeout: 40_000, interval: 2_000 },
      )
      .toBe(1);
    await buyer.press(sourcing.zh.orderAward);
    await buyer.chooseDate('due_on', '2030-06-28');
    await buyer.look('award');
    await buyer.press(text.draftOrders);
    await buyer.page.waitForURL((url) => /^\/purchase-orders\/\d+$/.test(url.pathname));
    order = buyer.path();
    await buyer.sees('1,412.50');
    await buyer.look('draft');
    await buyer.press(text.issue);
    await buyer.sees('待供方答复');
  });

  it('is answered and shipped from the phone', async () => {
    await supplier.open('/received-orders');
    await supplier.look('received');
    await supplier.page.locator('.po-card').first().click();
    await supplier.sees(text.respond);
    await supplier.look('respond');
    await supplier.press(text.acceptAll);
    await supplier.sees(text.shipHint);
    await supplier.field('goods_0_quantity').fill('100');
    await supplier.look('ship');
    await supplier.press(text.shipDraft);
    await supplier.page.waitForURL((url) => /^\/shipments\/\d+$/.test(url.pathname));
    shipment = supplier.path();
    await supplier.press('发出并签字');
    await supplier.sees('已发出');
    await supplier.look('shipped');
  });

  it('is signed for, and stands with both sides in a statement', async () => {
    await buyer.open(shipment);
    await buyer.press('足额签收');
    await buyer.sees('足额');
    await buyer.open(order);
    await buyer.sees('已完成');
    await buyer.look('delivered');
    await buyer.open('/statements');
    await buyer.press(money.propose);
    await buyer.chooseFrom('partner_id', '模', '模');
    await buyer.submit();
    await buyer.page.waitForURL((url) => /^\/statements\/\d+$/.test(url.pathname));
    statement = buyer.path();
    await buyer.look('statement');
    await buyer.press(money.confirm);
    await buyer.sees('买方');
    await supplier.open(statement);
    await supplier.look('statement');
    await supplier.press(money.confirm);
    await supplier.sees(money.invoiceHint);
  });

  it('is invoiced, matched and due', async () => {
    await supplier.field('number').fill('24442000000012345678');
    await supplier.press(money.makeInvoice);
    await supplier.page.waitForURL((url) => /^\/invoices\/\d+$/.test(url.pathname));
    await supplier.press('提交');
    await supplier.sees('已匹配');
    await supplier.look('invoice');
    await supplier.open('/my-money');
    await supplier.sees(money.soon);
    await supplier.look('my-money');
    await buyer.open('/payables');
    await buyer.sees('1,412.50');
    await buyer.look('payables');
    await buyer.open('/match-exceptions');
    await buyer.sees(money.noExceptions);
    await buyer.look('exceptions');
  });
});
