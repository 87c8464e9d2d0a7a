// Certificates that wait to be verified, for the platform and the authorities.
import type { Certificate } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel } from '@/kit/page';
import { ReferenceTitle } from '@/kit/reference-title';
import { RowActions } from '@/kit/row-actions';
import { useCertificateColumns } from './columns';
import { texts } from './texts';

const path = '/api/v1/certificate-reviews';

export function Component() {
  const text = useTexts(texts);
  const { choice } = useLabels('certificate');
  const columns: Column<Certificate>[] = [
    // All of them are submitted.
    ...useCertificateColumns().filter((column) => column.key !== 'status'),
    {
      key: 'owner',
      fields: ['organisation_id'],
      title: text.owner,
      render: (row) => <ReferenceTitle reference="organisation" id={row.organisation_id} />,
    },
  ];
  return (
    <PageFrame title={text.reviews} hint={text.reviewsHint}>
      <Panel>
        <EntityList
          path={path}
          entity="certificate"
          deeds="/api/v1/certificates"
          columns={columns}
          filters={['kind']}
          sortDefault="created_at"
          titleOf={(row) => `${choice('kind', row.kind)} ${row.number}`}
          tools={(row) => (
            <span className="row">
              <RowActions
                path="/api/v1/certificates"
                entity="certificate"
                row={row}
                foreign
                shownIn={[path]}
              />
            </span>
          )}
          empty={{ title: text.noReviews, text: text.noReviewsHint }}
        />
      </Panel>
    </PageFrame>
  );
}
