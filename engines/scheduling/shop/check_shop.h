#pragma once
// A check of schedules that shares nothing with the solver but the shop itself.
#include <string>

#include "engines/scheduling/shop/shop.h"

namespace dengyun::scheduling {

// Every operation once, in a mode of its own, after the operation before it in its job; no machine does two at a time.
// Empty where that holds, otherwise what is wrong first, for a log or a test. O(operations log operations).
[[nodiscard]] std::string fault_of(const Shop& shop, const ShopSchedule& schedule);

}  // namespace dengyun::scheduling
