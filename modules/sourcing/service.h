#pragma once
// What can be done with an RFx and its bids, each in one unit with its rows and events. The unit's scope writes both
// sides (Scope::crossing, Scope::system); what each side may do is asked of the state tables.
#include "kernel/store/unit.h"
#include "modules/sourcing/awards/record.h"

namespace dengyun::sourcing {

[[nodiscard]] const flow::Mover& system_mover();

// A draft of `rfx.organisation_id`. Errors: complete's; invalid with issues unknown_reference on lines.N.item_id and
// lines.N.site_id (not the buyer's); limit "rfx.too_many".
[[nodiscard]] Result<Rfx> add_rfx(store::Unit& unit, Rfx rfx);
// A draft is changed; what is published is amended: a new version of the terms, every submitted bid becomes stale.
// Errors: as add_rfx; of the state table; conflict "rfx.format_fixed" once published.
[[nodiscard]] Result<Rfx> change_rfx(store::Unit& unit, const Rfx& before, Rfx after, const flow::Mover& mover);
// A move of the table with all that follows from it: bids that lapse, are opened, win and lose; awards.
// Errors: of the state table; conflict "rfx.nothing_to_award".
[[nodiscard]] Result<Rfx> move_rfx(store::Unit& unit, Rfx rfx, RfxAction action, const flow::Mover& mover);

// Who has no part in an RFx does not learn that it is there: not_found. The scope must read all.
[[nodiscard]] Result<Rfx> find_visible(store::Reader& reader, Id<Rfx> id, Id<Organisation> own);

// Who bids. `owner`: to whom the bid belongs.
struct Bidder {
    Id<Organisation> owner{};
    std::optional<Id<Invitation>> invitation{};
    std::string key;  // "organisation:11", "invitation:7"
    std::string name;
};
struct Sealing {
    std::int64_t terms_version = 0;  // that the bidder has read
    std::string sealed;
    std::string commitment;
};
// A sealed bid, its first one or one instead of it. Errors: conflict "rfx.not_open" (the deadline has passed),
// "rfx.terms_changed", "bid.own_rfx", "bid.not_sealed_here" (a live format); limit "bid.too_many"; invalid with issues
// on sealed and commitment (malformed).
[[nodiscard]] Result<Bid> submit(store::Unit& unit, const Rfx& rfx, const Bidder& bidder, const Sealing& given,
                                 const flow::Mover& mover);
// The bidder's own moves that need nothing else: withdraw and confirm; the buyer's: disqualify, with a reason.
// Errors: of the state table; conflict "rfx.not_open", "bid.needs_seal", "rfx.not_judging"; invalid with an issue on
// reason.
[[nodiscard]] Result<Bid> move_bid(store::Unit& unit, Bid bid, BidAction action, const flow::Mover& mover);
// The bidder gives the key of his seal, after the deadline and within the opening window. When all have, bidding is
// opened at once. Errors: conflict "rfx.not_opening", "bid.bad_state"; open_seal's and read_document's.
[[nodiscard]] Result<Bid> reveal(store::Unit& unit, Bid bid, std::string_view key);

// The bids of an RFx by the order of their submission. The scope must read all.
[[nodiscard]] Result<std::vector<Bid>> bids_of(store::Reader& reader, Id<Rfx> rfx);
[[nodiscard]] Result<std::vector<Award>> awards_of(store::Reader& reader, const Rfx& rfx);
// The ranking as it would be awarded now. Error: conflict "rfx.not_judging" before bids are opened.
[[nodiscard]] Result<Comparison> compare(store::Reader& reader, const Rfx& rfx);

// For the flow that turns an award into an order or a contract: awarded → contracted, with its event.
[[nodiscard]] Result<Rfx> mark_contracted(store::Unit& unit, Rfx rfx);

}  // namespace dengyun::sourcing
