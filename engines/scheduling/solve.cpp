#include "engines/scheduling/solve.h"

#include <algorithm>
#include <numeric>

#include "engines/scheduling/rich/as_shop.h"
#include "engines/scheduling/rich/bounds.h"
#include "engines/scheduling/rich/search.h"
#include "engines/scheduling/rich/single_machine.h"
#include "engines/scheduling/shop/solve_shop.h"

namespace dengyun::scheduling {
namespace {

constexpr int floor_iterations = 1'500;
constexpr double floor_share = 0.1;  // of the time, for bounds

SolveResult result_of(const Problem& problem, const Plan& plan, Tick lower_bound, std::string_view solver) {
    const auto& totals = plan.totals();
    const Score score(problem.objective, totals);
    SolveResult out;
    out.schedule = plan.schedule();
    out.feasible = totals.violation == 0;
    out.totals = {totals.makespan, totals.tardiness, totals.setup, totals.cost, totals.stability};
    out.objective = score.objective_value(totals);
    out.lower_bound = std::min(lower_bound, out.feasible ? out.objective : lower_bound);
    out.optimal = out.feasible && out.objective == out.lower_bound;
    out.solver = solver;
    return out;
}

SolveResult solve_as_shop(const Instance& instance, const Shop& shop, const Limits& limits,
                          const SolveHandler& on_progress) {
    const auto result = solve_shop(shop, limits, [&](const ShopProgress& progress) {
        if (on_progress) on_progress({progress.makespan, progress.lower_bound, true});
    });
    Decisions decisions;
    decisions.list.resize(static_cast<std::size_t>(instance.operations));
    std::iota(decisions.list.begin(), decisions.list.end(), 0);
    // Operations without duration may start together with their neighbours: the number keeps their order.
    std::ranges::sort(decisions.list, {},
                      [&](Index op) { return std::pair{result.schedule.start[static_cast<std::size_t>(op)], op}; });
    decisions.mode.assign(result.schedule.mode.begin(), result.schedule.mode.end());
    decisions.alternative = instance.alternative_first;
    decisions.alternative.pop_back();
    decisions.hold.assign(decisions.list.size(), 0);
    Plan plan(instance);
    plan.load(decisions);
    auto out = result_of(*instance.problem, plan, result.lower_bound, "shop");
    out.iterations = result.moves;
    return out;
}

SolveResult solve_sequence(const Instance& instance, const SingleMachineJobs& jobs, const Limits& limits,
                           Tick lower_bound, const SolveHandler& on_progress) {
    const Tick weight = instance.problem->objective.lexicographic ? 1 : instance.problem->objective.terms[0].weight;
    const auto best = sequence_jobs(jobs, limits, weight > 0 ? lower_bound / weight : 0, [&](Tick tardiness) {
        if (on_progress) on_progress({weight * tardiness, lower_bound, true});
    });
    Plan plan(instance);
    plan.clear();
    for (const auto job : best.jobs) {
        const Index op = jobs.op[static_cast<std::size_t>(job)];
        plan.append(op, plan.mode(op));
    }
    plan.finish();
    auto out = result_of(*instance.problem, plan, lower_bound, "single_machine");
    out.iterations = best.iterations;
    return out;
}

}  // namespace

SolveResult solve(const Problem& problem, const Limits& limits, const SolveHandler& on_progress) {
    const Instance instance(problem);
    if (const auto shop = as_shop(instance)) return solve_as_shop(instance, *shop, limits, on_progress);
    const double begin = limits.stopwatch ? limits.stopwatch() : 0;
    const auto floor = lower_bounds(instance, floor_iterations, [&] {
        return limits.seconds && limits.stopwatch() - begin > floor_share * *limits.seconds;
    });
    const Tick lower_bound = objective_floor(problem.objective, floor);
    const auto jobs = single_machine_jobs(instance);
    if (jobs && problem.objective.terms.size() == 1)
        return solve_sequence(instance, *jobs, limits, lower_bound, on_progress);
    Plan plan(instance);
    const auto found = search(instance, limits, nullptr, lower_bound, [&](const Totals& totals) {
        if (!on_progress) return;
        const Score score(problem.objective, totals);
        on_progress({score.objective_value(totals), lower_bound, totals.violation == 0});
    });
    plan.load(found.decisions);
    auto out = result_of(problem, plan, lower_bound, "rich");
    out.iterations = found.iterations;
    return out;
}

}  // namespace dengyun::scheduling
