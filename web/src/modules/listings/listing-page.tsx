// One listing: for who posted it with its matches and the offers that came, for others with the way to an offer.
import { EditOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { ReferenceName } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan, useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { useWords } from './listing-card';
import './listings.css';
import { Matches } from './matches';
import { OfferForm } from './offer-form';
import { texts } from './texts';
import {
  listedIn,
  listingsPath,
  listingTones,
  negotiationTones,
  useListing,
  useNegotiationsOf,
  type Listing,
} from './use-listings';

const main: ReadonlySet<string> = new Set(['publish']);

type Target = { id: string; quantity?: number | null; unit_price?: number | null; ownListing?: string };

function ListingFacts({ listing }: { listing: Listing }) {
  const text = useTexts(texts);
  const words = useWords();
  const format = useFormat();
  const { label, choice } = useLabels('listing');
  return (
    <Panel title={text.facts}>
      <Facts
        facts={[
          { label: text.posted, value: <OrganisationName id={listing.organisation_id} /> },
          {
            label: label('goods_kind'),
            value: listing.goods_kind ? choice('goods_kind', listing.goods_kind) : undefined,
          },
          { label: label('goods'), value: listing.goods ?? undefined },
          { label: label('grade'), value: listing.grade ?? undefined },
          { label: label('quantity'), value: words.amount(listing.quantity, listing.unit) },
          {
            label: label('agreed'),
            value: listing.agreed > 0 ? words.amount(listing.agreed, listing.unit) : undefined,
          },
          { label: label('unit_price'), value: words.price(listing.unit_price, listing.unit) },
          {
            label: label('region_code'),
            value: <ReferenceName path="/api/v1/regions" code={listing.region_code} />,
          },
          {
            label: label('deliver_on'),
            value: listing.deliver_on ? format.date(listing.deliver_on) : undefined,
          },
          { label: label('valid_until'), value: format.date(listing.valid_until) },
          { label: label('audience'), value: choice('audience', listing.audience) },
          { label: label('specification'), value: listing.specification ?? undefined, wide: true },
          { label: label('status_reason'), value: listing.status_reason ?? undefined, wide: true },
        ]}
      />
      {listing.photos.length > 0 && (
        <ul className="listing-photos">
          {listing.photos.map((photo, i) => (
            <li key={photo}>
              <img
                src={`${listingsPath}/${listing.id}/photos/${photo}`}
                alt={text.photoOf(i + 1)}
                loading="lazy"
              />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Talks({ listing, isOwn }: { listing: Listing; isOwn: boolean }) {
  const text = useTexts(texts);
  const words = useWords();
  const { organisation } = useSession();
  const { choice } = useLabels('negotiation');
  const found = useNegotiationsOf(listing, isOwn);
  const rows = found.data?.items ?? [];
  if (rows.length === 0) return null;
  return (
    <Panel title={text.talksOf}>
      <ul className="talks">
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={`/negotiations/${row.id}`}>
              <OrganisationName
                id={row.organisation_id === organisation.id ? row.partner_id : row.organisation_id}
              />
            </Link>
            <span className="number">
              {words.price(row.unit_price, row.unit)} · {words.amount(row.quantity, row.unit)}
            </span>
            <Tag tone={negotiationTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Deeds({ listing, isOwn, onOffer }: { listing: Listing; isOwn: boolean; onOffer: () => void }) {
  const text = useTexts(texts);
  const navigate = useNavigate();
  if (!isOwn)
    return listing.status === 'open' ? (
      <Button type="primary" size="large" onClick={onOffer}>
        {text.makeOffer}
      </Button>
    ) : null;
  return (
    <>
      {(listing.status === 'draft' || listing.status === 'open') && (
        <Button icon={<EditOutlined />} onClick={() => void navigate(`/listings/${listing.id}/edit`)}>
          {text.edit}
        </Button>
      )}
      <RowActions
        path={listingsPath}
        entity="listing"
        row={listing}
        size="middle"
        main={main}
        shownIn={listedIn}
      />
    </>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { organisation } = useSession();
  const mayTrade = useCan()(permissions.tradeListings);
  const navigate = useNavigate();
  const { choice } = useLabels('listing');
  const [target, setTarget] = useState<Target | null>(null);
  const found = useListing(useParams().id ?? '');
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={8} />;
  const listing = found.data;
  const isOwn = listing.organisation_id === organisation.id;
  const isMatched = isOwn && (listing.status === 'draft' || listing.status === 'open');
  return (
    <PageFrame
      title={listing.title}
      back={<Link to={isOwn ? '/listings?tab=own' : '/listings'}>{text.back}</Link>}
      hint={
        <>
          <Tag tone={listing.side === 'supply' ? 'good' : 'info'}>{choice('side', listing.side)}</Tag>{' '}
          <Tag tone="plain">{choice('kind', listing.kind)}</Tag>{' '}
          <Tag tone={listingTones[listing.status] ?? 'plain'}>{choice('status', listing.status)}</Tag>{' '}
          {listing.demonstration && <Tag tone="plain">{text.demonstration}</Tag>}
        </>
      }
      action={mayTrade && <Deeds listing={listing} isOwn={isOwn} onOffer={() => setTarget(listing)} />}
    >
      <Talks listing={listing} isOwn={isOwn} />
      <ListingFacts listing={listing} />
      {isMatched && (
        <Matches
          listing={listing}
          onOffer={
            mayTrade && listing.status === 'open'
              ? (match) => setTarget({ ...match, id: match.listing_id, ownListing: listing.id })
              : undefined
          }
        />
      )}
      <Drawer
        title={text.makeOffer}
        size={480}
        open={target !== null}
        onClose={() => setTarget(null)}
        destroyOnHidden
      >
        {target && (
          <OfferForm
            on={{ listing: target.id, ...(target.ownListing ? { ownListing: target.ownListing } : {}) }}
            start={{ quantity: target.quantity ?? null, unit_price: target.unit_price ?? null }}
            needsQuantity={typeof target.quantity === 'number'}
            onDone={(id) => void navigate(`/negotiations/${id}`)}
          />
        )}
      </Drawer>
    </PageFrame>
  );
}
