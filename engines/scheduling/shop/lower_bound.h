#pragma once
// Proven lower bounds on the makespan of a shop.
#include "engines/scheduling/shop/shop.h"

namespace dengyun::scheduling {

// The best of: the longest job; for each machine the preemptive one-machine bound (Jackson's schedule; Carlier 1982)
// over the operations that can run nowhere else; and, for shops with a choice, the work of all operations spread over
// the machines. O(operations log operations).
[[nodiscard]] Time lower_bound(const Shop& shop);

// A better one, at most `upper`: by bisection the first deadline that propagation (windows.h) does not refute. `bound`
// where the shop is too large for it: a pass over a machine costs the square of its operations.
[[nodiscard]] Time destructive_bound(const Shop& shop, Time bound, Time upper);

}  // namespace dengyun::scheduling
