#pragma once
// A running auction: entries, offers, and what the timers do. Private to this module; the decisions are the engine's.
#include "modules/sourcing/auctions/auction.h"
#include "modules/sourcing/service.h"

namespace dengyun::sourcing {

// An entry, its first one or one instead of it. Errors: as submit; conflict "bid.sealed_here"; invalid with issues on
// answers and, with three rounds, amount.
[[nodiscard]] Result<Bid> enter_auction(store::Unit& unit, const Rfx& rfx, const Bidder& bidder,
                                        const EntryInput& given, const flow::Mover& mover);
// Errors: not_found for who has not entered; those of auction::offer; of the state table.
[[nodiscard]] Result<AuctionMove> make_offer(store::Unit& unit, Auction auction, std::string_view bidder, Money amount,
                                             const flow::Mover& mover);
// The scheduled moment has come, or the phase has ended: whatever is due now, in the system's name.
[[nodiscard]] Result<Auction> advance(store::Unit& unit, Auction auction);
[[nodiscard]] Result<Standing> standing_of(store::Reader& reader, const Auction& auction, std::string_view bidder);

void add_auction_timer(api::Routes& routes);

}  // namespace dengyun::sourcing
