// Goal: a machine is on line in minutes: a profile is chosen, its token shown once, and the first values appear live while the
// page waits. Its page shows what it says now, how it was, and why something was refused; a rule is tried on what is stored.
// In both languages, on a desk and on a phone.
import { describe, expect, it } from 'vitest';
import type { Language } from '@/kit/i18n';
import { ruleTexts } from '@/modules/telemetry/rule-texts';
import { texts } from '@/modules/telemetry/texts';
import { openFloor, send as sendTo, walkThrough } from './floor';
import type { Device, Visitor } from './visitor';

const words = {
  zh: {
    press: '冲床',
    running: '运行',
    save: '保存',
    unusual: '与平时不同',
    tonnage: '冲压力',
    hour: '1 小时',
  },
  en: {
    press: 'Press',
    running: 'Running',
    save: 'Save',
    unusual: 'Unlike the usual',
    tonnage: 'Tonnage',
    hour: '1 h',
  },
};

const floor = openFloor();

const send = (token: string, body: unknown) => sendTo(floor.platform, token, body);

// An hour of a press, a value every ten seconds.
function history(now: number): object[] {
  return Array.from({ length: 360 }, (_, i) => ({
    ts: now - (360 - i) * 10_000,
    values: {
      state: i % 90 < 70 ? 'running' : i % 90 < 80 ? 'down' : 'idle',
      tonnage: 600 + 60 * Math.sin(i / 9) + (i === 200 ? 300 : 0),
      count: i * 5,
      reject: Math.floor(i / 40),
    },
  }));
}

const walks: { language: Language; device: Device }[] = [
  { language: 'zh', device: 'phone' },
  { language: 'en', device: 'desk' },
];

describe.each(walks)('a machine comes on line, $language on a $device', ({ language, device }) => {
  const text = texts[language];
  const rules = ruleTexts[language];
  const word = words[language];
  const name = `3 ${word.press} ${device}`;
  let visitor: Visitor;
  let token = '';
  walkThrough(
    floor,
    { name: 'devices', language, device, login: 'machining' },
    (arrived) => (visitor = arrived),
  );

  it('with a profile and a token', async () => {
    await visitor.open('/devices/new');
    await visitor.page.getByRole('radio', { name: new RegExp(`^${word.press}`) }).click();
    await visitor.fill({ name, line: 'A', ideal_cycle_ms: '1800' });
    await visitor.look('described');
    await visitor.submit();
    await visitor.sees(text.waiting);
    token = await visitor.page.getByRole('textbox', { name: text.token }).inputValue();
    expect(token).toMatch(/^dyd_.{8}_.{32}$/);
    await visitor.look('token');
  });

  it('and its first values are there while the page waits', async () => {
    expect(await send(token, { state: 'running', tonnage: 612, count: 1, reject: 0 })).toBe(200);
    await visitor.sees(text.arrived);
    await visitor.sees(word.running);
    await visitor.look('first-values');
  });

  it('shows what it says, how it was, and its OEE', async () => {
    expect(await send(token, history(Date.now()))).toBe(200);
    await visitor.page.getByRole('link', { name: text.openDevice }).click();
    await visitor.page.locator('.trend-line').first().waitFor();
    await visitor.page.locator('.state-band rect').nth(3).waitFor();
    await visitor.sees(text.availability);
    await visitor.look('device');
    await visitor.page.getByText(text.day, { exact: true }).first().click();
    await visitor.page.locator('.trend-line').first().waitFor();
    await visitor.look('day');
  });

  it('tells at once what it says next', async () => {
    expect(await send(token, { tonnage: 777 })).toBe(200);
    await visitor.page.locator('.value-tile dd').filter({ hasText: '777' }).waitFor();
  });

  it('tells why something was refused', async () => {
    expect(await send(token, { tonnage: 'heavy' })).toBe(200);
    await visitor.page.locator('.refusals code').filter({ hasText: 'issue.line_type_conflict' }).waitFor();
    await visitor.look('refused');
  });

  it('stands on the floor by its line', async () => {
    await visitor.open('/floor');
    await visitor.page.locator('.floor-card').filter({ hasText: name }).waitFor();
    await visitor.look('floor');
  });

  it('is watched by a rule that was tried on the past', async () => {
    await visitor.open('/alarms?tab=rules');
    await visitor.press(text.addRule);
    await visitor.fill({ name: `${name} max` });
    await visitor.chooseFrom('device_id', name, name);
    await visitor.chooseFrom('point', 'kN', 'kN');
    await visitor.fill({ threshold: '800' });
    await visitor.press(text.backtest(7));
    await visitor.page.locator('.notice').filter({ hasText: '1' }).first().waitFor();
    await visitor.look('backtest');
    await visitor.submit();
    await visitor.waitUntilGone('.ant-drawer-content');
    await visitor.sees(`${name} max`);
    await visitor.look('rules');
  });

  it('is watched for what is unlike the usual, without a limit', async () => {
    await visitor.press(text.addRule);
    await visitor.fill({ name: `${name} unusual` });
    await visitor.chooseFrom('device_id', name, name);
    await visitor.chooseFrom('kind', '', word.unusual);
    await visitor.sees(rules.unusualHint);
    await visitor.chooseFrom('point', 'kN', 'kN');
    // An hour of history is enough to try one that learns for so long.
    await visitor.chooseFrom('learning_s', '', word.hour);
    await visitor.press(text.backtest(7));
    await visitor.page.locator('.notice-good, .notice-warning').first().waitFor();
    await visitor.look('unusual');
    await visitor.submit();
    await visitor.waitUntilGone('.ant-drawer-content');
    await visitor.sees(`${word.tonnage} · ${word.unusual}`);
  });
});
