// Goal: who is asked into a leading firm's supply chain works on the same day (white paper 4.14): from the mailed link to
// the first sealed bid, and to the first order that is confirmed, on a phone, in no more steps, fields and presses than
// docs/first-day.md says. The page is written anew with DENGYUN_UPDATE_GOLDENS=1.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Browser } from 'playwright-core';
import { texts as portals } from '@/app/portal/texts';
import { texts as orders } from '@/modules/purchase-orders/texts';
import { texts as sourcing } from '@/modules/sourcing/texts';
import { Person } from './person';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor } from './visitor';

const page = new URL('../../docs/first-day.md', import.meta.url);
const bids = sourcing.zh;
const ordering = orders.zh;
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

type Counted = { what: string; fields: number; presses: number };

let platform: Platform;
let browser: Browser;
let buyer: Person;
let supplier: Visitor;
let supplierId = '';
let rfx = '';
// What the supplier does, counted as he does it: pages that wait for him, fields that he fills, what he presses.
const counted: Counted[] = [];
let now: Counted;
const step = (what: string) => {
  now = { what, fields: 0, presses: 0 };
  counted.push(now);
};
async function fills(values: Record<string, string>): Promise<void> {
  await supplier.fill(values);
  now.fields += Object.keys(values).length;
}
async function presses(press: () => Promise<void>): Promise<void> {
  await press();
  now.presses += 1;
}

function tokenFor(address: string): Promise<string> {
  const outbox = join(platform.data, 'outbox');
  return vi.waitFor(
    () => {
      for (const name of readdirSync(outbox)) {
        const mail = readFileSync(join(outbox, name), 'utf8');
        if (!mail.includes(address)) continue;
        const body = Buffer.from(mail.slice(mail.indexOf('\r\n\r\n')), 'base64').toString('utf8');
        const token = /#token=([\w-]+)/.exec(body)?.[1];
        if (token) return token;
      }
      throw new Error(`no mail came for ${address}`);
    },
    { timeout: 10_000 },
  );
}

function written(): string {
  const row = ({ what, fields, presses: pressed }: Counted, index: number) =>
    `| ${index + 1} | ${what} | ${fields} | ${pressed} |`;
  const sum = (until: number) => {
    const part = counted.slice(0, until);
    const add = (name: 'fields' | 'presses') => part.reduce((total, one) => total + one[name], 0);
    return `${until} steps, ${add('fields')} fields, ${add('presses')} presses`;
  };
  return `# A supplier's first day

A supplier who is asked into a leading firm's supply chain works on the platform on the same day (white paper 4.14). This is
what he does on his phone, counted in a browser by \`test/browser/first-day.test.ts\`: a step is a page that waits for
him, a field is one that he fills, a press is a link or button. What the leading firm knows of him is filled in.

| step | what he does | fields | presses |
|---|---|---|---|
${counted.map(row).join('\n')}

- From the mail to **the first sealed bid sent**: ${sum(3)}.
- From the mail to **the first order confirmed**: ${sum(counted.length)}.

Who has no account yet bids by the link of an invitation alone, without registering (\`modules/sourcing/README.md\`).
`;
}

beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
  const password = await demonstrationPassword(platform);
  buyer = await Person.signIn(platform.address, 'owner', password);
  supplier = await Visitor.arrive(browser, platform.address, 'zh', 'phone', 'first-day');
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await supplier.picture('failure');
});
afterAll(async () => {
  await supplier.leave();
  await browser.close();
  await platform.stop();
  expect(supplier.failures).toEqual([]);
});

describe('the first day of a supplier', () => {
  it('begins with a mail', async () => {
    const circle = await buyer.post<{ id: string }>('/api/v1/circles', { name: '核心供应商' });
    await buyer.post(`/api/v1/circles/${circle.id}/members`, {
      company_name: '丙厂',
      company_code: '91330281MA2CCCCC0C',
      email: 'bing@example.com',
    });
    const asked = await buyer.post<{ id: string }>('/api/v1/rfxs', {
      title: '圈内询价：底板',
      audience: 'circle',
      circle_id: circle.id,
      closes_at: `${day(3)}T10:00:00Z`,
      lines: [{ description_text: '底板', quantity: 100_000, unit: '件' }],
    });
    rfx = asked.id;
    await buyer.act(`/api/v1/rfxs/${rfx}`, 'publish');

    step('opens the link of the mail, chooses name, sign-in name and password');
    await presses(async () => supplier.open(`/join#token=${await tokenFor('bing@example.com')}`));
    await fills({ display_name: '丙经理', login: 'bingchang', password: 'correct horse battery' });
    await presses(() => supplier.submit());
    await supplier.page.waitForURL((url) => url.pathname === '/supplier');
    await supplier.sees(portals.zh.demand);
    supplierId = (await Person.signIn(platform.address, 'bingchang', 'correct horse battery')).organisation
      .id;
  });

  it('brings a sealed bid', async () => {
    step('finds what his circle asks for on his desk');
    await presses(() => supplier.page.getByRole('link', { name: '圈内询价：底板' }).first().click());
    await supplier.page.waitForURL((url) => url.pathname === `/rfqs/${rfx}`);
    step('writes his price and seals the bid');
    await fills({ offers_0_price: '12.5' });
    await presses(() => supplier.submit());
    await supplier.sees(bids.keyHere);
    await supplier.look('sealed');
    const { bids: sealed } = await buyer.get<{ bids: number }>(`/api/v1/rfxs/${rfx}`);
    expect(sealed).toBe(1);
  });

  it('and an order that he confirms', async () => {
    const order = await buyer.post<{ id: string }>('/api/v1/purchase-orders', {
      title: '首单：底板',
      supplier_id: supplierId,
      lines: [
        {
          description_text: '底板',
          unit: '件',
          quantity: 100_000,
          unit_price: 12_500_000,
          schedules: [{ due_on: day(20), quantity: 100_000 }],
        },
      ],
    });
    await buyer.post(`/api/v1/purchase-orders/${order.id}/issuing/actions`, {});
    await supplier.open('/supplier');
    step('finds the order on his desk');
    await presses(() => supplier.page.getByRole('link', { name: '首单：底板' }).first().click());
    await supplier.page.waitForURL((url) => url.pathname === `/purchase-orders/${order.id}`);
    step('confirms it as it stands');
    await presses(() => supplier.press(ordering.acceptAll));
    await supplier.sees(ordering.shipHint);
    await supplier.look('confirmed');
    const { status } = await buyer.get<{ status: string }>(`/api/v1/purchase-orders/${order.id}`);
    expect(['confirmed', 'open']).toContain(status);
  });

  it('takes as many steps as the page says', () => {
    if (process.env.DENGYUN_UPDATE_GOLDENS) writeFileSync(page, written());
    expect(readFileSync(page, 'utf8')).toBe(written());
  });
});
