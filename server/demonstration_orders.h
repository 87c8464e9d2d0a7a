#pragma once
// Orders of the demonstration cluster, in every state from a need to a settled order. They are played, not written: on
// a clock that begins weeks ago and ends now, buyers, the operator and the workshops act through the API.
#include <functional>

#include "kernel/base/clock.h"
#include "server/demonstration_floor.h"

namespace dengyun::server {

struct OrderParties {
    Member buyer;  // whose the items are
    Member operator_;
    Floor::Owner owner;
};
// Plays until `end`, where the clock stands afterwards. The items are there, and the buyer's account covers the orders.
// `beside`: what else happens in that time. Answers the workshops with open tasks, those with the most first.
[[nodiscard]] Result<std::vector<Id<Organisation>>> play_orders(Platform& platform, ManualClock& clock, Instant end,
                                                                const OrderParties& parties,
                                                                const std::function<Result<>(Instant)>& beside);

}  // namespace dengyun::server
