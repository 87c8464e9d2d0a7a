// The name of an account, as a link where it is one's own to see.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { fetchRow } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { texts } from './texts';

export function AccountName({ id }: { id: string }) {
  const text = useTexts(texts);
  const account = useQuery({
    queryKey: ['/api/v1/ledger/accounts', id],
    queryFn: () => fetchRow('/api/v1/ledger/accounts', id),
    staleTime: 300_000,
    retry: false,
  });
  if (account.isError) return <span className="faint">{text.othersAccount}</span>;
  if (!account.data) return <>…</>;
  return <Link to={`/accounts/${id}`}>{account.data.name}</Link>;
}
