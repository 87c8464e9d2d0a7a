// Certificates that wait to be verified, for the platform and the authorities.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { fetchRow, type Certificate } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { DataList, useList, useListState, type Column } from '@/kit/list';
import { PageFrame, Panel } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { useCertificateColumns } from './columns';
import { texts } from './texts';

function OwnerName({ id }: { id: string }) {
  const owner = useQuery({
    queryKey: ['/api/v1/enterprises', id],
    queryFn: () => fetchRow('/api/v1/enterprises', id),
  });
  return <Link to={`/directory/${id}`}>{owner.data?.name ?? id}</Link>;
}

export function Component() {
  const text = useTexts(texts);
  const [today] = useState(() => new Date());
  const state = useListState([], 'created_at');
  const list = useList('/api/v1/certificate-reviews', state.query);
  const columns: Column<Certificate>[] = [
    ...useCertificateColumns(today).filter((column) => column.key !== 'status'),
    { key: 'owner', title: text.owner, render: (row) => <OwnerName id={row.organisation_id} /> },
    {
      key: 'tools',
      title: '',
      render: (row) => (
        <span className="row">
          <RowActions
            path="/api/v1/certificates"
            entity="certificate"
            row={row}
            foreign
            shownIn={['/api/v1/certificate-reviews']}
          />
        </span>
      ),
    },
  ];
  return (
    <PageFrame title={text.reviews} hint={text.reviewsHint}>
      <Panel>
        <DataList
          rows={list.items}
          rowKey={(row) => row.id}
          columns={columns}
          pages={list}
          state={state}
          empty={{ title: text.noReviews, text: text.noReviewsHint }}
        />
      </Panel>
    </PageFrame>
  );
}
