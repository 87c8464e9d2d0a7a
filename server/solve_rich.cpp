#include "server/solve_rich.h"

#include <fmt/format.h>

#include "engines/scheduling/json/problem_json.h"
#include "engines/scheduling/solve.h"

namespace dengyun::server {

Result<RichAnswer> solve_rich(const std::string& text, const scheduling::Limits& limits) {
    DENGYUN_TRY(problem, scheduling::read_problem(text));
    const auto result = scheduling::solve(problem, limits, [&](const scheduling::SolveProgress& progress) {
        if (!limits.stopwatch) return;
        fmt::print(stderr, "{:.2f} s: objective {}, lower bound {}{}\n", limits.stopwatch(), progress.objective,
                   progress.lower_bound, progress.feasible ? "" : ", not feasible");
    });
    const auto& totals = result.totals;
    const auto summary = fmt::format(
        R"({{"makespan":{},"lower_bound":{},"objective":{},"optimal":{},"seconds":{:.3f},"feasible":{},"tardiness":{},)"
        R"("setup":{},"cost":{},"stability":{},"solver":"{}","iterations":{}}})",
        totals.makespan, result.lower_bound, result.objective, result.optimal,
        limits.stopwatch ? limits.stopwatch() : 0.0, result.feasible, totals.tardiness, totals.setup, totals.cost,
        totals.stability, result.solver, result.iterations);
    return RichAnswer{scheduling::write_schedule(problem, result.schedule), summary};
}

}  // namespace dengyun::server
