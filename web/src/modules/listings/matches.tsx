// Who answers a listing of ours, the best first: the score, what each criterion contributed to it, and why.
import { Button } from 'antd';
import { Link } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { EmptyState, ErrorState, Loading, Panel, Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { percentOf } from './figures';
import { useWords } from './listing-card';
import { texts } from './texts';
import { useMatches, type Listing, type Match } from './use-listings';

type Reason = Match['reasons'][number];

function useFact(match: Match): (reason: Reason) => string {
  const text = useTexts(texts);
  const format = useFormat();
  const gap = match.price_gap_ppm ?? 0;
  return ({ criterion, is_known: isKnown, points }) => {
    if (!isKnown) return text.unknown;
    switch (criterion) {
      case 'goods':
        return points === 1_000 ? text.sameGrade : text.otherGrade;
      case 'quantity':
        return text.covered(percentOf(match.covered_ppm ?? 0));
      case 'price':
        if (gap === 0) return text.samePrice;
        return gap < 0 ? text.cheaper(percentOf(-gap)) : text.dearer(percentOf(gap));
      case 'distance':
        return text.km(format.number(Math.round((match.distance_m ?? 0) / 1_000)));
      case 'delivery_date':
        return match.days_late ? text.late(format.number(match.days_late)) : text.onTime;
      case 'party_score':
        return text.partyScore(percentOf(match.party_ppm));
    }
  };
}

function Reasons({ match }: { match: Match }) {
  const factOf = useFact(match);
  const { choice } = useLabels('match_reason');
  return (
    <dl className="match-reasons">
      {match.reasons.map((reason) => (
        <div key={reason.criterion} data-known={reason.is_known}>
          <dt>{choice('criterion', reason.criterion)}</dt>
          <dd>
            <span className="match-bar" aria-hidden="true">
              <span style={{ width: `${reason.points / 10}%` }} />
            </span>
            <strong className="number">
              {reason.contribution} / {reason.weight}
            </strong>
            <span className="sub">{factOf(reason)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

type OnOffer = (match: Match) => void;

function MatchCard({ match, onOffer }: { match: Match; onOffer: OnOffer | undefined }) {
  const text = useTexts(texts);
  const words = useWords();
  return (
    <li className="match">
      <header>
        <div>
          <h3>
            <Link to={`/listings/${match.listing_id}`}>{match.title}</Link>
          </h3>
          <span className="sub">
            <OrganisationName id={match.organisation_id} />{' '}
            {match.demonstration && <Tag tone="plain">{text.demonstration}</Tag>}
          </span>
          <span className="listing-figures">
            <strong className="number">{words.price(match.unit_price, match.unit)}</strong>
            <span className="number">{words.amount(match.quantity, match.unit)}</span>
          </span>
        </div>
        <strong className="match-score number">{match.score}</strong>
      </header>
      <Reasons match={match} />
      {onOffer && (
        <Button type="primary" onClick={() => onOffer(match)}>
          {text.makeOffer}
        </Button>
      )}
    </li>
  );
}

export function Matches({ listing, onOffer }: { listing: Listing; onOffer: OnOffer | undefined }) {
  const text = useTexts(texts);
  const format = useFormat();
  const found = useMatches(listing.id);
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={6} />;
  const { items, considered } = found.data;
  return (
    <Panel title={text.matches} hint={text.matchesHint(format.number(considered))}>
      {items.length === 0 && <EmptyState title={text.noMatches} text={text.noMatchesHint} />}
      <ol className="matches">
        {items.map((match) => (
          <MatchCard key={match.listing_id} match={match} onOffer={onOffer} />
        ))}
      </ol>
    </Panel>
  );
}
