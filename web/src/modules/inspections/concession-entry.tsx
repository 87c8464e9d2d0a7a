// A concession stands on the page of its inspection.
import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from 'react-router';
import { fetchRow } from '@/kit/api';
import { ErrorState, Loading } from '@/kit/page';
import { concessionsPath } from './use-inspections';

export function Component() {
  const id = useParams().id ?? '';
  const concession = useQuery({
    queryKey: [concessionsPath, id],
    queryFn: () => fetchRow(concessionsPath, id),
  });
  if (concession.isError)
    return <ErrorState error={concession.error} onRetry={() => void concession.refetch()} />;
  if (!concession.data) return <Loading lines={8} />;
  return <Navigate to={`/inspections/${concession.data.inspection_id}`} replace />;
}
