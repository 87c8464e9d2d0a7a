#pragma once
// One order compiled for the search: what it needs, who can do each operation, what stays as it is.
#include <map>
#include <set>

#include "engines/dispatch/candidates.h"
#include "engines/dispatch/quantities.h"

namespace dengyun::dispatch {

struct Follower {
    Index operation, link;  // the link's place among the follower's predecessors
};

struct OrderModel {
    Index number = none;
    const Order* order = nullptr;
    Needs needs;
    std::vector<std::vector<Follower>> followers;    // of each operation
    std::vector<std::vector<Candidate>> candidates;  // of each operation, those that the search looks at
    std::vector<std::vector<Lot>> started;           // of each operation: they stay
    std::vector<Shipment> sent;                      // between started lots, and delivered by now: they stay
    std::vector<std::int64_t> open_milli;            // input of each operation that has no started lot yet
};

// How many candidates of an operation the search looks at.
inline constexpr std::size_t candidates_max = 120;

// Declined: (operation, workshop) pairs. Error: conflict "dispatch.no_plan" with an issue for each operation that
// nobody can do, the reasons with their counts in its detail.
[[nodiscard]] Result<OrderModel> model_of(const Network& network, Index order, const OrderPlan* running = nullptr,
                                          const std::set<std::pair<Index, Index>>& declined = {});

}  // namespace dengyun::dispatch
