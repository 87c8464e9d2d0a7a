// Goal: a list is a tool: rows come in from a spreadsheet after every bad one was told, and change what is there after it
// was told what becomes of each; columns and filters are kept as a
// view, the list goes out as a file, many rows are dealt with at once, and each has a page with its life and history.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Download } from 'playwright-core';
import { formatInstant } from '@/kit/format';
import type { Language } from '@/kit/i18n';
import { common } from '@/kit/texts/common';
import { detailTexts } from '@/kit/texts/detail';
import { listTexts } from '@/kit/texts/list';
import { texts as enterprise } from '@/modules/enterprise/texts';
import { Person } from './person';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor, type Device } from './visitor';

async function bytesOf(file: Download): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of await file.createReadStream()) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}

const walks: { language: Language; device: Device }[] = [
  { language: 'zh', device: 'desk' },
  { language: 'en', device: 'phone' },
];

describe.each(walks)('a list, $language on a $device', ({ language, device }) => {
  const text = enterprise[language];
  const words = listTexts[language];
  const shared = common[language];
  const details = detailTexts[language];
  const site = {
    zh: { headquarters: '总部', longitude: '经度' },
    en: { headquarters: 'Headquarters', longitude: 'Longitude' },
  }[language];
  let platform: Platform;
  let browser: Browser;
  let owner: Visitor;
  beforeAll(async () => {
    platform = await startPlatform();
    browser = await startBrowser();
    owner = await Visitor.arrive(browser, platform.address, language, device, `lists-${language}-${device}`);
    await owner.enter('mould', await demonstrationPassword(platform));
    await owner.open('/enterprise?part=sites');
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await owner.picture('failure');
  });
  afterAll(async () => {
    await browser.close();
    await platform.stop();
  });

  const drawer = () => owner.page.locator('.ant-drawer-content-wrapper:visible');
  const row = (name: string) => owner.page.locator('.rows tbody tr', { hasText: name });
  const choose = (name: string, csv: string) =>
    drawer()
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(csv) });

  it('tells every bad row of a file, and changes nothing', async () => {
    await owner.press(words.importLabel);
    await owner.look('import');
    await choose(
      'sites.csv',
      '名称,Region,地址,总部\n一号仓库,330281,路 1 号,no\n二号仓库,999999,路 2 号,maybe\n',
    );
    await drawer().getByRole('cell', { name: 'maybe' }).first().waitFor();
    await owner.sees(words.importBad(1, 2));
    expect(
      await drawer()
        .getByRole('button', { name: words.importNow(2) })
        .isDisabled(),
    ).toBe(true);
    await owner.look('import-problems');
  });

  it('imports all of it when all of it is right', async () => {
    await choose(
      'sites.csv',
      `名称,Region,地址,总部\n${Array.from({ length: 5 }, (_, i) => `${i + 1} 号仓库,330281,路 ${i + 1} 号,no`).join('\n')}\n`,
    );
    await owner.sees(words.importGood(5));
    await owner.look('import-ready');
    await drawer()
      .getByRole('button', { name: words.importNow(5) })
      .click();
    await owner.waitUntilGone('.ant-drawer-content-wrapper');
    await row('5 号仓库').waitFor();
    await owner.look('imported');
  });

  it('changes rows that are there, on what the check saw', async () => {
    const person = await Person.signIn(platform.address, 'mould', await demonstrationPassword(platform));
    type Site = { id: string; name: string; version: number };
    const { items } = await person.get<{ items: Site[] }>('/api/v1/sites');
    const site = (name: string) => {
      const found = items.find((each) => each.name === name);
      if (!found) throw new Error(`${name} is missing`);
      return found;
    };
    await owner.press(words.importLabel);
    await drawer().getByRole('switch').click();
    await choose(
      'sites.csv',
      `编号,名称,Region,地址,总部\n${site('1 号仓库').id},1 号仓库,330281,路 1 号,no\n${site('2 号仓库').id},2 号仓库,330281,新路 2 号,\n,6 号仓库,330281,路 6 号,no\n`,
    );
    await owner.sees(words.importCounts(1, 1, 1));
    await owner.look('update-ready');
    const { id, version } = site('2 号仓库');
    await person.patch(`/api/v1/sites/${id}`, version, { address: '路 22 号' });
    const now = drawer().getByRole('button', { name: words.importNow(2) });
    await now.click();
    await owner.page.locator('.notice-bad').waitFor();
    await owner.look('changed-meanwhile');
    expect((await person.get<{ address: string }>(`/api/v1/sites/${id}`)).address).toBe('路 22 号');
    await now.click();
    await owner.waitUntilGone('.ant-drawer-content-wrapper');
    await row('新路 2 号').waitFor();
    await row('6 号仓库').waitFor();
  });

  it('shows the columns that are chosen, also after a reload', async () => {
    await owner.press(words.columns);
    await owner.page.locator('.column-choice').getByRole('checkbox', { name: site.longitude }).check();
    await owner.look('columns');
    await owner.page.keyboard.press('Escape');
    const heading = owner.page.locator('.rows th', { hasText: site.longitude });
    expect(await heading.count()).toBe(1);
    await owner.page.reload();
    await row('5 号仓库').waitFor();
    expect(await heading.count()).toBe(1);
  });

  it('keeps filters as a view', async () => {
    await owner.page.getByRole('combobox', { name: site.headquarters }).click();
    await owner.page.locator('.ant-select-item-option:visible', { hasText: shared.no }).first().click();
    await owner.page.waitForURL((url) => url.searchParams.get('is_headquarters') === 'false');
    await row('总部').waitFor({ state: 'detached' }); // a view holds what the screen shows
    await owner.press(words.views);
    await owner.page.getByRole('menuitem', { name: words.saveView }).click();
    await owner.fill({ name: '仓库' });
    await owner.submit();
    await owner.waitUntilGone('.ant-modal-wrap');
    await owner.page.getByRole('button', { name: '仓库' }).click();
    await owner.page.getByRole('menuitem', { name: words.viewAll }).waitFor();
    await owner.look('views');
    await owner.page.getByRole('menuitem', { name: words.viewAll }).click();
    await owner.page.waitForURL((url) => !url.searchParams.has('is_headquarters'));
    await owner.press(words.views);
    await owner.page.getByRole('menuitem', { name: '仓库' }).first().click();
    await owner.page.waitForURL((url) => url.searchParams.get('is_headquarters') === 'false');
  });

  it('goes out as a file with the same filters and columns', async () => {
    await owner.press(words.exportLabel);
    const downloaded = owner.page.waitForEvent('download');
    await owner.page.getByRole('menuitem', { name: words.exportCsv }).click();
    const file = await downloaded;
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    const lines = (await bytesOf(file)).toString('utf8').trim().split('\r\n');
    expect(lines.length).toBeGreaterThanOrEqual(6);
    expect(lines[0]).toContain(site.longitude);
    await owner.press(words.exportLabel);
    const book = owner.page.waitForEvent('download');
    await owner.page.getByRole('menuitem', { name: words.exportXlsx }).click();
    expect((await bytesOf(await book)).subarray(0, 2).toString()).toBe('PK');
  });

  it('deals with many rows at once and tells what became of each', async () => {
    for (const name of ['4 号仓库', '5 号仓库']) await row(name).getByRole('checkbox').check();
    await owner.sees(words.chosen(2));
    await owner.look('chosen');
    await owner.page.locator('.bulk').getByRole('button', { name: words.bulkRemove }).click();
    await owner.page.locator('.ant-modal-confirm').getByRole('button', { name: words.bulkRemove }).click();
    await owner.sees(words.bulkDone(2));
    await owner.look('outcomes');
    await owner.page.locator('.ant-modal-footer').getByRole('button').click();
    await row('5 号仓库').waitFor({ state: 'detached' });
  });

  it('opens a record with its fields and its history', async () => {
    await owner.page.getByRole('link', { name: '1 号仓库' }).click();
    await owner.sees(details.history);
    await owner.page.locator('.history li').first().waitFor();
    await owner.look('record');
  });

  it('shows times in the zone of the organisation', async () => {
    const person = await Person.signIn(platform.address, 'mould', await demonstrationPassword(platform));
    const record = owner.path();
    const id = record.split('/').at(-1) ?? '';
    const { created_at } = await person.get<{ created_at: string }>(`/api/v1/sites/${id}`);
    await owner.sees(formatInstant(created_at, language, 'Asia/Shanghai'));
    await owner.open('/enterprise');
    await owner.chooseFrom('time_zone', 'New_York', 'America/New_York');
    await owner.look('time-zone');
    await owner.submit();
    await owner.sees(shared.saved);
    await owner.open(record);
    await owner.sees(formatInstant(created_at, language, 'America/New_York'));
  });

  it('draws the life of a record and moves it', async () => {
    await owner.open('/enterprise?part=certificates');
    await owner.press(text.addCertificate);
    await owner.chooseFrom('kind', 'ISO 14001', 'ISO 14001');
    await owner.fill({ number: 'Q-7', issuer: 'CQC' });
    await owner.chooseDate('expires_on', '2029-01-14');
    await owner.field('file_id').setInputFiles({
      name: 'scan.png',
      mimeType: 'image/png',
      buffer: Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
    });
    await drawer().locator('img.preview').waitFor();
    await owner.look('upload');
    await owner.submit();
    await owner.waitUntilGone('.ant-drawer-content-wrapper');
    await row('Q-7').getByRole('link').first().click();
    const states = owner.page.locator('.states');
    await states.waitFor();
    expect(await states.locator('.state').count()).toBe(6);
    expect(await states.locator('.state-now').textContent()).toBe({ zh: '草稿', en: 'Draft' }[language]);
    await owner.press({ zh: '提交审核', en: 'Submit' }[language]);
    await states.locator('.state-now', { hasText: { zh: '待审核', en: 'Submitted' }[language] }).waitFor();
    await states.locator('.move-taken').waitFor();
    await owner.look('life');
    expect(owner.failures).toEqual([]);
  });
});
