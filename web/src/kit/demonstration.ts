// The demonstration sign-ins, where this server holds demonstration data.
import { useQuery } from '@tanstack/react-query';
import { api, Problem, unwrap, type Answer } from './api';

type Demonstration = Answer<'/api/v1/demonstration', 'get'>;
export type DemonstrationSignIn = Demonstration['sign_ins'][number];

const nobody: Demonstration = { sign_ins: [], password: '' };

export function useDemonstration(): Demonstration {
  const answer = useQuery({
    queryKey: ['/api/v1/demonstration'],
    queryFn: async () => {
      try {
        return await unwrap(api.GET('/api/v1/demonstration'));
      } catch (error) {
        if (error instanceof Problem) return nobody;
        throw error;
      }
    },
    staleTime: 'static',
  });
  return answer.data ?? nobody;
}
