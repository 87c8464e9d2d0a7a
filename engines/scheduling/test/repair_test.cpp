// Goal: after an outage the plan is feasible again, what has started stays, and no more moves than must or pays.
#include "engines/scheduling/repair/repair.h"

#include <gtest/gtest.h>
#include <map>

#include "engines/scheduling/test/sample_problems.h"

namespace dengyun::scheduling {
namespace {

Limits steps(std::int64_t count) {
    Limits limits;
    limits.iterations = count;
    return limits;
}

struct Running {
    Problem problem;
    Schedule schedule;
};

Running running(unsigned seed) {
    auto problem = sample::problem({.modes = true,
                                    .tools = true,
                                    .setups = true,
                                    .calendars = seed % 2 == 0,
                                    .lags = true,
                                    .criterion = Criterion::tardiness,
                                    .orders = 8,
                                    .operations = 4},
                                   seed);
    if (problem.horizon > 0) problem.horizon = 2'000;
    auto result = solve(problem, steps(3'000), {});
    return {std::move(problem), std::move(result.schedule)};
}

TEST(repair, is_feasible_and_keeps_what_has_started) {
    for (unsigned seed = 1; seed <= 8; ++seed) {
        const auto plan = running(seed);
        const Tick now = 9;
        const auto problem = disrupted(plan.problem, plan.schedule, {.machine = 0, .span = {now, now + 15}}, now, 1);
        ASSERT_TRUE(validate(problem));
        const auto shifted = right_shift(problem), repaired = repair(problem, steps(4'000));
        for (const auto* result : {&shifted, &repaired}) {
            EXPECT_TRUE(result->feasible);
            const auto check = check_schedule(problem, result->schedule);
            for (const auto& breach : check.breaches)
                ADD_FAILURE() << name_of(breach.fault) << " " << breach.place << " " << breach.text;
            EXPECT_EQ(check.totals.stability, result->totals.stability);
        }
        const auto value = [](const RepairResult& result) { return result.totals.tardiness + result.totals.stability; };
        EXPECT_LE(value(repaired), value(shifted));
        std::map<std::tuple<Index, Index, Index>, Assignment> before;
        for (const auto& one : plan.schedule.assignments) before[{one.order, one.lot, one.operation}] = one;
        for (const auto& one : shifted.schedule.assignments) {
            const auto& old = before[{one.order, one.lot, one.operation}];
            EXPECT_EQ(one.mode, old.mode);
            EXPECT_GE(one.start, old.start);
        }
    }
}

TEST(repair, nothing_moves_where_nothing_is_hit) {
    const auto plan = running(1);
    const auto problem = disrupted(plan.problem, plan.schedule, {.machine = 0, .span = {500, 600}}, 5, 1);
    EXPECT_EQ(right_shift(problem).moved, 0);
    EXPECT_EQ(right_shift(problem).totals.stability, 0);
}

TEST(repair, an_interrupted_operation_goes_on_after_the_outage) {
    auto problem = sample::problem({.orders = 1, .operations = 1}, 1);
    problem.orders[0].routings[0].operations[0].modes[0] = {.machine = 0, .duration = 10};
    problem.orders[0].routings[0].operations[0].spans_breaks = false;
    const auto result = solve(problem, steps(10), {});
    const auto broken = disrupted(problem, result.schedule, {.machine = 0, .span = {4, 9}}, 4, 1);
    const auto shifted = right_shift(broken);
    EXPECT_TRUE(check_schedule(broken, shifted.schedule).feasible());
    EXPECT_EQ(shifted.schedule.assignments[0].start, 0);
    EXPECT_EQ(shifted.schedule.assignments[0].end, 15);
}

}  // namespace
}  // namespace dengyun::scheduling
