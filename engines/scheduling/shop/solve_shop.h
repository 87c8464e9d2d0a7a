#pragma once
// The solver of classic shops: the best schedule that the budget allows, with a proven lower bound beside it.
#include <functional>

#include "engines/scheduling/api.h"
#include "engines/scheduling/shop/shop.h"

namespace dengyun::scheduling {

struct ShopResult {
    ShopSchedule schedule;
    Time makespan = 0;
    Time lower_bound = 0;    // no schedule ends earlier
    std::int64_t moves = 0;  // steps of all searches together
    [[nodiscard]] bool optimal() const { return makespan == lower_bound; }
};

struct ShopProgress {
    Time makespan;
    Time lower_bound;
};
// Called with every improvement, from one thread at a time.
using ShopProgressHandler = std::function<void(const ShopProgress&)>;

// Needs a limit of seconds or of iterations. The same seed, one thread and a limit of iterations give the same schedule
// on every run.
[[nodiscard]] ShopResult solve_shop(const Shop& shop, const Limits& limits, const ShopProgressHandler& on_progress);

}  // namespace dengyun::scheduling
