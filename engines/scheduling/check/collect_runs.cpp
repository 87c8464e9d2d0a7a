#include <fmt/format.h>

#include "engines/scheduling/check/runs.h"

namespace dengyun::scheduling {
namespace {

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

template <class List>
bool within(Index i, const List& list) {
    return i >= 0 && at(i) < list.size();
}

bool choices(Runs& runs) {
    if (runs.schedule.orders.size() != runs.problem.orders.size()) {
        runs.add(Fault::unknown, "orders",
                 fmt::format("{} orders, not {}", runs.schedule.orders.size(), runs.problem.orders.size()));
        return false;
    }
    for (std::size_t o = 0; o < runs.schedule.orders.size(); ++o) {
        const auto& order = runs.problem.orders[o];
        const auto& taken = runs.schedule.orders[o];
        const bool splits = taken.lots == 1 || (taken.lots > 1 && taken.lots <= order.lots_max &&
                                                order.quantity / taken.lots >= order.lot_minimum);
        if (!within(taken.routing, order.routings) || !splits) {
            runs.add(Fault::unknown, fmt::format("order {}", o), "no such routing or number of lots");
            return false;
        }
    }
    return true;
}

bool collect(Runs& runs) {
    for (const auto& one : runs.schedule.assignments) {
        if (!within(one.order, runs.problem.orders) || one.lot < 0 ||
            one.lot >= runs.schedule.orders[at(one.order)].lots) {
            runs.add(Fault::unknown, one, "no such order or lot");
            continue;
        }
        const auto& order = runs.problem.orders[at(one.order)];
        const auto& taken = runs.schedule.orders[at(one.order)];
        const auto& list = order.routings[at(taken.routing)].operations;
        if (!within(one.operation, list) || !within(one.mode, list[at(one.operation)].modes)) {
            runs.add(Fault::unknown, one, "no such operation or mode");
            continue;
        }
        const auto& operation = list[at(one.operation)];
        const auto& mode = operation.modes[at(one.mode)];
        // Equal lots: the first `quantity mod lots` hold one piece more.
        const Tick pieces = order.quantity / taken.lots + (one.lot < order.quantity % taken.lots ? 1 : 0);
        const Run run{&one, &operation, &mode, mode.duration + pieces * mode.duration_per_unit};
        if (!runs.all.emplace(RunName{one.order, one.lot, one.operation}, run).second)
            runs.add(Fault::repeated, one, "runs more than once");
        runs.out.totals.cost += mode.cost + pieces * mode.cost_per_unit;
    }
    for (Index o = 0; o < static_cast<Index>(runs.problem.orders.size()); ++o) {
        const auto& taken = runs.schedule.orders[at(o)];
        const auto count = static_cast<Index>(runs.problem.orders[at(o)].routings[at(taken.routing)].operations.size());
        for (Index lot = 0; lot < taken.lots; ++lot)
            for (Index k = 0; k < count; ++k)
                if (!runs.all.contains({o, lot, k}))
                    runs.add(Fault::missing, Assignment{.order = o, .lot = lot, .operation = k},
                             "is not in the schedule");
    }
    return runs.out.breaches.empty();
}

}  // namespace

bool collect_runs(Runs& runs) { return choices(runs) && collect(runs); }

}  // namespace dengyun::scheduling
