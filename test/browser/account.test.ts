// Goal: an account can be protected by a second step and got back after a forgotten password, on the pages alone.
import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { texts as app } from '@/app/texts';
import { texts } from '@/modules/identity/texts';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor } from './visitor';

const text = texts.zh;
const newPassword = 'seven-new-moulds-a-week';

let platform: Platform;
let browser: Browser;
let password: string;
let worker: Visitor;
let recoveryCode = '';
beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
  password = await demonstrationPassword(platform);
  worker = await Visitor.arrive(browser, platform.address, 'zh', 'desk', 'account');
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await worker.picture('failure');
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

// What an authenticator app does with the secret (RFC 6238, SHA-1, 30 s, 6 digits).
function codeOf(secret: string, now: Date): string {
  const bits = secret
    .split('')
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(now.getTime() / 30_000)));
  const digest = createHmac('sha1', key).update(step).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const signOut = async () => {
  await worker.page.locator('.shell > .rail').getByRole('button', { name: app.zh.signOut }).click();
  await worker.page.waitForURL((url) => url.pathname === '/sign-in');
};

it('refuses a wrong password without telling more', async () => {
  await worker.open('/sign-in');
  await worker.fill({ login: 'worker', password: 'not-the-password' });
  await worker.submit();
  await worker.page.locator('.notice-bad').waitFor();
  await worker.look('refused');
});

it('turns on the second step', async () => {
  await worker.signIn({ login: 'worker', password });
  await worker.open('/account');
  await worker.press(text.secondStart);
  const secret = await worker.page.locator('.second .copy input').inputValue();
  await worker.look('second-step');
  await worker.fill({ code: codeOf(secret, new Date()) });
  await worker.page.locator('.second button[type=submit]').click();
  const codes = worker.page.locator('.recovery li');
  await codes.first().waitFor();
  expect(await codes.count()).toBe(10);
  recoveryCode = await codes.first().innerText();
  await worker.look('recovery-codes');
});

it('asks for it at the next sign-in, and takes a recovery code', async () => {
  await signOut();
  await worker.fill({ login: 'worker', password });
  await worker.submit();
  await worker.field('totp_code').waitFor();
  await worker.look('code');
  await worker.fill({ totp_code: '000000' });
  await worker.submit();
  await worker.page.locator('.ant-form-item-explain-error, .notice-bad').first().waitFor();
  await worker.fill({ totp_code: recoveryCode });
  await worker.submit();
  await worker.page.waitForURL((url) => url.pathname === '/');
  await signOut();
});

it('gets a new password by a link that the administrator hands over', async () => {
  await worker.signIn({ login: 'administrator', password });
  await worker.open('/members');
  const member = worker.page.locator('.rows tr', { hasText: 'planner' });
  await member.getByRole('button', { name: text.resetLink }).click();
  const link = await worker.page.locator('.copy input').inputValue();
  await worker.look('link');
  await worker.page.keyboard.press('Escape');
  await worker.waitUntilGone('.ant-modal-wrap');
  await signOut();

  await worker.open(new URL(link).pathname + new URL(link).hash);
  await worker.fill({ new_password: newPassword });
  await worker.submit();
  await worker.sees(text.resetDone);
  await worker.signIn({ login: 'planner', password: newPassword });
  expect(worker.failures).toEqual([]);
});

it('whoever is signed out elsewhere is led to the sign-in, and back to his page afterwards', async () => {
  await worker.open('/members');
  await worker.page.locator('.rows tr').first().waitFor();
  await worker.page.context().clearCookies();
  await worker.page.locator('.shell > .rail a[href="/returns"]').click();
  await worker.page.waitForURL((url) => url.pathname === '/sign-in');
  await worker.fill({ login: 'planner', password: newPassword });
  await worker.submit();
  await worker.page.waitForURL((url) => url.pathname === '/returns');
  expect(worker.failures).toEqual([]);
});
