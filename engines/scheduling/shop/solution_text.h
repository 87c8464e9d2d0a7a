#pragma once
// Writes the schedule of a shop as the command line gives it out.
#include <string>

#include "engines/scheduling/shop/shop.h"

namespace dengyun::scheduling {

// {"operations":[{"job":0,"op":0,"machine":2,"start":0,"end":4},…]}, one operation a line, all numbers from 0.
[[nodiscard]] std::string solution_text(const Shop& shop, const ShopSchedule& schedule);

}  // namespace dengyun::scheduling
