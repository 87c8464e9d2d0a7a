// The demonstration sign-ins, where this server holds demonstration data.
import { useQuery } from '@tanstack/react-query';
import { fetchPage, Problem, type Item } from './api';

export type DemonstrationSignIn = Item<'/api/v1/demonstration'>;

export function useDemonstration(): DemonstrationSignIn[] {
  const answer = useQuery({
    queryKey: ['/api/v1/demonstration'],
    queryFn: async () => {
      try {
        return (await fetchPage('/api/v1/demonstration')).items;
      } catch (error) {
        if (error instanceof Problem) return [];
        throw error;
      }
    },
    staleTime: Infinity,
  });
  return answer.data ?? [];
}
