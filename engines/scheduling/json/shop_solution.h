#pragma once
// Solutions of classic shops: {"operations":[{"job":j,"op":k,"machine":m,"start":s,"end":e},…]}, all numbers from 0.
#include <string_view>
#include <vector>

#include "engines/scheduling/check/check_shop.h"
#include "kernel/base/result.h"

namespace dengyun::scheduling {

// Errors: as of read_schedule().
[[nodiscard]] Result<std::vector<ShopRun>> read_shop_solution(std::string_view text);

}  // namespace dengyun::scheduling
