// The name of an organisation by its id: of an enterprise from the directory, of the platform, a bank and their like from
// the institutions.
import { useQuery } from '@tanstack/react-query';
import { api, asProblem, fetchRow, unwrap } from './api';
import { nameIn, useLanguage, useTexts } from './i18n';
import { useSessionQuery } from './session';
import { common } from './texts/common';

// The name of the own organisation in the language of the page.
export function useOwnName(): string {
  const { language } = useLanguage();
  const own = useSessionQuery().data?.organisation;
  const enterprise = useQuery({
    queryKey: ['/api/v1/enterprises', own?.id],
    queryFn: () => fetchRow('/api/v1/enterprises', own?.id ?? ''),
    staleTime: 300_000,
    retry: false,
    // Only enterprises are in the directory, and have a second name.
    enabled: language === 'en' && own?.kind === 'enterprise',
  });
  return nameIn(language, own?.name ?? '', enterprise.data?.name_en);
}

// The platform, banks, authorities, bookkeepers and providers are few, and asked for once.
function useInstitutions() {
  return useQuery({
    queryKey: ['/api/v1/institutions'],
    queryFn: async () =>
      (await unwrap(api.GET('/api/v1/institutions', { params: { query: { limit: 200 } } }))).items,
    staleTime: 300_000,
  });
}

export function OrganisationName({ id }: { id: string }) {
  const text = useTexts(common);
  const own = useSessionQuery().data?.organisation;
  const institutions = useInstitutions();
  if (institutions.isPending) return <>…</>;
  const institution = institutions.data?.find((one) => one.id === id);
  if (!institution || own?.id === id) return <ListedName id={id} />;
  if (institution.kind === 'platform' && own?.kind === 'enterprise') return <>{text.platform}</>;
  return <>{institution.name}</>;
}

function ListedName({ id }: { id: string }) {
  const text = useTexts(common);
  const { language } = useLanguage();
  const own = useSessionQuery().data?.organisation;
  const ownName = useOwnName();
  const isOwn = own?.id === id;
  const enterprise = useQuery({
    queryKey: ['/api/v1/enterprises', id],
    queryFn: () => fetchRow('/api/v1/enterprises', id),
    staleTime: 300_000,
    retry: false,
    enabled: !isOwn,
  });
  if (isOwn) return <>{ownName}</>;
  if (enterprise.isError && asProblem(enterprise.error).status === 404) return <>{text.unlisted}</>;
  if (enterprise.isPending) return <>…</>;
  return <>{enterprise.data ? nameIn(language, enterprise.data.name, enterprise.data.name_en) : id}</>;
}
