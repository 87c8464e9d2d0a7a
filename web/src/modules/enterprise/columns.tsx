// How sites, contacts, capabilities and certificates look in a list, one's own or another's.
import type { Capability, Certificate, Contact, Site } from '@/kit/api';
import { RecordLink } from '@/kit/detail/record-link';
import { ReferenceName } from '@/kit/form';
import { daysUntil } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import type { Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { Tag, type Tone } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { useFormat, useToday } from '@/kit/use-format';
import { texts } from './texts';

export function useSiteColumns(): Column<Site>[] {
  const text = useTexts(texts);
  const { label } = useLabels('site');
  const format = useFormat();
  return [
    {
      key: 'name',
      fields: ['name', 'is_headquarters'],
      sort: 'name',
      title: label('name'),
      heading: true,
      render: (site) => (
        <>
          <RecordLink entity="site" id={site.id}>
            {site.name}
          </RecordLink>{' '}
          {site.is_headquarters && <Tag>{text.headquarters}</Tag>}
        </>
      ),
    },
    {
      key: 'region',
      fields: ['region_code'],
      title: label('region_code'),
      render: (site) => <ReferenceName path="/api/v1/regions" code={site.region_code} />,
    },
    { key: 'address', title: label('address'), render: (site) => site.address },
    {
      key: 'area',
      fields: ['area_m2'],
      title: label('area_m2'),
      align: 'end',
      render: (site) => (site.area_m2 ? <span className="number">{format.number(site.area_m2)}</span> : '—'),
    },
  ];
}

export function useContactColumns(): Column<Contact>[] {
  const text = useTexts(texts);
  const { label } = useLabels('contact');
  return [
    {
      key: 'name',
      fields: ['name', 'is_primary'],
      title: label('name'),
      heading: true,
      render: (contact) => (
        <>
          <RecordLink entity="contact" id={contact.id}>
            {contact.name}
          </RecordLink>{' '}
          {contact.is_primary && <Tag>{text.primary}</Tag>}
        </>
      ),
    },
    { key: 'title', title: label('title'), render: (contact) => contact.title ?? '—' },
    {
      key: 'phone',
      title: label('phone'),
      render: (contact) => (contact.phone ? <a href={`tel:${contact.phone}`}>{contact.phone}</a> : '—'),
    },
    {
      key: 'email',
      title: label('email'),
      render: (contact) => (contact.email ? <a href={`mailto:${contact.email}`}>{contact.email}</a> : '—'),
    },
  ];
}

export function useCapabilityColumns(): Column<Capability>[] {
  const text = useTexts(texts);
  const { label, choice } = useLabels('capability');
  const format = useFormat();
  const limits = (row: Capability) =>
    [
      row.part_size_mm_max ? text.partSize(row.part_size_mm_max) : '',
      row.tolerance_um ? text.tolerance(row.tolerance_um) : '',
    ]
      .filter(Boolean)
      .join(' · ');
  return [
    {
      key: 'process',
      title: label('process'),
      heading: true,
      render: (row) => (
        <RecordLink entity="capability" id={row.id}>
          {choice('process', row.process)}
        </RecordLink>
      ),
    },
    { key: 'material', title: label('material'), render: (row) => choice('material', row.material) },
    {
      key: 'limits',
      fields: ['part_size_mm_max', 'tolerance_um'],
      title: text.limits,
      render: (row) => limits(row) || '—',
    },
    {
      key: 'monthly',
      fields: ['monthly_capacity', 'capacity_unit'],
      title: label('monthly_capacity'),
      align: 'end',
      render: (row) =>
        row.monthly_capacity
          ? text.monthly(
              format.number(row.monthly_capacity),
              row.capacity_unit ? choice('capacity_unit', row.capacity_unit) : '',
            )
          : '—',
    },
    {
      key: 'lead',
      fields: ['lead_time_days'],
      title: label('lead_time_days'),
      align: 'end',
      render: (row) => (row.lead_time_days ? <span className="number">{row.lead_time_days}</span> : '—'),
    },
  ];
}

// The scan goes wherever the certificate may be seen.
function scanAddress(id: string): string {
  return `/api/v1/certificates/${encodeURIComponent(id)}/scan`;
}

const tones: Record<string, Tone | 'plain'> = {
  draft: 'plain',
  submitted: 'info',
  verified: 'good',
  rejected: 'bad',
  expired: 'warning',
  revoked: 'bad',
};
const soonDays = 60;

export function useCertificateColumns(): Column<Certificate>[] {
  const text = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const today = useToday();
  const { label, choice } = useLabels('certificate');
  const expiry = (row: Certificate) => {
    const days = row.expires_on ? daysUntil(row.expires_on, today) : null;
    // Where the state already says so, it is said once.
    if (days === null || row.status === 'expired') return null;
    if (days < 0) return <Tag tone="bad">{text.expired}</Tag>;
    return days <= soonDays ? <Tag tone="warning">{text.expiresIn(days)}</Tag> : null;
  };
  return [
    {
      key: 'kind',
      fields: ['kind', 'number'],
      title: label('kind'),
      heading: true,
      render: (row) => (
        <>
          <RecordLink entity="certificate" id={row.id}>
            {choice('kind', row.kind)}
          </RecordLink>
          <span className="sub">{row.number}</span>
        </>
      ),
    },
    { key: 'issuer', title: label('issuer'), render: (row) => row.issuer },
    {
      key: 'validity',
      fields: ['issued_on', 'expires_on'],
      title: text.validity,
      render: (row) => (
        <span>
          <span className="number">
            {row.issued_on ? format.date(row.issued_on) : '…'} –{' '}
            {row.expires_on ? format.date(row.expires_on) : '…'}
          </span>{' '}
          {expiry(row)}
        </span>
      ),
    },
    {
      key: 'status',
      fields: ['status', 'status_reason'],
      title: label('status'),
      render: (row) => (
        <>
          <Tag tone={tones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
          {row.status_reason && <span className="sub">{row.status_reason}</span>}
        </>
      ),
    },
    {
      key: 'file',
      fields: ['file_id'],
      title: text.file,
      render: (row) =>
        row.file_id ? (
          <a href={scanAddress(row.id)} target="_blank" rel="noreferrer">
            {words.openFile}
          </a>
        ) : (
          <span className="faint">{text.noFile}</span>
        ),
    },
  ];
}
