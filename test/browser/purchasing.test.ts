// Goal: from an award to what is due, as a buyer at the desk and a supplier with a phone meet it: order, answer, ship, sign,
// statement, invoice, match; in both languages.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Language } from '@/kit/i18n';
import { texts as exchange } from '@/modules/exchange/texts';
import { debitTexts } from '@/modules/invoicing/debit-texts';
import { texts as invoicing } from '@/modules/invoicing/texts';
import { texts as orders } from '@/modules/purchase-orders/texts';
import { texts as sourcing } from '@/modules/sourcing/texts';
import { Person } from './person';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor } from './visitor';

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

// What the server calls the deeds and the states.
const words = {
  zh: {
    ...{ evaluate: '确认评审', announce: '公示', waiting: '待供方答复', dispatch: '发出并签字' },
    ...{
      dispatched: '已发出',
      sign: '足额签收',
      signed: '已签收',
      delivered: '已完成',
      submit: '提交',
      matched: '已匹配',
      agree: '同意扣款',
      agreed: '已扣款',
    },
  },
  en: {
    ...{ evaluate: 'Confirm the ranking', announce: 'Announce', waiting: 'Waiting for the supplier' },
    ...{ dispatch: 'Sign and dispatch', dispatched: 'Dispatched', sign: 'Sign in full', signed: 'Signed' },
    ...{ delivered: 'Closed', submit: 'Submit', matched: 'Matched' },
    ...{ agree: 'Agree', agreed: 'Agreed' },
  },
};
const walks: { language: Language; invoice: string }[] = [
  { language: 'zh', invoice: '24442000000012345678' },
  { language: 'en', invoice: '24442000000012345679' },
];

let platform: Platform;
let browser: Browser;
let password: string;
// Asks by a script, with a deadline that is near and without a standstill: people do not wait for days.
let asker: Person;
let seller: string;
beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
  password = await demonstrationPassword(platform);
  asker = await Person.signIn(platform.address, 'buyer', password);
  seller = (await Person.signIn(platform.address, 'mould', password)).organisation.name;
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

const blocked = '26332000000418';

describe.each(walks)('an award, $language', ({ language, invoice }) => {
  const text = orders[language];
  const money = invoicing[language];
  const bids = sourcing[language];
  const exchanging = exchange[language];
  const debit = debitTexts[language];
  const word = words[language];
  let buyer: Visitor;
  let supplier: Visitor;
  let order = '';
  let shipment = '';
  let statement = '';

  beforeAll(async () => {
    const arrive = (device: 'desk' | 'phone') =>
      Visitor.arrive(browser, platform.address, language, device, `purchasing-${language}-${device}`);
    buyer = await arrive('desk');
    supplier = await arrive('phone');
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
    expect([...buyer.failures, ...supplier.failures]).toEqual([]);
  });

  it('becomes an order', async () => {
    const { id } = await asker.post<{ id: string }>('/api/v1/rfxs', {
      title: '冲压支架采购',
      closes_at: inSeconds(30),
      standstill_days: 0,
      lines: [{ description_text: '冲压支架', quantity: 100_000, unit: '件' }],
    });
    await asker.act(`/api/v1/rfxs/${id}`, 'publish');
    await supplier.open(`/rfqs/${id}`);
    await supplier.field('offers_0_price').fill('12.5');
    await supplier.submit();
    await supplier.sees(bids.keyWanted);
    await supplier.press(bids.giveKey);
    await supplier.sees('1,250.00');
    await buyer.open(`/rfqs/${id}`);
    await buyer.press(word.evaluate);
    await buyer.press(word.announce);
    await expect
      .poll(
        async () => {
          await buyer.page.reload();
          await buyer.page.locator('.page-head').waitFor();
          return buyer.page.getByRole('link', { name: bids.orderAward }).count();
        },
        { timeout: 40_000, interval: 2_000 },
      )
      .toBe(1);
    await buyer.page.getByRole('link', { name: bids.orderAward }).click();
    await buyer.chooseDate('due_on', '2030-06-28');
    await buyer.look('award');
    await buyer.press(text.draftOrders);
    await buyer.page.waitForURL((url) => /^\/purchase-orders\/\d+$/.test(url.pathname));
    order = buyer.path();
    await buyer.sees('1,412.50');
    await buyer.look('draft');
    await buyer.press(text.issue);
    await buyer.sees(word.waiting);
  });

  it('is answered and shipped from the phone', async () => {
    await supplier.open('/received-orders');
    const card = supplier.page.locator('.po-card').first();
    await card.waitFor();
    await supplier.look('received');
    await card.click();
    await supplier.sees(text.respond);
    await supplier.look('respond');
    await supplier.press(text.acceptAll);
    await supplier.sees(text.shipHint);
    await supplier.field('goods_0_quantity').fill('100');
    await supplier.look('ship');
    await supplier.press(text.shipDraft);
    await supplier.page.waitForURL((url) => /^\/shipments\/\d+$/.test(url.pathname));
    shipment = supplier.path();
    await supplier.press(word.dispatch);
    await supplier.sees(word.dispatched);
    await supplier.look('shipped');
  });

  it('is signed for, and stands with both sides in a statement', async () => {
    await buyer.open(shipment);
    await buyer.press(word.sign);
    await buyer.sees(word.signed);
    await buyer.open(order);
    await buyer.sees(word.delivered);
    await buyer.look('delivered');
    await buyer.open('/statements');
    await buyer.press(money.propose);
    await buyer.chooseFrom('partner_id', seller, seller);
    await buyer.submit();
    await buyer.page.waitForURL((url) => /^\/statements\/\d+$/.test(url.pathname));
    statement = buyer.path();
    await buyer.sees(money.buyerAccepted);
    await buyer.look('statement');
    await buyer.press(money.confirm);
    await buyer.page.getByRole('button', { name: money.confirm }).waitFor({ state: 'detached' });
    await supplier.open(statement);
    await supplier.sees(money.linesEven(1));
    await supplier.look('statement');
    await supplier.press(money.confirm);
    await supplier.sees(money.invoiceHint);
  });

  it('is invoiced, matched and due', async () => {
    await supplier.field('number').fill(invoice);
    await supplier.press(money.makeInvoice);
    await supplier.page.waitForURL((url) => /^\/invoices\/\d+$/.test(url.pathname));
    await supplier.press(word.submit);
    await supplier.sees(word.matched);
    await supplier.look('invoice');
    await supplier.open('/my-money');
    await supplier.sees(money.soon);
    await supplier.look('my-money');
    await buyer.open('/payables');
    await buyer.sees('1,412.50');
    await buyer.look('payables');
    await buyer.open('/match-exceptions');
    // The demonstration's blocked invoice waits there; ours, that fits, does not.
    await buyer.sees(blocked);
    expect(await buyer.page.getByText(invoice).count()).toBe(0);
    await buyer.look('exceptions');
  });

  it('tells of all its documents, and gives their files', async () => {
    await buyer.open(order);
    await buyer.sees(text.documents);
    const documents = buyer.page.locator('.po-documents');
    await documents.scrollIntoViewIfNeeded();
    // Version, answer, shipment, receipt, statement, invoice.
    expect(await documents.getByRole('listitem').count()).toBe(6);
    await buyer.look('documents');
    const file = buyer.page.waitForEvent('download');
    await documents.getByRole('button').first().click();
    expect((await file).suggestedFilename()).toMatch(/\.xml$/);
    await supplier.open(order);
    await supplier.page.locator('.po-documents').scrollIntoViewIfNeeded();
    await supplier.look('documents');
  });

  it('lists what others have sent, for the ERP', async () => {
    await buyer.open('/documents');
    await buyer.press(exchanging.tab_outgoing);
    await buyer.sees(invoice);
    await buyer.look('outgoing');
    const file = buyer.page.waitForEvent('download');
    await buyer.page
      .getByRole('button', { name: `${exchanging.download} ${exchanging.kind_Invoice} ${invoice}` })
      .click();
    expect((await file).suggestedFilename()).toBe(`${invoice}.xml`);
    await supplier.open('/documents?tab=outgoing');
    await supplier.sees(exchanging.kind_Order);
    await supplier.look('outgoing');
    // A file that does not come can be asked for again.
    await supplier.page.route('**/ubl', (route) => route.abort());
    await supplier.press(exchanging.download);
    await supplier.page.getByRole('button', { name: exchanging.retry }).waitFor();
    await supplier.look('outgoing-failed');
    await supplier.page.unroute('**/ubl');
  });

  it('is debited for what turned out bad, and the supplier agrees', async () => {
    await buyer.open('/payables');
    await buyer.page.locator('.inv-card').filter({ hasText: invoice }).click();
    await buyer.press(debit.write);
    await buyer.field('quantity_1').fill('2');
    await buyer.look('debit-form');
    await buyer.press(debit.send);
    await buyer.page.waitForURL((url) => /^\/debit-notes\/\d+$/.test(url.pathname));
    await buyer.sees('28.25');
    await buyer.look('debit-note');
    await buyer.open('/debit-notes');
    await buyer.sees(invoice);
    await buyer.look('debit-notes');
    await supplier.open('/debit-notes?tab=received');
    await supplier.page.locator('.inv-card').filter({ hasText: invoice }).click();
    await supplier.sees(debit.answerHint);
    await supplier.look('debit-note');
    await supplier.press(word.agree);
    await supplier.sees(word.agreed);
    await supplier.look('debit-agreed');
  });
});
