// Goal: what an owner does on the first day works from the registration to the audit trail, in both languages, on a desk
// and on a phone; and whom he invites sees and does what the role allows and nothing else.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { texts as app } from '@/app/texts';
import type { Language } from '@/kit/i18n';
import { common } from '@/kit/texts/common';
import { texts as audit } from '@/modules/audit/texts';
import { texts as enterprise } from '@/modules/enterprise/texts';
import { texts as identity } from '@/modules/identity/texts';
import { startPlatform, type Platform } from './platform';
import { startBrowser, Visitor, type Device } from './visitor';

let platform: Platform;
let browser: Browser;
beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

const walks: { language: Language; device: Device }[] = [
  { language: 'zh', device: 'desk' },
  { language: 'en', device: 'phone' },
];

describe.each(walks)('the first day, $language on a $device', ({ language, device }) => {
  const words = {
    app: app[language],
    common: common[language],
    audit: audit[language],
    enterprise: enterprise[language],
    identity: identity[language],
  };
  const owner = {
    login: `owner.${language}`,
    password: 'tall-ladder-to-clouds',
  };
  const viewer = {
    login: `viewer.${language}`,
    password: 'watching-the-mould-shop',
  };
  const firm = { zh: '余姚市登高模具厂', en: '余姚市云梯模具厂' }[language];
  const viewerRole = { zh: '只读', en: 'Viewer' }[language];
  let visitor: Visitor;

  beforeAll(async () => {
    const name = `${language}-${device}`;
    visitor = await Visitor.arrive(browser, platform.address, language, device, name, {
      keepsApp: device === 'phone',
    });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visitor.picture('failure');
  });
  afterAll(() => visitor.leave());

  const signOut = async () => {
    const menu = await visitor.openMenu(words.app.menu);
    await menu.getByRole('button', { name: words.app.signOut }).click();
    await visitor.page.waitForURL((url) => url.pathname === '/sign-in');
  };

  it('registers an enterprise', async () => {
    await visitor.open('/sign-in');
    await visitor.sees(words.identity.demonstration);
    await visitor.look('sign-in');
    await visitor.page.getByRole('link', { name: words.identity.register }).click();
    await visitor.fill({
      enterprise_name: firm,
      display_name: '王登高',
      ...owner,
    });
    await visitor.chooseFrom('region_code', '余姚', '330281');
    await visitor.look('register');
    await visitor.submit();
    await visitor.sees('王登高');
    await visitor.sees(words.app.stepProfile);
    await visitor.look('home');
  });

  it('is told beside the field what is wrong', async () => {
    await signOut();
    await visitor.open('/register');
    await visitor.fill({
      enterprise_name: '另一家',
      display_name: '李四',
      ...owner,
    });
    await visitor.submit();
    const item = visitor.page.locator('.ant-form-item', {
      has: visitor.page.locator('#login'),
    });
    await item.locator('.ant-form-item-explain-error').waitFor();
    await visitor.look('taken');
    await visitor.signIn(owner);
  });

  it('edits the profile; a doubtful company code is told and accepted', async () => {
    await visitor.open('/enterprise');
    await visitor.fill({
      company_code: '91330281MA2AXXXX00',
      employees: '86',
      description: '精密注塑模具，交期准时。',
    });
    await visitor.submit('employees');
    await visitor.page.locator('.remark').waitFor();
    await visitor.look('profile');
    await visitor.page.reload();
    await visitor.field('employees').waitFor();
    expect(await visitor.field('employees').inputValue()).toBe('86');
    expect(await visitor.field('description').inputValue()).toBe('精密注塑模具，交期准时。');
  });

  it('keeps what was typed and not saved', async () => {
    await visitor.fill({ address: '泗门镇振兴路 18 号' });
    await visitor.open('/directory');
    await visitor.page.locator('.rows tbody tr').first().waitFor();
    await visitor.open('/enterprise');
    await visitor.sees(words.common.draftRestored);
    expect(await visitor.field('address').inputValue()).toBe('泗门镇振兴路 18 号');
    await visitor.press(words.common.draftDiscard);
    expect(await visitor.field('address').inputValue()).toBe('');
  });

  it('adds a site and a contact', async () => {
    await visitor.open('/enterprise?part=sites');
    await visitor.sees(words.enterprise.noSites);
    await visitor.press(words.enterprise.addSite);
    await visitor.fill({ name: '泗门总厂', address: '振兴路 18 号' });
    await visitor.chooseFrom('region_code', '330281', '330281');
    await visitor.submit();
    await visitor.sees('泗门总厂');
    await visitor.waitUntilGone('.ant-drawer-content-wrapper');
    await visitor.look('sites');

    await visitor.open('/enterprise?part=contacts');
    await visitor.press(words.enterprise.addContact);
    await visitor.fill({ name: '赵联络', phone: '0574-00000000' });
    await visitor.submit();
    await visitor.sees('赵联络');
    await visitor.waitUntilGone('.ant-drawer-content-wrapper');
    await visitor.look('contacts');
  });

  it('finds the demonstration cluster in the directory', async () => {
    await visitor.open('/directory?region_code=330281');
    await visitor.page.locator('.rows tbody tr').first().waitFor();
    await visitor.look('directory');
    await visitor.page.getByRole('searchbox').fill(firm);
    await visitor.page.getByRole('link', { name: firm }).click();
    await visitor.sees('精密注塑模具，交期准时。');
    await visitor.look('directory-entry');
  });

  it('invites a member with a role', async () => {
    await visitor.open('/members');
    await visitor.press(words.identity.invite);
    await visitor.fill({ display_name: '孙只看', ...viewer });
    await visitor.chooseOneOf('roles', viewerRole);
    await visitor.submit();
    await visitor.page.locator('.rows').getByText('孙只看').waitFor();
    await visitor.waitUntilGone('.ant-drawer-content-wrapper');
    await visitor.look('members');
    await visitor.open('/roles');
    await visitor.page.locator('.matrix tbody tr').first().waitFor();
    await visitor.look('roles');
  });

  it('shows the member what the role allows and nothing else', async () => {
    await signOut();
    await visitor.signIn(viewer);
    const menu = await visitor.openMenu(words.app.menu);
    await menu.getByRole('link', { name: words.app.directory }).waitFor();
    for (const forbidden of [words.app.apiKeys, words.app.audit, words.app.webhooks, words.app.jobs]) {
      expect(await menu.getByRole('link', { name: forbidden }).count(), forbidden).toBe(0);
    }
    await visitor.open('/api-keys');
    await visitor.sees(words.common.forbidden);
    await visitor.open('/enterprise?part=sites');
    await visitor.sees('泗门总厂');
    await visitor.seesNo(words.enterprise.addSite);
    await visitor.seesNo(words.common.remove);
    await visitor.open('/members');
    await visitor.page.locator('.rows').getByText('孙只看').waitFor();
    await visitor.seesNo(words.identity.invite);
    await visitor.look('member-view');
    await signOut();
  });

  it('creates an API key, whose secret is shown once', async () => {
    await visitor.signIn(owner);
    await visitor.open('/api-keys');
    await visitor.press(words.identity.addKey);
    await visitor.fill({ name: 'ERP' });
    await visitor.page.locator('.ant-drawer .ant-checkbox-input').first().check();
    await visitor.submit();
    const secret = visitor.page.locator('.copy input');
    await secret.waitFor();
    expect(await secret.inputValue()).toMatch(/^dyk_/);
    await visitor.press(words.identity.keySecretDone);
    await visitor.waitUntilGone('.copy input');
    await visitor.page.locator('.rows').getByText('ERP').waitFor();
    await visitor.look('api-keys');
  });

  it('finds all of it in the audit trail, whose chain holds', async () => {
    await visitor.open('/audit');
    for (const entity of ['site', 'contact', 'member', 'api_key']) {
      await visitor.open(`/audit?entity=${entity}`);
      await visitor.page.locator('.rows tbody tr').first().waitFor();
    }
    await visitor.open('/audit');
    await visitor.sees(words.audit.live);
    await visitor.press(words.audit.verify);
    await visitor.page.locator('.notice-good').waitFor();
    await visitor.look('audit');
    await visitor.open('/account');
    await visitor.sees(words.identity.devices);
    await visitor.look('account');
  });

  it('met no failure of the page on the way', () => {
    expect(visitor.failures).toEqual([]);
  });
});
