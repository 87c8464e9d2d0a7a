#pragma once
// Why orders are late, in units of time per cause, and what would help: remedies that were recomputed, not guessed.
#include "engines/scheduling/model.h"
#include "engines/scheduling/rich/plan.h"

namespace dengyun::scheduling {

// One operation on the chain that makes an order as late as it is.
struct ChainLink {
    OperationName operation;
    Tick start = 0, end = 0;
    std::array<Tick, causes>
        waited{};  // by Cause, between the end of its predecessor (or the order's release) and its start
    Cause cause = Cause::nothing;  // the last that it waited for,
    OperationName waited_for;      // and whom
};

enum class RemedyKind { add_shift, use_alternative, split_lot };

struct Remedy {
    RemedyKind kind = RemedyKind::add_shift;
    Index calendar = none;  // add_shift: opened during the span
    Interval span;
    OperationName operation;  // use_alternative: runs in this mode instead
    Index mode = none;
    Index lots = 1;      // split_lot
    Tick gain = 0;       // how much earlier the order ends
    Tick tardiness = 0;  // change of the weighted tardiness of all orders
    Tick cost = 0;       // change of cost; of a shift: its length times the price of overtime
};

struct Explanation {
    Index order = none;
    Tick lateness = 0;
    std::array<Tick, causes> waited{};  // over the chain; what of the lateness it does not cover is work itself
    std::vector<ChainLink> chain;       // from the first operation to the last
    std::vector<Remedy> remedies;       // those that gain, the greatest gain first
};

struct ExplainOptions {
    std::size_t orders_max = 100;   // the latest by weight
    std::size_t remedies_max = 20;  // tried for each order and kind
    Tick overtime_price = 0;        // cost of a unit of time of an added shift
};

// REQUIRES: the schedule is feasible for the problem.
[[nodiscard]] std::vector<Explanation> explain(const Problem& problem, const Schedule& schedule,
                                               const ExplainOptions& options);

}  // namespace dengyun::scheduling
