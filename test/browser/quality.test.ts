// Goal: goods that are not right are found and put right. A lot is inspected by its sampling plan on a phone, with defects
// and a photo, and taken at a lower price that the supplier agrees to; another is sorted. Received goods go back: asked for,
// approved, sent, received, credited; both sides see whose turn it is. In both languages, on a desk and on a phone.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Language } from '@/kit/i18n';
import { texts as inspectionTexts } from '@/modules/inspections/texts';
import { texts as returnTexts } from '@/modules/returns/texts';
import { Person } from './person';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor, type Device } from './visitor';

const moves = {
  zh: { agree: '同意', approve: '同意', receive: '收到退货', credit: '同意折让', tightened: '加严' },
  en: { agree: 'Agree', approve: 'Approve', receive: 'Receive', credit: 'Credit', tightened: 'Tightened' },
};
const pictureBytes = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let platform: Platform;
let browser: Browser;
let password: string;
let buyer: Person;
let supplier: Person;
beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
  password = await demonstrationPassword(platform);
  buyer = await Person.signIn(platform.address, 'buyer', password);
  supplier = await Person.signIn(platform.address, 'machining', password);
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

const walks: { language: Language; device: Device }[] = [
  { language: 'zh', device: 'phone' },
  { language: 'en', device: 'desk' },
];

async function inspection(goods: string, lot: string): Promise<string> {
  const body = { supplier_id: supplier.organisation.id, goods, lot, quantity: 3_200_000 };
  return (await buyer.post<{ id: string }>('/api/v1/inspections', body)).id;
}

async function receivedShipment(lot: string): Promise<string> {
  const line = { lot, goods: '轴套', unit: '件', quantity: 500_000, packages: 2 };
  const made = await supplier.post<{ id: string; label_code: string }>('/api/v1/shipments', {
    receiver_id: buyer.organisation.id,
    lines: [line],
  });
  await supplier.post(`/api/v1/shipments/${made.id}/actions`, { action: 'dispatch' });
  await buyer.post('/api/v1/shipment-signatures/actions', {
    label_code: made.label_code,
    lines: [{ position: 1, received: 500_000, damaged: 0 }],
  });
  return made.id;
}

describe.each(walks)('goods that are not right, $language on a $device', ({ language, device }) => {
  const text = inspectionTexts[language];
  const words = returnTexts[language];
  const move = moves[language];
  const lot = `L-${language}-${device}`;
  // A series of its own for the switching rules.
  const goods = `轴套 ${language}`;
  let visitor: Visitor;
  let lotAt = '';
  let returnAt = '';
  beforeAll(async () => {
    const name = `quality-${language}-${device}`;
    visitor = await Visitor.arrive(browser, platform.address, language, device, name);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visitor.picture('failure');
  });
  afterAll(async () => {
    await visitor.leave();
    expect(visitor.failures).toEqual([]);
  });

  it('are found by the plan: 125 of 3,200 with AQL 1.0, Ac 3', async () => {
    lotAt = `/inspections/${await inspection(goods, lot)}`;
    await visitor.enter('buyer', password);
    await visitor.open('/inspections');
    await visitor.page.locator(`a[href="${lotAt}"]`).waitFor();
    await visitor.look('inspections');
    await visitor.open(lotAt);
    const figures = visitor.page.locator('.plan dd');
    await figures.first().waitFor();
    expect(await figures.allInnerTexts()).toEqual(['3,200', 'K', '125', '3', '4']);
    await visitor.look('plan');
  });

  it('are written down with their defects and a photo, and told against the plan at once', async () => {
    await visitor.fill({ nonconforming: '3' });
    await visitor.sees(text.stand_accept('3', '3'));
    await visitor.fill({ nonconforming: '5' });
    await visitor.sees(text.stand_reject('5', '4'));
    // Fewer than the plan asks for: the server says what is missing, and nothing is lost.
    await visitor.fill({ inspected: '100' });
    await visitor.page.locator('#defects_0_characteristic').fill('Φ8');
    await visitor.page.locator('#defects_0_pieces').fill('5');
    await visitor.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'bore.png', mimeType: 'image/png', buffer: pictureBytes });
    await visitor.page.locator('.photos-input .photos li').waitFor();
    await visitor.submit();
    await visitor.page.locator('.ant-form-item-explain-error').first().waitFor();
    await visitor.look('results-refused');
    await visitor.fill({ inspected: '125' });
    await visitor.submit();
    await visitor.page.locator('.found-defects li').waitFor();
    await visitor.page.locator('.photos img').first().waitFor();
    await visitor.look('results');
  });

  it('are taken at a lower price, once the supplier agrees', async () => {
    await visitor.press(text.concede);
    await visitor.fill({ price_cut: '1200' });
    await visitor.page.locator('.ant-drawer #reason').fill('Φ8.12');
    await visitor.submit();
    await visitor.waitUntilGone('.ant-drawer-content');
    await visitor.sees(text.waiting);
    await visitor.look('conceded');
    await visitor.enter('machining', password);
    await visitor.open('/inspections?tab=answer');
    await visitor.page.locator(`a[href="${lotAt}"]`).waitFor();
    await visitor.look('to-answer');
    await visitor.page.locator(`a[href="${lotAt}"]`).click();
    await visitor.page.locator('.concessions li').waitFor();
    await visitor.look('supplier');
    await visitor.press(move.agree);
    await visitor.page.locator('.figures').first().waitFor();
    await visitor.sees('1,200.00');
    await visitor.look('agreed');
  });

  it('are sorted where only some are bad, and the next lots are looked at by what was found', async () => {
    const id = await inspection(goods, `${lot}-2`);
    const one = { defect_class: 'major', characteristic: '毛刺', pieces: 4 };
    await buyer.post(`/api/v1/inspections/${id}/results/actions`, {
      inspected: 125,
      nonconforming: 4,
      defects: [one],
    });
    await visitor.enter('buyer', password);
    await visitor.open(`/inspections/${id}`);
    await visitor.press(text.split);
    await visitor.fill({ accepted_quantity: '3100' });
    await visitor.submit();
    await visitor.page.locator('.figures dd', { hasText: '3,100' }).waitFor();
    await visitor.look('split');
    await visitor.open('/inspections?tab=records');
    // Two of the last lots were not accepted.
    const series = visitor.page.locator('.inspection-card', { hasText: goods });
    await series.locator('.tag', { hasText: move.tightened }).waitFor();
    await visitor.look('severity');
  });

  it('go back when the supplier approves, and are credited', async () => {
    const shipment = await receivedShipment(`R-${language}-${device}`);
    await visitor.open(`/shipments/${shipment}`);
    await visitor.page.locator('a[href^="/returns/new"]').click();
    await visitor.page.locator('.return-form').waitFor();
    await visitor.fill({ quantity: '501', value: '5000' });
    await visitor.page.locator('#reason').fill('Φ8');
    await visitor.look('asking');
    await visitor.submit();
    await visitor.page.locator('.ant-form-item-explain-error').first().waitFor();
    await visitor.fill({ quantity: '20' });
    await visitor.submit();
    await visitor.page.waitForURL((url) => /^\/returns\/\d+$/.test(url.pathname));
    returnAt = visitor.path();
    await visitor.sees(words.turn_requested_own);
    await visitor.look('asked');
    await visitor.enter('machining', password);
    await visitor.open('/returns');
    await visitor.page.locator(`a[href="${returnAt}"]`).waitFor();
    await visitor.look('returns');
    await visitor.page.locator(`a[href="${returnAt}"]`).click();
    await visitor.press(move.approve);
    await visitor.sees(words.turn_approved_other);
    await visitor.enter('buyer', password);
    await visitor.open(returnAt);
    await visitor.press(words.send);
    await visitor.fill({ tracking_number: 'SF 12' });
    await visitor.submit();
    await visitor.sees(words.turn_sent_own);
    await visitor.look('sent');
    await visitor.enter('machining', password);
    await visitor.open(returnAt);
    await visitor.sees('SF 12');
    await visitor.press(move.receive);
    await visitor.sees(words.turn_received_other);
    await visitor.look('received');
    await visitor.press(move.credit);
    await visitor.page.locator('.ant-modal-confirm-btns').getByRole('button', { name: move.credit }).click();
    await visitor.sees(words.turn_done_other);
    await visitor.look('credited');
  });
});
