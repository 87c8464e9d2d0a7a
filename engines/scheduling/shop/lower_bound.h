#pragma once
// Proven lower bounds on the makespan of a shop.
#include "engines/scheduling/shop/shop.h"

namespace dengyun::scheduling {

// The best of: the longest job; for each machine the preemptive one-machine bound (Jackson's schedule; Carlier 1982)
// over the operations that can run nowhere else; and, for shops with a choice, the work of all operations spread over
// the machines. O(operations log operations).
[[nodiscard]] Time lower_bound(const Shop& shop);

}  // namespace dengyun::scheduling
