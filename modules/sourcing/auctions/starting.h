#pragma once
// The auction of an RFx comes and goes with it. Private to this module.
#include "modules/sourcing/auctions/auction.h"

namespace dengyun::sourcing {

[[nodiscard]] Result<> schedule_auction(store::Unit& unit, const Rfx& rfx);
// Nothing where there is none, or where it is over.
[[nodiscard]] Result<> cancel_auction(store::Unit& unit, const Rfx& rfx);
// The auction of an amended RFx begins when the amendment says.
[[nodiscard]] Result<> reschedule_auction(store::Unit& unit, const Rfx& rfx);
[[nodiscard]] Result<std::optional<Auction>> auction_of(store::Reader& reader, Id<Rfx> rfx);

}  // namespace dengyun::sourcing
