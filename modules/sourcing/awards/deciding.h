#pragma once
// How the engine's ranking becomes awards. Private to this module.
#include "modules/sourcing/service.h"

namespace dengyun::sourcing {

// Of a total at the criteria that a bid answers. Error: limit "number.overflow".
[[nodiscard]] Result<Money> adjusted_price_of(const Rfx& rfx, const Bid& bid, Money amount);
// The rows of a ranking, without ids. Pure; also of `dengyun verify award`. Error: limit "number.overflow".
[[nodiscard]] Result<std::vector<Award>> ranking_of(const Rfx& rfx, std::span<const Bid> bids);
[[nodiscard]] Result<bool> has_winner(store::Reader& reader, const Rfx& rfx);
[[nodiscard]] Result<> write_awards(store::Unit& unit, const Rfx& rfx);

}  // namespace dengyun::sourcing
