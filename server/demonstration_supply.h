#pragma once
// Supply of the demonstration cluster: a circle, RFQs and an auction that bidders have entered, and purchase orders
// from a draft to an invoice that does not fit. Played through the API at one moment, that of the loading.
#include <span>

#include "server/demonstration_desk.h"

namespace dengyun::server {

struct SupplyParties {
    Member buyer;
    std::vector<Member> suppliers;  // three at least
};
[[nodiscard]] Result<> play_supply(Platform& platform, Instant now, const SupplyParties& parties);

}  // namespace dengyun::server
