// Goal: a person sends a command to a machine that is off, sees it wait and then the machine's answer; what moves the
// machine is asked about once more; a command is cancelled; any other is sent as JSON, by who may; a rule is given a
// command. In both languages, on a desk and on a phone, with Mosquitto's clients as the machine.
import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Language } from '@/kit/i18n';
import { commandTexts } from '@/modules/telemetry/command-texts';
import { Person } from './person';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor, type Device } from './visitor';

// As the profile names them, and the states.
const words = {
  zh: {
    identify: '闪灯识别',
    reset: '产量清零',
    successful: '成功',
    cancelled: '已取消',
    rule: '新建规则',
    feed: '设定进给倍率',
  },
  en: {
    identify: 'Identify',
    reset: 'Reset the count',
    successful: 'Successful',
    cancelled: 'Cancelled',
    rule: 'New rule',
    feed: 'Set the feed override',
  },
};

let platform: Platform;
let browser: Browser;
let owner: Person;
let password: string;
beforeAll(async () => {
  platform = await startPlatform('--mqtt-listen', '127.0.0.1:0');
  browser = await startBrowser();
  password = await demonstrationPassword(platform);
  owner = await Person.signIn(platform.address, 'owner', password);
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

const walks: { language: Language; device: Device }[] = [
  { language: 'zh', device: 'phone' },
  { language: 'zh', device: 'desk' },
  { language: 'en', device: 'desk' },
];

describe.each(walks)('commands to a machine, $language on a $device', ({ language, device }) => {
  const text = commandTexts[language];
  const word = words[language];
  let visitor: Visitor;
  let machine: { id: string; token: string };
  // The machine connects, takes the commands that wait and answers the last one.
  async function answers(count: number, answer: object): Promise<void> {
    const { mqtt_port: port } = await owner.get<{ mqtt_port: number }>(
      `/api/v1/devices/${machine.id}/diagnosis`,
    );
    const where = ['-h', '127.0.0.1', '-p', String(port), '-u', machine.token, '-q', '1'];
    const heard = ['-W', '30', '-C', String(count), '-F', '%t', '-t', 'v1/devices/me/rpc/request/+'];
    const topics = execFileSync('mosquitto_sub', [...where, ...heard], { encoding: 'utf8' });
    const topic = (topics.trim().split('\n').at(-1) ?? '').replace('request', 'response');
    execFileSync('mosquitto_pub', [...where, '-t', topic, '-m', JSON.stringify(answer)]);
  }
  const line = (name: string) => visitor.page.locator('.command').filter({ hasText: name }).first();
  beforeAll(async () => {
    machine = await owner.post('/api/v1/devices', { name: `C ${language} ${device}`, profile: 'cnc_mill' });
    visitor = await Visitor.arrive(
      browser,
      platform.address,
      language,
      device,
      `commands-${language}-${device}`,
    );
    await visitor.enter('owner', password);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visitor.picture('failure');
  });
  afterAll(async () => {
    await visitor.leave();
    expect(visitor.failures).toEqual([]);
  });

  it('wait for a machine that is off, and show its answer', async () => {
    await visitor.open(`/devices/${machine.id}`);
    await visitor.sees(text.none);
    await visitor.press(word.identify);
    await visitor.fill({ parameters_seconds: '900' });
    await visitor.submit();
    await visitor.page.locator('.ant-form-item-explain-error').first().waitFor();
    await visitor.look('out-of-range');
    await visitor.fill({ parameters_seconds: '30' });
    await visitor.submit();
    await visitor.waitUntilGone('.ant-drawer-content');
    await visitor.sees(text.offline);
    await visitor.look('waits');
    await answers(1, { lamp: 'on', seconds: 30 });
    await line(word.identify).getByText(word.successful).waitFor();
    await line(word.identify).getByText('lamp: on').waitFor();
    await visitor.look('answered');
  });

  it('that move the machine are asked about, and can be cancelled', async () => {
    await visitor.press(word.reset);
    await visitor.submit();
    await visitor.sees(text.ask(word.reset));
    await visitor.look('asked');
    await visitor.page.locator('.ant-modal-confirm').getByRole('button', { name: text.send }).click();
    await visitor.waitUntilGone('.ant-modal-confirm');
    await visitor.waitUntilGone('.ant-drawer-content');
    await line(word.reset).getByRole('button', { name: text.cancel }).click();
    await line(word.reset).getByText(word.cancelled).waitFor();
  });

  it('that no profile knows are sent as JSON', async () => {
    await visitor.press(text.other);
    await visitor.fill({ method: 'reboot', parameters: '{"delay_s":' });
    await visitor.submit();
    await visitor.sees(text.badJson);
    await visitor.fill({ parameters: '{"delay_s": 5}' });
    await visitor.look('other');
    await visitor.submit();
    await visitor.page.locator('.ant-modal-confirm').getByRole('button', { name: text.send }).click();
    await visitor.waitUntilGone('.ant-drawer-content');
    await answers(1, { error: 'door open' });
    await line('reboot').getByText('door open').waitFor();
    await visitor.look('history');
  });

  it('are chosen for a rule', async () => {
    await visitor.open('/alarms?tab=rules');
    await visitor.press(word.rule);
    await visitor.chooseFrom('device_id', `C ${language} ${device}`, `C ${language} ${device}`);
    await visitor.chooseFrom('raise_command', '', word.feed);
    await visitor.fill({ raise_parameters_percent: '60' });
    await visitor.field('command_pause_s').waitFor();
    await visitor.field('raise_command').scrollIntoViewIfNeeded();
    await visitor.look('rule');
  });
});
