// A person in front of Chromium, in one language and at one device: what he does, and what must never happen to him.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import type { Language } from '@/kit/i18n';
import { obstacles } from './accessibility';
import { chromiumOptions } from './chromium';
import { screenshots } from './paths';

export type Device = 'desk' | 'phone' | 'wall' | 'wall-4k';
const screens = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
  wall: { width: 1920, height: 1080 },
  'wall-4k': { width: 3840, height: 2160 },
};

const waitMs = 60_000;

// Pictures of the steps are for people, and taken when somebody asks for them.
const takesPictures = process.env.DENGYUN_SCREENSHOTS === '1';

// The Chromium that the tests share; one with other settings is the test's own.
export function startBrowser(more: readonly string[] = []): Promise<Browser> {
  if (more.length === 0) return chromium.connect(inject('chromium'));
  return chromium.launch(chromiumOptions(more));
}

// In the page: what this browser has chosen before. The viewer of a PDF has nothing to keep it in.
function keep([name = '', value = '']: string[]): void {
  if (location.protocol === 'http:') localStorage.setItem(name, value);
}

// In the page: a browser that keeps nothing for later, as at a plain http address. Each new one would first fetch,
// compile and store the whole app; that it does so, and lives with it, is tested by the walk on a phone and by phone.test.ts.
function keepNoApp(): void {
  delete (Navigator.prototype as { serviceWorker?: unknown }).serviceWorker;
}

// In the page: what the app's router makes of a link.
function goWithin(path: string): void {
  const { idx = 0 } = (history.state ?? {}) as { idx?: number };
  history.pushState({ usr: null, key: String(Math.random()), idx: idx + 1 }, '', path);
  dispatchEvent(new PopStateEvent('popstate', { state: history.state as unknown }));
}

// In the page: the page of the address has come in place of the former one.
function showsItsAddress(): boolean {
  const shown = document.querySelector<HTMLElement>('#content');
  return !shown || shown.dataset.address === location.pathname + location.search;
}

export class Visitor {
  // Failures of the page itself; refusals of the server are part of the walk.
  readonly failures: string[] = [];
  private shots = 0;
  private isInApp = false;

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly folder: string,
    private readonly address: string,
    readonly device: Device,
    // Or takes pictures only, where other tests look at the same pages.
    private readonly looksClosely: boolean,
  ) {}

  static async arrive(
    browser: Browser,
    address: string,
    language: Language,
    device: Device,
    // Where the pictures go.
    name = `${language}-${device}`,
    { keepsApp = false, looksClosely = true } = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: screens[device],
      isMobile: device === 'phone',
      hasTouch: device === 'phone',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(waitMs);
    await context.addInitScript(keep, ['dengyun.language', language]);
    if (!keepsApp) await context.addInitScript(keepNoApp);
    const page = await context.newPage();
    const folder = join(screenshots, name);
    mkdirSync(folder, { recursive: true });
    const visitor = new Visitor(context, page, folder, address, device, looksClosely);
    page.on('pageerror', (error) => visitor.failures.push(error.stack ?? String(error)));
    page.on('console', (message) => {
      const isAnswer = message.text().startsWith('Failed to load resource');
      // The line was cut on purpose.
      const isCut = message.text().includes('net::ERR_INTERNET_DISCONNECTED');
      if (message.type() === 'error' && !isAnswer && !isCut) visitor.failures.push(message.text());
    });
    return visitor;
  }

  async leave(): Promise<void> {
    await this.context.close();
  }

  // By its address, which loads the app.
  async load(path: string): Promise<void> {
    await this.page.goto(this.address + path);
    this.isInApp = true;
  }

  // Within the app, as by its links, where it is loaded and the person is the same.
  async open(path: string): Promise<void> {
    if (!this.isInApp) return this.load(path);
    await this.page.evaluate(goWithin, path);
    await this.page.waitForFunction(showsItsAddress);
  }

  // Away from the platform: while it rests no page asks for it.
  async stepOut(): Promise<void> {
    await this.page.goto('about:blank');
    this.isInApp = false;
  }

  path(): string {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  // The form in front: in a drawer or a dialog where there is one, else the page's.
  field(name: string): Locator {
    return this.page.locator(`#${name}:visible`).last();
  }

  async fill(values: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(values)) await this.field(name).fill(value);
  }

  async signIn(credentials: { login: string; password: string }): Promise<void> {
    await this.open('/sign-in');
    await this.fill(credentials);
    await this.submit();
    await this.page.waitForURL((url) => url.pathname === '/');
  }

  async prefer(theme: 'light' | 'dark'): Promise<void> {
    await this.context.addInitScript(keep, ['dengyun.theme', theme]);
  }

  // Signed in without the page for it: for tests of what comes after.
  async enter(login: string, password: string): Promise<void> {
    await this.context.clearCookies(); // who was signed in before is not any more
    this.isInApp = false;
    const answer = await this.context.request.post(`${this.address}/api/v1/session`, {
      data: { login, password },
    });
    expect(answer.status(), login).toBe(201);
  }

  // Types into a searching choice and takes the entry with these words.
  async chooseFrom(name: string, typed: string, words: string): Promise<void> {
    await this.field(name).click();
    await this.page.keyboard.type(typed);
    await this.page.locator('.ant-select-item-option:visible').filter({ hasText: words }).first().click();
    await this.waitUntilGone('.ant-select-dropdown');
  }

  async chooseDate(name: string, date: string): Promise<void> {
    await this.fill({ [name]: date });
    await this.field(name).press('Enter');
    await this.waitUntilGone('.ant-picker-dropdown');
  }

  // Takes an entry of a choice that may hold several.
  async chooseOneOf(name: string, words: string): Promise<void> {
    await this.field(name).click();
    await this.page.locator('.ant-select-item-option:visible').filter({ hasText: words }).first().click();
    await this.field(name).blur();
    await this.waitUntilGone('.ant-select-dropdown');
  }

  async press(words: string): Promise<void> {
    await this.page.getByRole('button', { name: words }).and(this.page.locator(':visible')).last().click();
  }

  // The form that holds the field, or the last one on the page.
  async submit(holding?: string): Promise<void> {
    const form =
      holding === undefined
        ? this.page
        : this.page.locator('form').filter({ has: this.page.locator(`#${holding}`) });
    await form.locator('button[type=submit]:visible').last().click();
  }

  async sees(words: string): Promise<void> {
    await this.page.getByText(words).and(this.page.locator(':visible')).first().waitFor();
  }

  async seesNo(words: string): Promise<void> {
    expect(await this.page.getByText(words, { exact: true }).count(), words).toBe(0);
  }

  async waitUntilGone(selector: string): Promise<void> {
    await this.page.locator(`${selector}:visible`).waitFor({ state: 'detached' });
  }

  // The way around: the rail on a desk, the drawer behind the button on a phone.
  async openMenu(menu: string): Promise<Locator> {
    if (this.device !== 'phone') return this.page.locator('.shell > .rail');
    await this.page.getByRole('button', { name: menu }).click();
    const rail = this.page.locator('.ant-drawer .rail');
    await rail.waitFor();
    return rail;
  }

  // What is still fading in, or under the pointer, has another contrast.
  async settle(): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          .filter((each) => each.effect?.getComputedTiming().iterations !== Infinity)
          .map((each) => each.finished),
      ),
    );
  }

  async picture(name: string): Promise<void> {
    this.shots += 1;
    const number = String(this.shots).padStart(2, '0');
    // What the screen shows; whole pages are the gallery's matter.
    await this.page.screenshot({ path: join(this.folder, `${number}-${name}.jpeg`), quality: 70 });
  }

  // A picture for people to look at, and what a machine can say about the page: it fits the screen, and everybody can use it.
  async look(name: string): Promise<void> {
    await this.settle();
    if (takesPictures) await this.picture(name);
    if (!this.looksClosely) return;
    // A phone's window grows with what is too wide, so the screen itself is the measure.
    const width = await this.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, `${name} is wider than the screen`).toBeLessThanOrEqual(screens[this.device].width);
    expect(await obstacles(this.page), name).toEqual([]);
  }
}
