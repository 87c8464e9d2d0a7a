// Goal: a point is calculated from others, and shows its value as the machine reports; chosen points of a machine are shown
// to a partner for a time, live and nothing else, and no more once that is revoked. In both languages, on a desk and on a
// phone.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '@/kit/i18n';
import { ruleTexts } from '@/modules/telemetry/rule-texts';
import { shareTexts } from '@/modules/telemetry/shares/share-texts';
import { openFloor, walkThrough, type Machine } from './floor';
import type { Device, Visitor } from './visitor';

const floor = openFloor();

const walks: { language: Language; device: Device }[] = [
  { language: 'zh', device: 'phone' },
  { language: 'en', device: 'desk' },
];

describe.each(walks)('a derived point, $language on a $device', ({ language, device }) => {
  const text = ruleTexts[language];
  let visitor: Visitor;
  let machine: Machine;
  beforeAll(async () => {
    machine = await floor.machine({ name: `D ${device}`, profile: 'compressor' });
    await machine.tells({ power: 12, flow: 4 });
  });
  walkThrough(floor, { name: 'points', language, device, login: 'owner' }, (arrived) => (visitor = arrived));

  it('is not made where its expression is wrong', async () => {
    await visitor.open(`/devices/${machine.id}`);
    await visitor.press(text.addDerived);
    await visitor.fill({ name: 'specific_power', expression: 'power / flo' });
    await visitor.page.locator('.expression-problem mark').waitFor();
    await visitor.submit();
    await visitor.page.locator('.ant-form-item-explain-error').first().waitFor();
    await visitor.look('wrong');
  });

  it('says what it comes to, and is made', async () => {
    await visitor.fill({ expression: 'power / flow' });
    await visitor.sees(text.comesToNow('3'));
    await visitor.submit();
    await visitor.waitUntilGone('.ant-drawer-content');
    await machine.tells({ power: 21, flow: 4 });
    const tile = visitor.page.locator('.value-tile').filter({ hasText: 'specific_power' });
    await tile.filter({ hasText: '5.25' }).waitFor();
    await visitor.look('calculated');
  });
});

describe('a share', () => {
  const text = shareTexts.zh;
  const theirs = shareTexts.en;
  const title = '合同期间的产量';
  let visitor: Visitor;
  let partner: Visitor;
  let machine: Machine;
  let partnerName: string;
  beforeAll(async () => {
    machine = await floor.machine({ name: '三号立铣', profile: 'cnc_mill' });
    await machine.tells({ state: 'running', count: 7, power: 3.5 });
    partnerName = (await floor.signIn('machining')).organisation.name;
  });
  const given = { name: 'shares', language: 'zh', device: 'desk', login: 'owner' } as const;
  walkThrough(floor, given, (arrived) => (visitor = arrived));
  const received = { name: 'shares', language: 'en', device: 'phone', login: 'machining' } as const;
  walkThrough(floor, received, (arrived) => (partner = arrived));

  it('is given, of one point, to one partner', async () => {
    await visitor.open('/device-shares');
    await visitor.press(text.add);
    await visitor.fill({ title });
    await visitor.chooseFrom('partner_id', partnerName, partnerName);
    await visitor.chooseFrom('devices_0_device_id', '三号立铣', '三号立铣');
    await visitor.chooseOneOf('devices_0_points', '产量');
    await visitor.look('form');
    await visitor.submit();
    await visitor.sees(text.whoSees);
  });

  it('is looked through by the partner, live, and nothing beside it', async () => {
    await partner.open('/device-shares?tab=received');
    await partner.page.getByRole('link', { name: title }).click();
    await partner.sees(theirs.onlyThese);
    await machine.tells({ count: 8, power: 9.25 });
    const value = partner.page.locator('.share-value strong');
    await value.filter({ hasText: /^8/ }).waitFor();
    await machine.tells({ count: 9 });
    // Sooner than the page asks of itself.
    await value.filter({ hasText: /^9/ }).waitFor({ timeout: 12_000 });
    expect(await value.count()).toBe(1);
    await partner.look('live');
  });

  it('ends at once when it is revoked', async () => {
    await visitor.press(text.revoke);
    await visitor.sees(text.revokeAsk);
    await visitor.page.locator('.ant-modal-confirm').getByRole('button', { name: text.revoke }).click();
    await visitor.sees(text.notActive);
    await partner.open(partner.path());
    await partner.sees(theirs.notActive);
    expect(await partner.page.locator('.share-value').count()).toBe(0);
    await partner.look('over');
  });
});
