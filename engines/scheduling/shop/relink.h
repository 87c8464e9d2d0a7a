#pragma once
// Selections between two others, and how far two are apart.
#include "engines/scheduling/shop/random_source.h"
#include "engines/scheduling/shop/shop_state.h"

namespace dengyun::scheduling {

// A selection on a way from `from` to `to`: wherever the parents agree on the order of two operations or on a mode, so
// does the child. Drawn by taking, again and again, the first operation that is missing yet from one of the two
// topological orders: `share` of the time from `to`. Never a cycle, O(operations).
[[nodiscard]] Selection merge(const Selection& from, const Selection& to, double share, RandomSource& random);

// How many operations have another predecessor on their machine in the other selection (0 … operations).
[[nodiscard]] int distance(const Shop& shop, const Selection& a, const Selection& b);

}  // namespace dengyun::scheduling
