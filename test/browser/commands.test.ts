// Goal: a person sends a command to a machine that is off, sees it wait and then the machine's answer; what moves the
// machine is asked about once more; a command is cancelled; any other is sent as JSON, by who may; a rule is given a
// command. In both languages, on a desk and on a phone, with the machine on MQTT (Mosquitto's
// clients) and on HTTP.
import { beforeAll, describe, it } from 'vitest';
import type { Language } from '@/kit/i18n';
import { commandTexts } from '@/modules/telemetry/command-texts';
import { openFloor, walkThrough, type Machine } from './floor';
import type { Device, Visitor } from './visitor';

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

const floor = openFloor();

const walks: { language: Language; device: Device }[] = [
  { language: 'zh', device: 'phone' },
  { language: 'en', device: 'desk' },
];

describe.each(walks)('commands to a machine, $language on a $device', ({ language, device }) => {
  const text = commandTexts[language];
  const word = words[language];
  let visitor: Visitor;
  let machine: Machine;
  // The machine connects, takes the command that waits and answers it.
  async function answers(answer: object): Promise<void> {
    const [topic = ''] = await machine.hears('v1/devices/me/rpc/request/+', 1);
    await machine.publishes(topic.replace('request', 'response'), answer);
  }
  const line = (name: string) => visitor.page.locator('.command').filter({ hasText: name }).first();
  beforeAll(async () => {
    machine = await floor.machine({ name: `C ${language} ${device}`, profile: 'cnc_mill' });
  });
  walkThrough(
    floor,
    { name: 'commands', language, device, login: 'owner' },
    (arrived) => (visitor = arrived),
  );

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
    await answers({ lamp: 'on', seconds: 30 });
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
    await machine.answers({ error: 'door open' });
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
