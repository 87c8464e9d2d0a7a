#pragma once
// A bid comes in: what sealed bids and entries of a live auction have in common. Private to this module.
#include <functional>

#include "modules/sourcing/service.h"

namespace dengyun::sourcing {

// `fill` writes on the bid what it says. Errors: as submit.
[[nodiscard]] Result<Bid> enter(store::Unit& unit, const Rfx& rfx, const Bidder& bidder, std::int64_t terms_version,
                                const std::function<Result<>(Bid&)>& fill, const flow::Mover& mover);

}  // namespace dengyun::sourcing
