// How far an enterprise is on the way of the white paper, from what is there: rows of its own and nothing reported.
import { useQuery } from '@tanstack/react-query';
import { fetchRow, type Enterprise } from '@/kit/api';
import { permissions } from '@/kit/permissions';
import { useCan, useSession } from '@/kit/session';
import { useHas } from '../use-has';
import type { texts } from './texts';

type Words = (typeof texts)['zh'];
export type CheckName = {
  [K in keyof Words]: `${K & string}Why` extends keyof Words ? K : never;
}[keyof Words];

// hidden: the person may not see it; not_yet: the platform has no room for it so far.
export type CheckState = 'reached' | 'missing' | 'hidden' | 'not_yet' | 'asking';
export type Check = { name: CheckName; state: CheckState; to?: string };
export type StageChecks = { stage: 'cloud' | 'digital' | 'intelligent'; checks: Check[] };

// The first thing to do on the whole way.
export function nextOf(stages: readonly StageChecks[]): Check | undefined {
  return stages.flatMap(({ checks }) => checks).find(({ state }) => state === 'missing');
}

export function reachedOf(checks: readonly Check[]): number {
  return checks.filter(({ state }) => state === 'reached').length;
}

// What is known so far; undefined: it is still asked.
export type Known = Partial<
  Record<
    | 'profile'
    | 'site'
    | 'capability'
    | 'certificate'
    | 'member'
    | 'file'
    | 'key'
    | 'device'
    | 'schedule'
    | 'warning',
    boolean | undefined
  >
>;
export type Sees = Record<'members' | 'files' | 'keys' | 'devices' | 'machines', boolean>;

function stateOf(has: boolean | undefined, may = true): CheckState {
  if (!may) return 'hidden';
  if (has === undefined) return 'asking';
  return has ? 'reached' : 'missing';
}

export function checksOf(known: Known, sees: Sees): StageChecks[] {
  return [
    {
      stage: 'cloud',
      checks: [
        { name: 'profile', state: stateOf(known.profile), to: '/enterprise' },
        { name: 'site', state: stateOf(known.site), to: '/enterprise?part=sites' },
        { name: 'capability', state: stateOf(known.capability), to: '/enterprise?part=capabilities' },
        { name: 'certificate', state: stateOf(known.certificate), to: '/enterprise?part=certificates' },
      ],
    },
    {
      stage: 'digital',
      checks: [
        { name: 'member', state: stateOf(known.member, sees.members), to: '/members' },
        { name: 'file', state: stateOf(known.file, sees.files), to: '/capture' },
        { name: 'key', state: stateOf(known.key, sees.keys), to: '/api-keys' },
        { name: 'device', state: stateOf(known.device, sees.devices), to: '/floor' },
      ],
    },
    {
      stage: 'intelligent',
      checks: [
        { name: 'schedule', state: stateOf(known.schedule, sees.machines), to: '/machines' },
        { name: 'warning', state: stateOf(known.warning, sees.devices), to: '/alarms?tab=rules' },
        { name: 'quality', state: 'not_yet' },
      ],
    },
  ];
}

const isComplete = (about: Enterprise) =>
  Boolean(about.industry_code && about.region_code && about.description);

export function useStageChecks(): StageChecks[] {
  const session = useSession();
  const can = useCan();
  const own = session.organisation.id;
  const about = useQuery({
    queryKey: ['/api/v1/enterprises', own],
    queryFn: () => fetchRow('/api/v1/enterprises', own),
  }).data;
  const sees: Sees = {
    members: can(permissions.viewMembers),
    files: can('files.read'),
    keys: can(permissions.viewApiKeys),
    devices: can(permissions.viewTelemetry),
    machines: can(permissions.viewCapacity),
  };
  const found = {
    site: useHas('/api/v1/sites', 0).data,
    capability: useHas('/api/v1/capabilities', 0).data,
    certificate: useHas('/api/v1/certificates', 0, true, { status: 'verified' }).data,
    // One is who looks.
    member: useHas('/api/v1/members', 1, sees.members).data,
    file: useHas('/api/v1/files', 0, sees.files).data,
    key: useHas('/api/v1/api-keys', 0, sees.keys).data,
    device: useHas('/api/v1/devices', 0, sees.devices).data,
    schedule: useHas('/api/v1/machines', 0, sees.machines).data,
    warning: useHas('/api/v1/alarm-rules', 0, sees.devices).data,
  };
  return checksOf({ ...found, profile: about && isComplete(about) }, sees);
}
