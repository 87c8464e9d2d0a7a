// The own enterprise, as the people who keep it up see it.
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { fetchRow } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useOwnName } from '@/kit/organisation-name';
import { ErrorState, Loading, Notice, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan, useSession } from '@/kit/session';
import { About } from './about';
import { Capabilities, Certificates, Contacts, Sites } from './parts';
import { ProfileForm } from './profile-form';
import { texts } from './texts';
import { TimeZonePanel } from './time-zone-form';

const parts = ['profile', 'sites', 'contacts', 'capabilities', 'certificates'] as const;

function Parts({ present }: { present: (typeof parts)[number] }) {
  const text = useTexts(texts);
  const titles = {
    profile: text.partProfile,
    sites: text.partSites,
    contacts: text.partContacts,
    capabilities: text.partCapabilities,
    certificates: text.partCertificates,
  };
  return (
    <nav className="parts" aria-label={text.parts}>
      {parts.map((part) => (
        <Link
          key={part}
          to={part === 'profile' ? '/enterprise' : `/enterprise?part=${part}`}
          replace
          aria-current={part === present ? 'page' : undefined}
        >
          {titles[part]}
        </Link>
      ))}
    </nav>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { organisation } = useSession();
  const may = useCan();
  const mayEdit = may(permissions.editEnterprise);
  const mayEditCertificates = may(permissions.editCertificates);
  const [params] = useSearchParams();
  const asked = params.get('part');
  const part = parts.find((name) => name === asked) ?? 'profile';
  const enterprise = useQuery({
    queryKey: ['/api/v1/enterprises', organisation.id],
    queryFn: () => fetchRow('/api/v1/enterprises', organisation.id),
  });
  const body = () => {
    switch (part) {
      case 'profile':
        if (enterprise.isPending) return <Loading lines={8} />;
        if (enterprise.isError)
          return <ErrorState error={enterprise.error} onRetry={() => void enterprise.refetch()} />;
        if (!mayEdit) return <About enterprise={enterprise.data} />;
        return <ProfileForm key={enterprise.data.id} enterprise={enterprise.data} />;
      case 'sites':
        return <Sites mayEdit={mayEdit} />;
      case 'contacts':
        return <Contacts mayEdit={mayEdit} />;
      case 'capabilities':
        return <Capabilities mayEdit={mayEdit} />;
      case 'certificates':
        return <Certificates mayEdit={mayEditCertificates} />;
    }
  };
  return (
    <PageFrame
      title={useOwnName()}
      hint={text.profileHint}
      action={
        <span className="row">
          {enterprise.data?.demonstration && <Tag tone="warning">{text.demonstration}</Tag>}
          <Link to={`/directory/${organisation.id}`}>{text.viewAsOthers}</Link>
        </span>
      }
    >
      <Panel>
        <Parts present={part} />
        {!(part === 'certificates' ? mayEditCertificates : mayEdit) && (
          <Notice tone="info">{text.readOnly}</Notice>
        )}
        {body()}
      </Panel>
      {part === 'profile' && <TimeZonePanel />}
    </PageFrame>
  );
}
