// One listing on a card, and what it costs in words.
import { Link } from 'react-router';
import { ReferenceName } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { countOf, yuanOf } from './figures';
import { texts } from './texts';
import { listingTones, type Listing } from './use-listings';

export function useWords() {
  const text = useTexts(texts);
  const format = useFormat();
  return {
    price: (micro: number | null | undefined, unit: string | null | undefined) =>
      typeof micro === 'number' ? text.price(format.number(yuanOf(micro)), unit ?? '') : text.negotiable,
    amount: (milli: number | null | undefined, unit: string | null | undefined) =>
      typeof milli === 'number' ? text.amount(format.number(countOf(milli)), unit ?? '') : undefined,
  };
}

export function ListingCard({ listing, own = false }: { listing: Listing; own?: boolean }) {
  const text = useTexts(texts);
  const format = useFormat();
  const words = useWords();
  const { choice } = useLabels('listing');
  const left =
    typeof listing.quantity === 'number'
      ? text.left(format.number(countOf(listing.quantity - listing.agreed)), listing.unit ?? '')
      : undefined;
  return (
    <li>
      <Link className="listing-card" to={`/listings/${listing.id}`} data-side={listing.side}>
        <header>
          <span className="row">
            <Tag tone={listing.side === 'supply' ? 'good' : 'info'}>{choice('side', listing.side)}</Tag>
            <Tag tone="plain">{choice('kind', listing.kind)}</Tag>
            {own && (
              <Tag tone={listingTones[listing.status] ?? 'plain'}>{choice('status', listing.status)}</Tag>
            )}
          </span>
          {listing.demonstration && <span className="faint listing-mark">{text.demonstration}</span>}
        </header>
        <h3>{listing.title}</h3>
        <span className="listing-figures">
          <strong className="number">{words.price(listing.unit_price, listing.unit)}</strong>
          {left && <span className="number">{left}</span>}
        </span>
        <span className="sub">
          <ReferenceName path="/api/v1/regions" code={listing.region_code} />
          {!own && (
            <>
              {' · '}
              <OrganisationName id={listing.organisation_id} />
            </>
          )}
        </span>
        <span className="sub faint">{text.until(format.date(listing.valid_until))}</span>
      </Link>
    </li>
  );
}
