#pragma once
// The part of the checker that looks at one order's plan.
#include "engines/dispatch/check/check_plan.h"
#include "engines/dispatch/check/opening_hours.h"

namespace dengyun::dispatch::check {

// False where it refers to things that do not exist: then nothing more can be said.
bool check_order(const Problem& problem, const OrderPlan& plan, std::vector<Breach>& out);

[[nodiscard]] std::string place_of(const Problem& problem, const LotName& name);
[[nodiscard]] OpeningHours hours_of(const Problem& problem, Index machine);

}  // namespace dengyun::dispatch::check
