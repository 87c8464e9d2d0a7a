// Goal: the checks of the three stages tell what is there and nothing else: what is still asked is not missing, what a person
// may not see does not stand in his way, and what the platform has no room for is never reached.
import { describe, expect, it } from 'vitest';
import { checksOf, nextOf, reachedOf, type Known } from '../stages/use-checks';

const all = { members: true, files: true, keys: true, devices: true, machines: true };
const everything: Known = {
  ...{ profile: true, site: true, capability: true, certificate: true },
  ...{ member: true, file: true, key: true, device: true },
  ...{ schedule: true, warning: true },
};
const stateIn = (known: Known, name: string, sees = all) =>
  checksOf(known, sees)
    .flatMap(({ checks }) => checks)
    .find((check) => check.name === name)?.state;

describe('the checks of the stages', () => {
  it('are asked for before they are missing', () => {
    expect(stateIn({}, 'site')).toBe('asking');
    expect(stateIn({ site: false }, 'site')).toBe('missing');
    expect(stateIn({ site: true }, 'site')).toBe('reached');
    expect(nextOf(checksOf({}, all))).toBeUndefined();
  });
  it('leave out what a person may not see, whatever is known', () => {
    const sees = { ...all, keys: false };
    expect(stateIn({ ...everything, key: false }, 'key', sees)).toBe('hidden');
    expect(nextOf(checksOf({ ...everything, key: false }, sees))).toBeUndefined();
  });
  it('name the first thing to do on the whole way, with the way there', () => {
    const next = nextOf(checksOf({ ...everything, certificate: false, member: false }, all));
    expect(next).toMatchObject({ name: 'certificate', to: '/enterprise?part=certificates' });
  });
  it('never count what the platform does not offer yet', () => {
    const [cloud, digital, intelligent] = checksOf(everything, all);
    expect(reachedOf(cloud?.checks ?? [])).toBe(4);
    expect(reachedOf(digital?.checks ?? [])).toBe(4);
    expect(reachedOf(intelligent?.checks ?? [])).toBe(2);
    expect(intelligent?.checks.find(({ state }) => state === 'not_yet')?.name).toBe('quality');
  });
});
