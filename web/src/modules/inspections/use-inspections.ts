// What the pages of inspections ask the server for.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchPage, fetchRow } from '@/kit/api';
import type { Tone } from '@/kit/page';

export const inspectionsPath = '/api/v1/inspections';
export const byOthersPath = '/api/v1/inspections-by-others';
export const concessionsPath = '/api/v1/concessions';
export const toAnswerPath = '/api/v1/concessions-to-answer';
export const recordsPath = '/api/v1/sampling-records';

const concessionsMax = 10;

export function useInspection(id: string) {
  return useQuery({ queryKey: [inspectionsPath, id], queryFn: () => fetchRow(inspectionsPath, id) });
}

// Those of both sides, the newest first.
export function useConcessions(inspection: string) {
  return useQuery({
    queryKey: [concessionsPath, 'of', inspection],
    queryFn: async () => {
      const query = { inspection_id: inspection, sort: '-id', limit: concessionsMax };
      const pages = await Promise.all([fetchPage(concessionsPath, query), fetchPage(toAnswerPath, query)]);
      return pages
        .flatMap(({ items }) => items)
        .sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
    },
  });
}

// A verdict moves tasks, orders and what waits for people along.
const moved = [
  ...[inspectionsPath, byOthersPath, concessionsPath, toAnswerPath, recordsPath],
  ...['/api/v1/operation-tasks', '/api/v1/sales-orders', '/api/v1/tasks'],
];
export function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const path of moved) void queries.invalidateQueries({ queryKey: [path] });
  };
}

export const inspectionTones: Record<string, Tone | 'plain'> = {
  pending: 'warning',
  accepted: 'good',
  rejected: 'bad',
  concession: 'info',
  split: 'info',
};
export const concessionTones: Record<string, Tone | 'plain'> = {
  offered: 'warning',
  agreed: 'good',
  refused: 'bad',
  withdrawn: 'plain',
  lapsed: 'plain',
};
export const severityTones: Record<string, Tone | 'plain'> = {
  normal: 'plain',
  tightened: 'warning',
  reduced: 'good',
};
