// The name of an enterprise by the id of its organisation.
import { useQuery } from '@tanstack/react-query';
import { fetchRow } from './api';

export function OrganisationName({ id }: { id: string }) {
  const enterprise = useQuery({
    queryKey: ['/api/v1/enterprises', id],
    queryFn: () => fetchRow('/api/v1/enterprises', id),
    staleTime: 300_000,
    retry: false,
  });
  return <>{enterprise.data?.name ?? id}</>;
}
