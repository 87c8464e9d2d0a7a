// What completes an enterprise's presence, one step after the other.
import { RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { fetchRow } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { Loading, Panel } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan, useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { texts } from '../texts';
import { useHas } from '../use-has';

type Step = { key: string; done: boolean; to: string; title: string; why: string };

function useSteps(): { steps: Step[]; isPending: boolean } {
  const text = useTexts(texts);
  const session = useSession();
  const may = useCan();
  const edits = may(permissions.editEnterprise) && session.organisation.kind === 'enterprise';
  const invites = may(permissions.editMembers);
  const profile = useQuery({
    queryKey: ['/api/v1/enterprises', session.organisation.id],
    queryFn: () => fetchRow('/api/v1/enterprises', session.organisation.id),
    enabled: edits,
  });
  const site = useHas('/api/v1/sites', 0, edits);
  const contact = useHas('/api/v1/contacts', 0, edits);
  const capability = useHas('/api/v1/capabilities', 0, edits);
  const certificate = useHas('/api/v1/certificates', 0, edits);
  const member = useHas('/api/v1/members', 1, invites);
  const asked = [
    ...(edits ? [profile, site, contact, capability, certificate] : []),
    ...(invites ? [member] : []),
  ];
  const about = profile.data;
  const steps: Step[] = [];
  if (edits) {
    const complete = Boolean(about?.industry_code && about.region_code && about.description);
    steps.push(
      {
        key: 'profile',
        done: complete,
        to: '/enterprise',
        title: text.stepProfile,
        why: text.stepProfileWhy,
      },
      {
        key: 'site',
        done: site.data === true,
        to: '/enterprise?part=sites',
        title: text.stepSite,
        why: text.stepSiteWhy,
      },
      {
        key: 'contact',
        done: contact.data === true,
        to: '/enterprise?part=contacts',
        title: text.stepContact,
        why: text.stepContactWhy,
      },
      {
        key: 'capability',
        done: capability.data === true,
        to: '/enterprise?part=capabilities',
        title: text.stepCapability,
        why: text.stepCapabilityWhy,
      },
      {
        key: 'certificate',
        done: certificate.data === true,
        to: '/enterprise?part=certificates',
        title: text.stepCertificate,
        why: text.stepCertificateWhy,
      },
    );
  }
  if (invites)
    steps.push({
      key: 'member',
      done: member.data === true,
      to: '/members',
      title: text.stepMember,
      why: text.stepMemberWhy,
    });
  steps.push({
    key: 'second',
    done: session.user.totp_enabled,
    to: '/account',
    title: text.stepSecond,
    why: text.stepSecondWhy,
  });
  return { steps, isPending: asked.some((query) => query.isPending) };
}

function StepLine({ step, isNext }: { step: Step; isNext: boolean }) {
  const text = useTexts(texts);
  const shared = useTexts(common);
  return (
    <li className={isNext ? 'step step-next' : 'step'}>
      <span className="step-mark" />
      <span className="step-words">
        <strong>{step.title}</strong>
        <span>{step.why}</span>
      </span>
      <Link to={step.to} className="step-go" aria-label={shared.pair(text.doIt, step.title)}>
        {text.doIt}
        <RightOutlined />
      </Link>
    </li>
  );
}

// Gone when all of it is done: the first page is for today's work.
export function Steps() {
  const text = useTexts(texts);
  const { steps, isPending } = useSteps();
  const done = steps.filter((step) => step.done).length;
  const next = steps.find((step) => !step.done)?.key;
  if (!isPending && done === steps.length) return null;
  return (
    <Panel title={text.nextTitle} hint={text.nextHint(done, steps.length)}>
      {isPending ? (
        <Loading lines={6} />
      ) : (
        <ol className="steps">
          {steps
            .filter((step) => !step.done)
            .map((step) => (
              <StepLine key={step.key} step={step} isNext={step.key === next} />
            ))}
        </ol>
      )}
    </Panel>
  );
}
