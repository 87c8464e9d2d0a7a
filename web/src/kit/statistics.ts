// The cluster in figures, of all regions or of one.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, unwrap } from './api';
import { currentLanguage } from './i18n';

const path = '/api/v1/enterprise-statistics';

export function useStatistics(region: string, refreshMs?: number) {
  return useQuery({
    queryKey: [path, region, currentLanguage()],
    queryFn: () => unwrap(api.GET(path, { params: { query: region ? { region_code: region } : {} } })),
    placeholderData: keepPreviousData,
    ...(refreshMs ? { refetchInterval: refreshMs, refetchIntervalInBackground: true } : {}),
  });
}

export function useActivity(limit: number, refreshMs?: number) {
  return useQuery({
    queryKey: ['/api/v1/enterprise-activity', limit, currentLanguage()],
    queryFn: async () =>
      (await unwrap(api.GET('/api/v1/enterprise-activity', { params: { query: { limit: String(limit) } } })))
        .items,
    ...(refreshMs ? { refetchInterval: refreshMs, refetchIntervalInBackground: true } : {}),
  });
}
