#pragma once
// A running plan that a machine drops out of: first everything that is affected moves later and nothing else moves
// (right shift), then a search makes the plan better without straying from it more than that is worth.
#include "engines/scheduling/solve.h"

namespace dengyun::scheduling {

struct Outage {
    Index machine = none;
    Interval span;
};

// The problem as it is at `now`: the machine is closed during the outage, operations that have started are frozen (one
// that is interrupted goes on afterwards), the running schedule is the plan to stay near to, and stability counts with
// `stability_weight` beside the problem's own objective. REQUIRES: the schedule is feasible for the problem, 0 <= begin
// < end.
[[nodiscard]] Problem disrupted(const Problem& problem, const Schedule& running, const Outage& outage, Tick now,
                                Tick stability_weight);

struct RepairResult {
    Schedule schedule;
    bool feasible = false;
    ScheduleTotals totals;
    std::int64_t moved = 0;  // operations that start at another time or run elsewhere than planned
};

// Same sequences and modes as in the plan; every operation at its planned start or as little later as can be.
// REQUIRES for both: the problem has a complete plan, as disrupted() makes it.
[[nodiscard]] RepairResult right_shift(const Problem& disrupted);
[[nodiscard]] RepairResult repair(const Problem& disrupted, const Limits& limits);

}  // namespace dengyun::scheduling
