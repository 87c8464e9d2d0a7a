#pragma once
// Proven lower bounds on the makespan of a shop.
#include <functional>

#include "engines/scheduling/shop/shop.h"
#include "engines/scheduling/shop/windows.h"

namespace dengyun::scheduling {

// The best of: the longest job; for each machine the preemptive one-machine bound (Jackson's schedule; Carlier 1982)
// over the operations that can run nowhere else; and, for shops with a choice, the most even load of the machines
// (load_bound.h). O(operations log operations + 500 modes).
[[nodiscard]] Time lower_bound(const Shop& shop);

// A better one, at most `upper`: the first deadline that the propagation in `windows` does not refute, by bisection.
// `stop` is asked often; what was proven until then counts.
[[nodiscard]] Time destructive_bound(Windows& windows, Time bound, Time upper, const std::function<bool()>& stop);

}  // namespace dengyun::scheduling
