// What the pages of evaluations ask the server for, and how figures and states look.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchPage, fetchRow, type Item } from '@/kit/api';
import type { Tone } from '@/kit/page';

export type Evaluation = Item<'/api/v1/evaluations'>;
export type CriterionResult = Evaluation['results'][number];
export type Appeal = Item<'/api/v1/evaluation-appeals'>;
export type Formula = Item<'/api/v1/evaluation-formulas'>;

export const evaluationsPath = '/api/v1/evaluations';
export const receivedPath = '/api/v1/received-evaluations';
export const appealsPath = '/api/v1/evaluation-appeals';
export const receivedAppealsPath = '/api/v1/received-evaluation-appeals';
export const formulasPath = '/api/v1/evaluation-formulas';
export const exemptionsPath = '/api/v1/supplier-exemptions';
const all = [evaluationsPath, receivedPath, appealsPath, receivedAppealsPath, formulasPath, exemptionsPath];

export function useEvaluation(id: string) {
  return useQuery({ queryKey: [evaluationsPath, id], queryFn: () => fetchRow(evaluationsPath, id) });
}

// The appeal against one evaluation, for either side.
export function useAppeal(evaluation: string, isOwn: boolean) {
  const path = isOwn ? receivedAppealsPath : appealsPath;
  return useQuery({
    queryKey: [path, 'of', evaluation],
    queryFn: async () => (await fetchPage(path, { evaluation_id: evaluation, limit: 1 })).items[0] ?? null,
  });
}

export function useFormula() {
  return useQuery({
    queryKey: [formulasPath, 'latest'],
    queryFn: async () => (await fetchPage(formulasPath, { sort: '-number', limit: 1 })).items[0] ?? null,
  });
}

export function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const path of [...all, '/api/v1/tasks']) void queries.invalidateQueries({ queryKey: [path] });
  };
}

const ppmOfPoint = 10_000;
// One decimal, of a hundred.
export function pointsOf(ppm: number): string {
  return (ppm / ppmOfPoint).toFixed(1);
}
export function ppmOf(points: number): number {
  return Math.round(points * ppmOfPoint);
}

export const tones: Record<string, Tone | 'plain'> = {
  draft: 'warning',
  published: 'info',
  revised: 'good',
  set_aside: 'plain',
  withdrawn: 'plain',
  filed: 'warning',
  heard: 'info',
  upheld: 'plain',
  changed: 'good',
};
