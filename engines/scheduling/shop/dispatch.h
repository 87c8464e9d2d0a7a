#pragma once
// Builds first schedules of a shop: machines that are free take the waiting operation of the highest priority.
#include "engines/scheduling/shop/random_source.h"
#include "engines/scheduling/shop/shop_state.h"
#include "engines/scheduling/shop/windows.h"

namespace dengyun::scheduling {

struct DispatchRule {
    // Who goes first: the job with the most work left, or the one that lags most behind a steady pace by which all jobs
    // would end together (the middle of the operation counts).
    enum class Priority { work_left, progress };
    Priority priority = Priority::work_left;
    double noise = 0;     // blurs the priorities; 0: not at all, 1: each by a factor from 0 to 2
    double patience = 0;  // how long a machine may wait for an urgent operation that is on its way: 0 not at all
                          // (non-delay), 1 as long as nothing else could be finished meanwhile (active schedules)
};

// Dispatching in the order of time. An operation with several modes joins the queue where it is expected to end first.
// O(modes + operations * queue length); deterministic for noise 0. Source of the parametrised wait: Gonçalves, Mendes &
// Resende (2005).
[[nodiscard]] Selection dispatch(const Shop& shop, const DispatchRule& rule, RandomSource& random);

// The order in which a steady pace, by which all jobs would end together, reaches the middle of the operations; each in
// its shortest mode. O(operations log operations).
[[nodiscard]] Selection steady_pace(const Shop& shop);

// The order of the middles of the windows that the last admitted deadline leaves, in the given modes. Where the
// deadline is tight, propagation has decided most of the order already. O(operations log operations).
[[nodiscard]] Selection by_windows(const Shop& shop, const Windows& windows, std::vector<int> mode);

}  // namespace dengyun::scheduling
