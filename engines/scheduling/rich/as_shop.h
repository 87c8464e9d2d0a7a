#pragma once
// A rich problem that is no more than a classic shop, as one, for the solver of shops.
#include <optional>

#include "engines/scheduling/rich/instance.h"
#include "engines/scheduling/shop/shop.h"

namespace dengyun::scheduling {

// nullopt where anything asks for more: another objective than the makespan, resources, set-ups, calendars, transport,
// releases, lags, batches, alternatives, orders that are no chains, times beyond those of shops. The operations and
// modes of the shop have the numbers of the instance's.
[[nodiscard]] std::optional<Shop> as_shop(const Instance& instance);

}  // namespace dengyun::scheduling
