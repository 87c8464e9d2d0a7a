// Whether a collection holds more than `least` rows.
import { useQuery } from '@tanstack/react-query';
import { fetchPage, type ListPath } from '@/kit/api';

export function useHas(path: ListPath, least: number, enabled = true, where: Record<string, string> = {}) {
  return useQuery({
    queryKey: [path, 'has', least, where],
    queryFn: async () => (await fetchPage(path, { limit: least + 1, ...where })).items.length > least,
    enabled,
  });
}
