// Posting a listing, or changing one: what, how much, where and when, for whom.
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { EntityForm } from '@/kit/form';
import { CirclePicker } from '@/kit/form/circle-picker';
import { useTexts } from '@/kit/i18n';
import { ErrorState, Loading, PageFrame, Panel } from '@/kit/page';
import { CircleInput, PriceInput, QuantityInput } from './inputs';
import './listings.css';
import { texts } from './texts';
import { listedIn, listingsPath, useListing, type Listing } from './use-listings';

const inputs = {
  quantity: <QuantityInput />,
  unit_price: <PriceInput />,
  circle: <CircleInput />,
  circle_id: <CirclePicker />,
};
const preset = { side: 'supply', kind: 'spot_goods', audience: 'network' };

function ListingForm({ listing }: { listing: Listing | undefined }) {
  const text = useTexts(texts);
  const navigate = useNavigate();
  const queries = useQueryClient();
  return (
    <Panel>
      <EntityForm
        path={listingsPath}
        entity="listing"
        {...(listing ? { row: listing } : { preset })}
        groups={[
          {
            title: text.what,
            fields: ['side', 'kind', 'title', 'goods_kind', 'goods', 'grade', 'specification'],
            wide: ['title'],
          },
          { title: text.howMuch, fields: ['quantity', 'unit', 'unit_price'] },
          { title: text.whereWhen, fields: ['region_code', 'deliver_on', 'valid_until'] },
          { title: text.forWhom, fields: ['audience', 'circle_id', 'circle'] },
        ]}
        inputs={inputs}
        submitLabel={listing ? text.save : text.saveDraft}
        onSaved={(saved) => {
          for (const path of [listingsPath, ...listedIn])
            void queries.invalidateQueries({ queryKey: [path] });
          void navigate(`/listings/${saved.id}`);
        }}
      />
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { id } = useParams();
  const listing = useListing(id ?? '');
  if (id !== undefined && listing.isError) return <ErrorState error={listing.error} />;
  if (id !== undefined && !listing.data) return <Loading lines={10} />;
  return (
    <PageFrame
      title={listing.data ? text.editListing : text.newListing}
      back={
        <Link to={listing.data ? `/listings/${listing.data.id}` : '/listings'}>
          {listing.data ? text.openListing : text.back}
        </Link>
      }
      hint={listing.data?.title}
    >
      <ListingForm key={listing.data?.id ?? ''} listing={listing.data} />
    </PageFrame>
  );
}
