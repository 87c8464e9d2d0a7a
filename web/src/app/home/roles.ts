// What the first page holds for each role. Pure: who has several roles sees the page of the first in this list.
export type Tile =
  | 'orders'
  | 'rfqs'
  | 'board'
  | 'listings'
  | 'work'
  | 'incoming'
  | 'earnings'
  | 'items'
  | 'machines'
  | 'capacity'
  | 'escrows'
  | 'accounts'
  | 'payments'
  | 'reconciliation'
  | 'reviews'
  | 'directory'
  | 'map'
  | 'wall'
  | 'capture'
  | 'scan'
  | 'files'
  | 'labels'
  | 'profile'
  | 'members'
  | 'audit';

export type RoleHome = { tiles: Tile[]; hasSteps?: boolean; hasCluster?: boolean; hasFinder?: boolean };

const homes: Record<string, RoleHome> = {
  platform_operator: { tiles: ['board', 'reviews', 'reconciliation', 'wall'], hasCluster: true },
  government: { tiles: ['wall', 'map', 'reviews', 'directory'], hasCluster: true },
  bank: { tiles: ['reconciliation', 'escrows', 'accounts', 'directory'], hasCluster: true },
  bookkeeping_firm: { tiles: ['listings', 'accounts', 'files', 'directory'], hasCluster: true },
  service_provider: {
    tiles: ['listings', 'directory', 'scan', 'capture'],
    hasFinder: true,
    hasCluster: true,
  },
  owner: { tiles: ['orders', 'work', 'earnings', 'profile'], hasSteps: true, hasCluster: true },
  administrator: { tiles: ['members', 'profile', 'labels', 'audit'], hasSteps: true },
  planner: { tiles: ['work', 'items', 'machines', 'capacity'], hasFinder: true },
  buyer: { tiles: ['orders', 'rfqs', 'incoming', 'capacity'], hasFinder: true, hasCluster: true },
  bookkeeper: { tiles: ['accounts', 'escrows', 'payments', 'files'] },
  worker: { tiles: ['work', 'scan', 'capture', 'incoming'] },
  viewer: { tiles: ['directory', 'map', 'files'], hasFinder: true },
};

const general: RoleHome = { tiles: ['directory', 'map', 'scan'], hasFinder: true };

export function homeOf(roles: readonly string[]): RoleHome {
  const role = Object.keys(homes).find((name) => roles.includes(name));
  return (role !== undefined ? homes[role] : undefined) ?? general;
}

// Part of the day, in the hours of the person's own zone.
export function partOfDay(hour: number): 'morning' | 'noon' | 'afternoon' | 'evening' {
  if (hour < 5 || hour >= 18) return 'evening';
  if (hour < 11) return 'morning';
  return hour < 14 ? 'noon' : 'afternoon';
}
