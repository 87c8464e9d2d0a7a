// Goal: on small problems with each feature of the model the solver finds what trying every start finds, its bound is
// below, and the independent checker agrees with every schedule and every total; what must not matter does not matter.
#include "engines/scheduling/solve.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "engines/scheduling/test/sample_problems.h"
#include "kernel/base/test/sanitized.h"

namespace dengyun::scheduling {
namespace {

using sample::Features;

Limits steps(std::int64_t count, std::uint64_t seed = 1) {
    Limits limits;
    limits.iterations = count;
    limits.seed = seed;
    return limits;
}

void expect_checked(const Problem& problem, const SolveResult& result) {
    const auto check = check_schedule(problem, result.schedule);
    for (const auto& breach : check.breaches)
        ADD_FAILURE() << name_of(breach.fault) << " " << breach.place << " " << breach.text;
    EXPECT_TRUE(result.feasible);
    EXPECT_EQ(check.totals.makespan, result.totals.makespan);
    EXPECT_EQ(check.totals.tardiness, result.totals.tardiness);
    EXPECT_EQ(check.totals.setup, result.totals.setup);
    EXPECT_EQ(check.totals.cost, result.totals.cost);
    EXPECT_EQ(check.totals.stability, result.totals.stability);
    EXPECT_LE(result.lower_bound, result.objective);
}

// Both objectives that matter most, six problems each (two under a sanitizer).
void expect_optimal(Features features, Tick last_start) {
    for (const auto criterion : {Criterion::makespan, Criterion::tardiness}) {
        features.criterion = criterion;
        int feasible = 0;
        for (unsigned seed = 1; seed <= (test::is_sanitized ? 2 : 6); ++seed) {
            const auto problem = sample::problem(features, seed);
            const auto valid = validate(problem);
            ASSERT_TRUE(valid) << valid.error().issues[0].field << " " << valid.error().issues[0].code;
            const auto optimum = sample::by_every_start(problem, last_start);
            if (!optimum) continue;
            ++feasible;
            const auto result = solve(problem, steps(3'000), {});
            SCOPED_TRACE("seed " + std::to_string(seed) + " criterion " + std::to_string(static_cast<int>(criterion)));
            expect_checked(problem, result);
            EXPECT_EQ(result.objective, optimum->value);
            EXPECT_LE(result.lower_bound, optimum->value);
        }
        EXPECT_GT(feasible, test::is_sanitized ? 0 : 1);
    }
}

TEST(solve, chains_on_two_machines) { expect_optimal({}, 9); }
TEST(solve, modes) { expect_optimal({.modes = true, .operations = 2}, 6); }
TEST(solve, tools) { expect_optimal({.tools = true}, 10); }
TEST(solve, operators_by_skill) { expect_optimal({.skills = true}, 8); }
TEST(solve, cumulative_resources) { expect_optimal({.cumulative = true}, 9); }
TEST(solve, setups) { expect_optimal({.setups = true}, 11); }
TEST(solve, calendars) { expect_optimal({.tools = true, .calendars = true}, 13); }
TEST(solve, calendars_without_spanning) { expect_optimal({.calendars = true, .unbroken = true}, 13); }
TEST(solve, setups_in_calendars) { expect_optimal({.setups = true, .calendars = true}, 13); }
TEST(solve, minimum_lags) { expect_optimal({.lags = true, .releases = true}, 11); }
TEST(solve, maximum_lags) { expect_optimal({.lags = true, .maximum_lags = true}, 11); }
TEST(solve, transport) { expect_optimal({.transport = true}, 11); }
TEST(solve, batches) { expect_optimal({.batches = true, .releases = true}, 10); }
TEST(solve, lots) { expect_optimal({.lots = true, .orders = 1, .operations = 2}, 7); }
TEST(solve, alternative_routings) { expect_optimal({.routings = true}, 9); }
TEST(solve, links_between_orders) { expect_optimal({.order_links = true}, 12); }
TEST(solve, frozen_operations) { expect_optimal({.tools = true, .frozen = true}, 11); }

TEST(solve, cost_and_setup_as_objective) {
    for (const auto criterion : {Criterion::cost, Criterion::setup}) {
        for (unsigned seed = 1; seed <= 6; ++seed) {
            const auto problem = sample::problem(
                {.modes = true, .setups = true, .criterion = criterion, .orders = 3, .operations = 1}, seed);
            const auto optimum = sample::by_every_start(problem, 9);
            ASSERT_TRUE(optimum);
            const auto result = solve(problem, steps(3'000), {});
            expect_checked(problem, result);
            EXPECT_EQ(result.objective, optimum->value);
            EXPECT_LE(result.lower_bound, optimum->value);
        }
    }
}

TEST(solve, a_single_machine_with_setups_has_a_bound) {
    for (const auto criterion : {Criterion::makespan, Criterion::tardiness, Criterion::setup}) {
        for (unsigned seed = 1; seed <= 12; ++seed) {
            auto problem =
                sample::problem({.setups = true, .criterion = criterion, .orders = 3, .operations = 1}, seed);
            for (auto& order : problem.orders) {
                order.weight = 1 + static_cast<Tick>(seed + order.routings[0].operations[0].modes[0].duration) % 3;
                order.routings[0].operations[0].modes[0].machine = 0;
            }
            const auto optimum = sample::by_every_start(problem, 12);
            ASSERT_TRUE(optimum);
            const auto result = solve(problem, steps(500), {});
            expect_checked(problem, result);
            EXPECT_LE(result.lower_bound, optimum->value) << "seed " << seed;
        }
    }
}

// Three orders of one piece of work on one machine, which is due at once: the places alone give the optimum.
TEST(solve, tardiness_is_bounded_by_places_on_the_machine) {
    Problem problem;
    problem.machines = {{.id = "A"}, {.id = "B"}};
    problem.objective.terms = {{Criterion::tardiness, 1}};
    for (const char* id : {"p", "q", "r"}) {
        Order order{.id = id, .due = 0, .weight = 2};
        Routing routing{.id = "r"};
        routing.operations.push_back({.id = "0", .modes = {{.machine = 0, .duration = 4}}});
        routing.operations.push_back({.id = "1", .modes = {{.machine = 1, .duration = 1}}});
        routing.links.push_back({.from = 0, .to = 1});
        order.routings.push_back(routing);
        problem.orders.push_back(order);
    }
    ASSERT_TRUE(validate(problem));
    const auto result = solve(problem, steps(500), {});
    EXPECT_EQ(result.objective, 2 * (5 + 9 + 13));
    EXPECT_EQ(result.lower_bound, result.objective);
    EXPECT_TRUE(result.optimal);
}

TEST(solve, everything_at_once_is_feasible) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        auto problem = sample::problem({.modes = true,
                                        .tools = true,
                                        .skills = true,
                                        .setups = true,
                                        .calendars = true,
                                        .unbroken = true,
                                        .lags = true,
                                        .transport = true,
                                        .batches = seed % 2 == 0,
                                        .releases = true,
                                        .lots = true,
                                        .routings = true,
                                        .order_links = true,
                                        .criterion = Criterion::tardiness,
                                        .orders = 6,
                                        .operations = 4},
                                       seed);
        problem.horizon = 5'000;
        problem.trucks = seed % 3 == 0 ? 1 : 0;
        problem.objective = {
            seed % 2 == 0,
            {{Criterion::tardiness, 3}, {Criterion::setup, 1}, {Criterion::makespan, 2}, {Criterion::cost, 1}}};
        ASSERT_TRUE(validate(problem));
        expect_checked(problem, solve(problem, steps(4'000, seed), {}));
    }
}

TEST(solve, two_threads_are_checked_too) {
    const auto problem = sample::problem(
        {.modes = true, .setups = true, .criterion = Criterion::tardiness, .orders = 8, .operations = 3}, 3);
    auto limits = steps(5'000);
    limits.threads = 2;
    expect_checked(problem, solve(problem, limits, {}));
}

TEST(solve, one_thread_with_iterations_repeats_itself) {
    for (const bool single : {false, true}) {
        const auto problem = sample::problem({.modes = !single,
                                              .setups = true,
                                              .criterion = Criterion::tardiness,
                                              .orders = 10,
                                              .operations = single ? 1 : 3},
                                             4);
        const auto a = solve(problem, steps(20'000, 7), {}), b = solve(problem, steps(20'000, 7), {});
        ASSERT_EQ(a.schedule.assignments.size(), b.schedule.assignments.size());
        for (std::size_t i = 0; i < a.schedule.assignments.size(); ++i) {
            EXPECT_EQ(a.schedule.assignments[i].start, b.schedule.assignments[i].start);
            EXPECT_EQ(a.schedule.assignments[i].mode, b.schedule.assignments[i].mode);
        }
    }
}

TEST(solve, permuting_orders_and_machines_changes_nothing) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        const auto problem = sample::problem({.modes = true, .lags = true, .criterion = Criterion::tardiness}, seed);
        auto turned = problem;
        std::ranges::reverse(turned.orders);
        std::ranges::reverse(turned.machines);
        for (auto& order : turned.orders)
            for (auto& operation : order.routings[0].operations)
                for (auto& mode : operation.modes) mode.machine = 1 - mode.machine;
        EXPECT_EQ(solve(problem, steps(3'000), {}).objective, solve(turned, steps(3'000), {}).objective);
    }
}

TEST(solve, relaxing_never_worsens_an_optimum) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        const auto problem = sample::problem({.tools = true, .setups = true, .lags = true, .releases = true}, seed);
        const auto before = solve(problem, steps(3'000), {}).objective;
        auto more_tools = problem;
        more_tools.resources[0].capacity = 2;
        auto no_setups = problem;
        for (auto& machine : no_setups.machines) machine.setup_matrix = none;
        auto no_lags = problem;
        for (auto& order : no_lags.orders)
            for (auto& link : order.routings[0].links) link.lag_min = 0;
        for (const auto* relaxed : {&more_tools, &no_setups, &no_lags})
            EXPECT_LE(solve(*relaxed, steps(3'000), {}).objective, before);
    }
}

TEST(solve, shops_go_to_the_solver_of_shops) {
    const auto problem = sample::problem({.modes = true, .orders = 4, .operations = 4}, 5);
    const auto result = solve(problem, steps(2'000), {});
    EXPECT_EQ(result.solver, "shop");
    expect_checked(problem, result);
    const auto single =
        solve(sample::problem({.setups = true, .criterion = Criterion::tardiness, .orders = 1, .operations = 1}, 5),
              steps(10), {});
    EXPECT_EQ(single.solver, "single_machine");
}

TEST(solve, a_truck_makes_one_trip_at_a_time) {
    auto problem = sample::problem({.transport = true}, 1);
    // Two orders go from X to Y, which takes 2 there and 1 back; each has work of 1 on either side.
    for (auto& order : problem.orders) {
        order.routings[0].operations[0].modes = {{.machine = 0, .duration = 1}};
        order.routings[0].operations[1].modes = {{.machine = 1, .duration = 1}};
    }
    EXPECT_EQ(solve(problem, steps(1'000), {}).objective, 5);
    problem.trucks = 1;
    const auto result = solve(problem, steps(1'000), {});
    expect_checked(problem, result);
    EXPECT_EQ(result.objective, 1 + 3 + 2 + 1);
    EXPECT_EQ(result.schedule.trips.size(), 2U);
}

}  // namespace
}  // namespace dengyun::scheduling
