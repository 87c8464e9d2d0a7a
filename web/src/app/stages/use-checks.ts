// How far an enterprise is on the way of the white paper, from what is there: rows of its own and nothing reported.
import { useQuery } from '@tanstack/react-query';
import { fetchRow } from '@/kit/api';
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

export function useStageChecks(): StageChecks[] {
  const session = useSession();
  const can = useCan();
  const own = session.organisation.id;
  const profile = useQuery({
    queryKey: ['/api/v1/enterprises', own],
    queryFn: () => fetchRow('/api/v1/enterprises', own),
  });
  const about = profile.data;
  const sees = {
    members: can(permissions.viewMembers),
    files: can('files.read'),
    keys: can(permissions.viewApiKeys),
  };
  const stateOf = (has: boolean | undefined, may = true): CheckState => {
    if (!may) return 'hidden';
    if (has === undefined) return 'asking';
    return has ? 'reached' : 'missing';
  };
  const site = useHas('/api/v1/sites', 0).data;
  const capability = useHas('/api/v1/capabilities', 0).data;
  const certificate = useHas('/api/v1/certificates', 0, true, { status: 'verified' }).data;
  const member = useHas('/api/v1/members', 1, sees.members).data;
  const file = useHas('/api/v1/files', 0, sees.files).data;
  const key = useHas('/api/v1/api-keys', 0, sees.keys).data;
  const complete = about && Boolean(about.industry_code && about.region_code && about.description);
  return [
    {
      stage: 'cloud',
      checks: [
        { name: 'profile', state: stateOf(complete), to: '/enterprise' },
        { name: 'site', state: stateOf(site), to: '/enterprise?part=sites' },
        { name: 'capability', state: stateOf(capability), to: '/enterprise?part=capabilities' },
        { name: 'certificate', state: stateOf(certificate), to: '/enterprise?part=certificates' },
      ],
    },
    {
      stage: 'digital',
      checks: [
        { name: 'member', state: stateOf(member, sees.members), to: '/members' },
        { name: 'file', state: stateOf(file, sees.files), to: '/capture' },
        { name: 'key', state: stateOf(key, sees.keys), to: '/api-keys' },
        { name: 'device', state: 'not_yet' },
      ],
    },
    {
      stage: 'intelligent',
      checks: [
        { name: 'schedule', state: 'not_yet' },
        { name: 'warning', state: 'not_yet' },
        { name: 'quality', state: 'not_yet' },
      ],
    },
  ];
}
