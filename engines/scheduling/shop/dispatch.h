#pragma once
// Builds first schedules of a shop: machines that are free take the waiting operation of the highest priority.
#include "engines/scheduling/shop/random_source.h"
#include "engines/scheduling/shop/shop_state.h"

namespace dengyun::scheduling {

// Non-delay dispatching in the order of time. Priority: the work that is left in the job, blurred by `noise` (0: not at
// all; 1: up to twice as much or nothing). An operation with several modes joins the queue where it is expected to end
// first. O(modes + operations * queue length); deterministic for noise 0.
[[nodiscard]] Selection dispatch(const Shop& shop, double noise, RandomSource& random);

}  // namespace dengyun::scheduling
