#pragma once
// A walk that fails, made shorter: steps are left out in ever smaller pieces as long as it still fails in the same way
// (delta debugging, Zeller and Hildebrandt 2002). Each try is a walk on a database of its own.
#include "test/orders/walk.h"

namespace dengyun::order_loop {

// The commands of the shortest failing walk that was found in a bounded number of tries, and its steps.
[[nodiscard]] std::string shrunk(std::uint64_t seed, std::vector<int> steps, const std::string& what);

}  // namespace dengyun::order_loop
