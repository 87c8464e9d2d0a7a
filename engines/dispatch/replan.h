#pragma once
// Many orders over one network: the nightly plan of everything open, and the repair of running plans after events.
#include "engines/dispatch/api.h"
#include "engines/dispatch/network.h"

namespace dengyun::dispatch {

struct PlanAll {
    std::vector<OrderPlan> plans;  // by order
    std::vector<Index> unplanned;  // orders for which there is no capacity or nobody able
    std::int64_t price_fen = 0;
    Tick late_ms = 0;  // sum over the orders
    std::int64_t iterations = 0;
};

// Plans every order anew: those with the least slack first, then again and again a few of them taken out and put back
// in another sequence, as long as that lowers price and penalties for lateness. With fairness each goes to the least
// loaded workshops that so much more of its price pays for. What has started in problem.plans stays. Books what it
// plans in the network. `limits.iterations` is the number of changes tried for an order the first time.
[[nodiscard]] PlanAll plan_all(Network& network, const Limits& limits);

struct Change {
    Index order = none;
    std::int64_t price_fen = 0;  // after less before
    Tick finish_ms = 0;
    Index lots_moved = 0;  // open lots that are elsewhere or at another time now
};

struct Redispatch {
    std::vector<OrderPlan> plans;  // of every order that had one, by order
    std::vector<Change> changes;   // of the orders that the events touch
    std::vector<Index> unplanned;  // touched orders that nobody can finish now: they keep their old plan
    std::int64_t iterations = 0;
};

// Solves the open operations of the orders that problem.events touch again, from the running plan and from scratch;
// what has started stays, other orders keep their plans.
[[nodiscard]] Redispatch redispatch(const Problem& problem, const Limits& limits);

}  // namespace dengyun::dispatch
