#pragma once
// Plans in the words of an order.
#include "flows/dispatching/demand.h"
#include "flows/dispatching/slots.h"

namespace dengyun::dispatching {

// The option that a plan is; without what a change adds. `slots` hold what its lots need.
[[nodiscard]] orders::OrderOption option_of(const plans::Plan& plan, const OrderDemand& demand,
                                            std::span<const SharedSlot> slots, Instant reserved_until);

}  // namespace dengyun::dispatching
