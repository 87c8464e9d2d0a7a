#pragma once
// The ways of doing one order: a Pareto set of price, date and risk.
#include "engines/dispatch/api.h"
#include "engines/dispatch/json/dispatch_json.h"
#include "engines/dispatch/network.h"

namespace dengyun::dispatch {

struct Options {
    std::vector<NamedPlan> plans;  // cheapest, fastest and safest carry these names; by price
    std::int64_t iterations = 0;
};

// Cheapest: of those on time, if any is. Error: conflict "dispatch.no_plan", as of model_of(), or without issues where
// the horizon is too short. Repeatable for a seed and a number of iterations where limits hold no seconds.
[[nodiscard]] Result<Options> find_options(const Network& network, Index order, const Limits& limits);

}  // namespace dengyun::dispatch
