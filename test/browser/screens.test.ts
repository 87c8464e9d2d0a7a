// Goal: a big screen is made from a template and by hand: a panel is added, bound to a point, dragged and kept where it is
// dropped; a value changes on it as the machine reports; full screen it fills 1080p. In both languages.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '@/kit/i18n';
import { screenTexts } from '@/modules/telemetry/screens/screen-texts';
import { Machine, openFloor, walkThrough } from './floor';
import type { Visitor } from './visitor';

const words = {
  zh: { value: '数值', power: '功率 (kW)', device: '联网设备', point: '点位' },
  en: { value: 'Value', power: 'Power (kW)', device: 'Device', point: 'Point' },
};

const floor = openFloor();

describe.each<Language>(['zh', 'en'])('a big screen, %s', (language) => {
  const text = screenTexts[language];
  const word = words[language];
  const name = `立铣 ${language}`;
  const device = 'desk';
  let visitor: Visitor;
  let machine: Machine;
  walkThrough(
    floor,
    { name: 'screens', language, device, login: 'machining' },
    (arrived) => (visitor = arrived),
  );
  beforeAll(async () => {
    const maker = await floor.signIn('machining');
    machine = await Machine.connect(floor.platform, maker, { name, profile: 'cnc_mill', line: '1 线' });
    await machine.tells({ state: 'running', power: 7.25, count: 12 });
  });

  it('begins with a template', async () => {
    await visitor.open('/screens');
    await visitor.page.getByRole('button', { name: text.add }).first().click();
    await visitor.fill({ name: `一车间 ${language}` });
    await visitor.submit();
    await visitor.page.locator('.screen-item .screen-floor').waitFor();
    await visitor.look('template');
  });

  it('gets a panel of its own, bound to a point', async () => {
    const before = await visitor.page.locator('.screen-item').count();
    // Room for it: what stands last goes.
    await visitor.page.locator('.screen-item').last().click();
    await visitor.page.getByRole('button', { name: text.drop }).click();
    await visitor.page.getByRole('button', { name: text.addPanel }).click();
    await visitor.page.getByRole('menuitem', { name: word.value }).click();
    expect(await visitor.page.locator('.screen-item').count()).toBe(before);
    await visitor.page.getByLabel(word.device, { exact: true }).click();
    await visitor.page.locator('.ant-select-item-option').filter({ hasText: name }).last().click();
    await visitor.page.getByLabel(word.point, { exact: true }).click();
    await visitor.page.locator('.ant-select-item-option').filter({ hasText: word.power }).last().click();
    await visitor.page.locator('.screen-item-chosen .screen-value').filter({ hasText: '7.25' }).waitFor();
    await visitor.look('bound');
  });

  it('is dragged to where there is room, and stays there', async () => {
    const item = visitor.page.locator('.screen-item-chosen');
    const start = await item.boundingBox();
    const canvas = await visitor.page.locator('.screen-canvas').boundingBox();
    if (!start || !canvas) throw new Error('the panel is not there');
    await visitor.page.mouse.move(start.x + start.width / 2, start.y + 12);
    await visitor.page.mouse.down();
    await visitor.page.mouse.move(start.x + start.width / 2 + canvas.width / 12, start.y + 12, { steps: 12 });
    await visitor.page.mouse.up();
    await expect
      .poll(async () => (await item.boundingBox())?.x ?? 0)
      .toBeGreaterThan(start.x + canvas.width / 24);
    await visitor.page.getByRole('button', { name: text.save, exact: true }).click();
    await visitor.sees(text.saved);
    await visitor.look('dragged');
  });

  it('shows what changes at once, full screen', async () => {
    await visitor.page.getByRole('button', { name: text.fullScreen }).click();
    const value = visitor.page.locator('.screen-wall .screen-value');
    await value.filter({ hasText: '7.25' }).waitFor();
    await machine.tells({ power: 9.75 });
    await value.filter({ hasText: '9.75' }).waitFor();
    for (const [width, height] of [
      [1920, 1080],
      [3840, 2160],
    ] as const) {
      await visitor.page.setViewportSize({ width, height });
      const grid = await visitor.page.locator('.screen-grid').boundingBox();
      expect(grid?.width ?? 0).toBeGreaterThan(width * 0.95);
      expect((grid?.y ?? 0) + (grid?.height ?? 0)).toBeLessThanOrEqual(height);
      await visitor.picture(`wall-${height}`);
    }
  });
});
