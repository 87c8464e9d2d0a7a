#pragma once
// One way into the engine for rich problems: picks the solver by the structure of the problem.
#include <functional>
#include <string_view>

#include "engines/scheduling/api.h"
#include "engines/scheduling/model.h"

namespace dengyun::scheduling {

struct ScheduleTotals {
    Tick makespan = 0, tardiness = 0, setup = 0, cost = 0, stability = 0;
};

struct SolveResult {
    Schedule schedule;
    bool feasible = false;  // false: nothing feasible was found; the schedule breaks as little as could be had
    ScheduleTotals totals;
    Tick objective = 0;       // the weighted sum; where lexicographic, its first term
    Tick lower_bound = 0;     // of that, for every feasible schedule
    bool optimal = false;     // of a lexicographic objective only the first term is known to be
    std::string_view solver;  // "shop", "single_machine", "rich"
    std::int64_t iterations = 0;
};

struct SolveProgress {
    Tick objective, lower_bound;
    bool feasible;
};
using SolveHandler = std::function<void(const SolveProgress&)>;  // from one thread at a time

// REQUIRES: the problem is valid; limits hold seconds or iterations. Repeatable with one thread, the same seed and a
// limit of iterations.
[[nodiscard]] SolveResult solve(const Problem& problem, const Limits& limits, const SolveHandler& on_progress);

}  // namespace dengyun::scheduling
