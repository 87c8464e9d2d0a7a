// Amounts of money and the names that stand beside them.
import { useQuery } from '@tanstack/react-query';
import { fetchRow } from '@/kit/api';
import { formatFen } from '@/kit/format';

export function Fen({ value, signed = false }: { value: number | null | undefined; signed?: boolean }) {
  if (value === null || value === undefined) return <span className="faint">—</span>;
  const tone = signed && value !== 0 ? (value > 0 ? 'money money-in' : 'money money-out') : 'money';
  return (
    <span className={tone}>
      {signed && value > 0 ? '+' : ''}
      {formatFen(value)}
    </span>
  );
}

export function OrganisationName({ id }: { id: string }) {
  const enterprise = useQuery({
    queryKey: ['/api/v1/enterprises', id],
    queryFn: () => fetchRow('/api/v1/enterprises', id),
    staleTime: 300_000,
    retry: false,
  });
  return <>{enterprise.data?.name ?? id}</>;
}
