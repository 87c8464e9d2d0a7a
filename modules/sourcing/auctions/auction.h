#pragma once
// A live auction of an RFx: the phase that runs now, and what was offered. The row belongs to the buyer; the bidders
// who have entered and the buyer follow it. docs/state-machines/auction.md
//
// Bidders are known by their alias alone. Each event of an auction says what changed in the row, all of which every
// follower may see: who has the row and the events since knows the auction (kernel/api/feed.h).
#include "modules/sourcing/bids/bid.h"

namespace dengyun::sourcing {

enum class AuctionStatus { scheduled, running, closed, cancelled };
enum class AuctionAction { start, offer, advance, close, cancel };
const meta::Choices& choices_of(AuctionStatus);
const meta::Choices& choices_of(AuctionAction);

struct Auction : meta::Record<Auction> {
    Id<Rfx> rfx_id{};
    std::string title;
    Format format = Format::english;
    AuctionStatus status = AuctionStatus::scheduled;
    Instant starts_at{};
    std::optional<Instant> began_at;
    std::optional<Instant> ends_at;  // of the phase that runs
    std::optional<Instant> closed_at;
    std::int64_t round = 0;
    std::int64_t turn = 0;
    std::int64_t mover = 0;              // alias of whose turn it is; 0: nobody's or everybody's
    std::vector<std::int64_t> sequence;  // of the turns of this round
    Money price{};                       // dutch, japanese: that stands
    Money previous{};
    std::int64_t entries = 0;
    std::int64_t first_submission = 0;  // an offer counts as submission number first_submission + offers
    std::int64_t offers = 0;
    std::int64_t moves = 0;     // offers and ends of phases
    std::optional<Money> best;  // adjusted
    std::int64_t best_alias = 0;
    std::int64_t last_alias = 0;  // of the last offer
    Money last_amount{};
    Money last_adjusted{};
    static const meta::Entity description;
    static const flow::StateTable states;
};

// One move: an offer, or the end of a phase (alias 0). Never changed. Belongs to the buyer.
struct AuctionMove : meta::Record<AuctionMove> {
    Id<Auction> auction_id{};
    std::int64_t number = 0;
    std::int64_t alias = 0;
    Money amount{};
    Money adjusted{};
    Instant moved_at{};
    static const meta::Entity description;
};

// How the caller stands in it.
struct Standing {
    std::int64_t alias = 0;  // 0: he only watches
    std::int64_t rank = 0;   // 0: without an offer
    std::optional<Money> amount;
    std::optional<Money> adjusted;
    static const meta::Entity description;
};

struct EntryInput {
    std::int64_t terms_version = 0;
    std::vector<BidAnswer> answers;
    std::optional<Money> amount;  // three_round: what he begins with
    static const meta::Entity description;
};
struct OfferInput {
    Money amount{};
    static const meta::Entity description;
};

}  // namespace dengyun::sourcing
