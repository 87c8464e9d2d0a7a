#pragma once
// From orders to plans: options with reserved slots, their booking, changes of running orders. The only header of this
// flow that others include.
#include "kernel/api/route.h"
#include "modules/orders/api.h"
#include "modules/plans/api.h"
#include "modules/scores/api.h"

namespace dengyun::dispatching {

// How long an option's slots are kept where the operator says nothing.
inline constexpr Duration quote_time = 2 * flow::day;

// The planner must outlive the routes.
void add_routes(api::Routes& routes, const plans::Planner& planner);
[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::dispatching
