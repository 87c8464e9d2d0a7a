// One certificate, of one's own or of another enterprise: where a label, a task or a notification leads.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { fetchRow } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { texts } from './field-texts';

export function Component() {
  const text = useTexts(texts);
  const id = useParams().id ?? '';
  const session = useSession();
  const format = useFormat();
  const { label, choice } = useLabels('certificate');
  const certificate = useQuery({
    queryKey: ['/api/v1/certificates', id],
    queryFn: () => fetchRow('/api/v1/certificates', id),
  });
  if (certificate.isPending)
    return (
      <PageFrame title={text.certificatePage}>
        <Loading lines={6} />
      </PageFrame>
    );
  if (certificate.isError)
    return <ErrorState error={certificate.error} onRetry={() => void certificate.refetch()} />;
  const row = certificate.data;
  const own = row.organisation_id === session.organisation.id;
  return (
    <PageFrame
      title={choice('kind', row.kind)}
      hint={row.number}
      action={
        <>
          {own && <Link to={`/labels?certificate=${row.id}`}>{text.printLabel}</Link>}
          <RowActions
            path="/api/v1/certificates"
            entity="certificate"
            row={row}
            foreign={!own}
            size="middle"
            shownIn={['/api/v1/certificate-reviews']}
          />
        </>
      }
    >
      <Panel>
        <Facts
          facts={[
            {
              label: text.holder,
              value: (
                <Link to={`/directory/${row.organisation_id}`}>
                  <OrganisationName id={row.organisation_id} />
                </Link>
              ),
            },
            {
              label: label('status'),
              value: (
                <Tag tone={row.status === 'verified' ? 'good' : 'plain'}>{choice('status', row.status)}</Tag>
              ),
            },
            { label: label('issuer'), value: row.issuer },
            { label: label('issued_on'), value: row.issued_on ? format.date(row.issued_on) : null },
            { label: label('expires_on'), value: row.expires_on ? format.date(row.expires_on) : null },
            {
              label: label('file_id'),
              value: row.file_id ? (
                <a href={`/api/v1/certificates/${row.id}/scan`} target="_blank" rel="noreferrer">
                  {text.openScan}
                </a>
              ) : null,
            },
            ...(row.status_reason
              ? [{ label: label('status_reason'), value: row.status_reason, wide: true }]
              : []),
          ]}
        />
      </Panel>
    </PageFrame>
  );
}
