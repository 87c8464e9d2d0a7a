// Goal: a person drafts parameters of a machine and sees what they change, another one approves them, they are sent, and
// stand as in force with both names when the machine has read them back; an earlier version comes back by one press.
// Firmware goes to a machine in the same way, its progress is seen, and it is rolled back by one press. In both languages,
// on a desk and on a phone.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '@/kit/i18n';
import { firmwareTexts } from '@/modules/telemetry/firmware-texts';
import { parameterTexts } from '@/modules/telemetry/parameter-texts';
import { openFloor, walkThrough, type Machine } from './floor';
import type { Person } from './person';
import type { Device, Visitor } from './visitor';

const words = {
  zh: {
    propose: '提交批准',
    send: '下发',
    proposed: '待批准',
    start: '开始升级',
    rollBack: '退回上一版本',
    rolledBack: '已回退',
  },
  en: {
    propose: 'Propose',
    send: 'Send',
    proposed: 'Proposed',
    start: 'Start',
    rollBack: 'Roll back',
    rolledBack: 'Rolled back',
  },
};

const floor = openFloor();
let administrator: Person;
beforeAll(async () => {
  administrator = await floor.signIn('administrator');
});

const walks: { language: Language; device: Device }[] = [
  { language: 'zh', device: 'phone' },
  { language: 'en', device: 'desk' },
];

describe.each(walks)('parameters of a machine, $language on a $device', ({ language, device }) => {
  const text = parameterTexts[language];
  const word = words[language];
  let visitor: Visitor;
  let machine: Machine;
  // What the machine says of itself, by MQTT.
  const tells = (attributes: object) => machine.publishes('v1/devices/me/attributes', attributes);
  async function approve(): Promise<void> {
    const path = `/api/v1/parameter-sets?device_id=${machine.id}&status=proposed`;
    const [waiting] = (await administrator.get<{ items: { id: string }[] }>(path)).items;
    expect(waiting).toBeDefined();
    await administrator.act(`/api/v1/parameter-sets/${waiting?.id ?? ''}`, 'approve');
  }
  beforeAll(async () => {
    machine = await floor.machine({ name: `P ${device}`, profile: 'press' });
  });
  walkThrough(floor, { name: 'remote', language, device, login: 'owner' }, (arrived) => (visitor = arrived));

  it('are drafted within their ranges', async () => {
    await visitor.open(`/devices/${machine.id}`);
    await visitor.sees(text.noneInForce);
    await visitor.press(text.draft);
    await visitor.fill({ content_stroke_rate_set: '99999', content_tonnage_max: '300' });
    await visitor.submit();
    await visitor.page.locator('.ant-form-item-explain-error').first().waitFor();
    await visitor.look('out-of-range');
    await visitor.fill({ content_stroke_rate_set: '60' });
    await visitor.submit();
    await visitor.waitUntilGone('.ant-drawer-content');
    await visitor.sees(text.version(1));
    await visitor.press(text.changes);
    await visitor.sees(text.againstNothing);
    await visitor.look('draft');
  });

  it('are proposed, approved by somebody else, and sent', async () => {
    await visitor.press(word.propose);
    await visitor.sees(word.proposed);
    await approve();
    await visitor.press(word.send);
    await visitor.sees(text.sendAsk);
    await visitor.look('asked');
    await visitor.press(word.send);
    await visitor.waitUntilGone('.ant-modal-confirm');
    await tells({ stroke_rate_set: 60, tonnage_max: 300 });
    await visitor.page.locator('.value-tile').filter({ hasText: '300' }).waitFor();
    await visitor.look('in-force');
  });

  it('are seen to differ where somebody turned at the panel', async () => {
    await tells({ tonnage_max: 350 });
    await visitor.sees(text.deviates);
    await visitor.look('deviates');
  });

  it('come back by one press', async () => {
    const path = `/api/v1/devices/${machine.id}/parameter-sets`;
    const next = await floor.owner.post<{ id: string }>(path, { content: { stroke_rate_set: 80 } });
    await floor.owner.act(`/api/v1/parameter-sets/${next.id}`, 'propose');
    await approve();
    await floor.owner.act(`/api/v1/parameter-sets/${next.id}`, 'send');
    await tells({ stroke_rate_set: 80 });
    await visitor.page.locator('.value-tile').filter({ hasText: '80' }).waitFor();
    await visitor.press(text.returnHere);
    await visitor.sees(text.returnAsk(1));
    await visitor.press(text.returnHere);
    await visitor.waitUntilGone('.ant-modal-confirm');
    await tells({ stroke_rate_set: 60, tonnage_max: 300 });
    await visitor.page.locator('.value-tile').filter({ hasText: '300' }).waitFor();
    await visitor.sees(text.returns(1));
    await visitor.look('returned');
  });
});

describe.each(walks)('firmware of a machine, $language on a $device', ({ language, device }) => {
  const text = firmwareTexts[language];
  const word = words[language];
  const title = `drive-${device}`;
  let visitor: Visitor;
  let machine: Machine;
  const tells = (values: object) => machine.tells(values);
  const runs = (version: string) =>
    tells({ current_fw_title: title, current_fw_version: version, fw_state: 'UPDATED' });
  beforeAll(async () => {
    machine = await floor.machine({ name: `F ${device}`, profile: 'loom' });
    for (const version of ['1.0', '2.0']) {
      const file = await floor.owner.upload(
        `${title}-${version}.bin`,
        new TextEncoder().encode(version.repeat(500)),
      );
      const firmware = { title, firmware_version: version, profile: 'loom', file_id: file };
      await floor.owner.post('/api/v1/firmware', firmware);
    }
    await runs('1.0');
  });
  walkThrough(
    floor,
    { name: 'firmware', language, device, login: 'owner' },
    (arrived) => (visitor = arrived),
  );

  it('is registered', async () => {
    await visitor.open('/firmware?tab=files');
    await visitor.sees(`${title} 2.0`);
    await visitor.look('files');
  });

  it('is given to chosen machines in stages', async () => {
    await visitor.open('/firmware');
    await visitor.press(text.addCampaign);
    await visitor.chooseOneOf('firmware_id', `${title} 2.0`);
    await visitor.chooseOneOf('device_ids', `F ${device}`);
    await visitor.look('campaign-form');
    await visitor.submit();
    await visitor.sees(text.perDevice);
    await visitor.press(word.propose);
    await visitor.sees(word.proposed);
    const path = '/api/v1/firmware-campaigns?status=proposed';
    const [waiting] = (await administrator.get<{ items: { id: string }[] }>(path)).items;
    await administrator.act(`/api/v1/firmware-campaigns/${waiting?.id ?? ''}`, 'approve');
    await visitor.press(word.start);
    await visitor.sees(text.startAsk);
    await visitor.press(word.start);
    await visitor.waitUntilGone('.ant-modal-confirm');
    await tells({ fw_state: 'DOWNLOADING' });
    await visitor.sees(text.underWay('1'));
    await visitor.look('under-way');
    await runs('2.0');
    await visitor.sees(text.done('1', '1'));
    await visitor.look('done');
  });

  it('comes back by one press', async () => {
    await visitor.press(word.rollBack);
    await visitor.sees(text.rollBackAsk);
    await visitor.press(word.rollBack);
    await visitor.waitUntilGone('.ant-modal-confirm');
    await visitor.sees(text.isReturn);
    await runs('1.0');
    await visitor.sees(word.rolledBack);
    await visitor.look('rolled-back');
  });
});
