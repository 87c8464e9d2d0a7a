// Goal: the checker takes a feasible schedule and finds every kind of fault that is planted into it.
#include <algorithm>
#include <gtest/gtest.h>

#include "engines/scheduling/check/check_schedule.h"
#include "engines/scheduling/check/check_shop.h"

namespace dengyun::scheduling {
namespace {

// Two machines on two sites, a day of 10 with a break, set-ups, an operator with a skill, a batch oven.
struct Example {
    Problem problem;
    Schedule schedule;

    Example() {
        problem.horizon = 100;
        problem.families = {"f", "g"};
        problem.skills = {"weld"};
        problem.sites = {"X", "Y"};
        problem.transport = {0, 3, 2, 0};
        problem.calendars = {{.id = "day", .period = 20, .shifts = {{0, 8}, {9, 20}}}};
        problem.setup_matrices = {{.id = "s", .duration = {0, 2, 1, 0}}};
        problem.machines = {{.id = "A", .site = 0, .calendar = 0, .setup_matrix = 0, .initial_family = 0},
                            {.id = "oven", .site = 1, .batch_capacity = 2}};
        problem.resources = {{.id = "ann", .kind = ResourceKind::operators, .skills = {0}}, {.id = "tool"}};
        problem.objective.terms = {{Criterion::tardiness, 1}};
        for (const char* id : {"p", "q"}) {
            Order order{.id = id, .release = 1, .due = 10, .weight = 2};
            Routing routing{.id = "r"};
            routing.operations.push_back(
                {.id = "0", .family = 1, .modes = {{.machine = 0, .duration = 4, .requirements = {{.skill = 0}}}}});
            routing.operations.push_back({.id = "1", .family = 1, .modes = {{.machine = 1, .duration = 5}}});
            routing.links.push_back({.from = 0, .to = 1, .lag_min = 1, .lag_max = 12});
            order.routings.push_back(routing);
            problem.orders.push_back(order);
        }
        schedule.orders.resize(2);
        schedule.assignments = {
            {.order = 0, .operation = 0, .mode = 0, .start = 2, .end = 6, .setup = 2, .resources = {0}},
            {.order = 1, .operation = 0, .mode = 0, .start = 6, .end = 11, .resources = {0}},
            {.order = 0, .operation = 1, .mode = 0, .start = 15, .end = 20},
            {.order = 1, .operation = 1, .mode = 0, .start = 15, .end = 20}};
    }

    void expect(Fault fault) const {
        const auto check = check_schedule(problem, schedule);
        EXPECT_TRUE(std::ranges::any_of(check.breaches, [&](const Breach& one) { return one.fault == fault; }))
            << name_of(fault) << " of " << check.breaches.size()
            << (check.breaches.empty() ? "" : " first " + std::string(name_of(check.breaches[0].fault)));
    }
};

TEST(check_schedule, takes_what_is_feasible) {
    const Example example;
    ASSERT_TRUE(validate(example.problem));
    const auto check = check_schedule(example.problem, example.schedule);
    for (const auto& breach : check.breaches) ADD_FAILURE() << breach.place << " " << breach.text;
    EXPECT_EQ(check.totals.makespan, 20);
    EXPECT_EQ(check.totals.tardiness, 2 * 10 + 2 * 10);
    EXPECT_EQ(check.totals.setup, 2);
}

#define PLANT(name, fault, ...)                    \
    TEST(check_schedule, finds_##name) {           \
        Example example;                           \
        auto& problem = example.problem;           \
        auto& runs = example.schedule.assignments; \
        static_cast<void>(problem);                \
        static_cast<void>(runs);                   \
        __VA_ARGS__;                               \
        example.expect(fault);                     \
    }

PLANT(an_unknown_mode, Fault::unknown, runs[0].mode = 4)
PLANT(an_unknown_lot, Fault::unknown, runs[0].lot = 1)
PLANT(a_missing_operation, Fault::missing, runs.pop_back())
PLANT(a_repeated_operation, Fault::repeated, runs.push_back(runs[0]))
PLANT(a_missing_skill, Fault::wrong_resource, runs[0].resources = {1})
PLANT(a_missing_resource, Fault::wrong_resource, runs[0].resources = {})
PLANT(a_wrong_duration, Fault::duration, runs[0].end = 7)
PLANT(work_in_a_break, Fault::calendar, (runs[1].start = 8, runs[1].end = 13))
PLANT(a_spanned_break, Fault::calendar, problem.orders[1].routings[0].operations[0].spans_breaks = false)
PLANT(work_beyond_the_horizon, Fault::calendar, problem.horizon = 10)
PLANT(an_early_start, Fault::release, problem.orders[0].release = 3)
PLANT(a_late_material, Fault::release, problem.orders[0].routings[0].operations[0].release = 3)
PLANT(a_start_before_the_present, Fault::release, problem.now = 3)
PLANT(a_short_lag, Fault::lag_min, problem.orders[1].routings[0].links[0].lag_min = 5)
PLANT(a_long_lag, Fault::lag_max, problem.orders[0].routings[0].links[0].lag_max = 8)
PLANT(too_little_transport, Fault::transport, problem.transport = {0, 4, 2, 0})
PLANT(two_at_a_time, Fault::machine, (runs[1].start = 5, runs[1].end = 10))
PLANT(too_little_setup, Fault::setup, problem.setup_matrices[0].duration = {0, 3, 1, 0})
PLANT(a_setup_wrongly_stated, Fault::setup, runs[0].setup = 1)
PLANT(a_full_batch, Fault::batch, problem.machines[1].batch_capacity = 1)
PLANT(a_mixed_batch, Fault::batch, problem.orders[1].routings[0].operations[1].family = 0)
PLANT(a_torn_batch, Fault::machine, (runs[3].start = 16, runs[3].end = 21))
PLANT(too_many_units, Fault::capacity,
      (runs[0].start = 7, runs[0].end = 12, problem.machines.push_back(problem.machines[0]),
       problem.orders[0].routings[0].operations[0].modes[0].machine = 2))
PLANT(a_missing_trip, Fault::trucks, problem.trucks = 1)
PLANT(a_broken_freeze, Fault::frozen,
      problem.frozen.assignments.push_back({.order = 0, .operation = 0, .mode = 0, .start = 1, .resources = {0}}))
PLANT(a_broken_choice, Fault::frozen,
      (problem.orders[0].quantity = 2, problem.orders[0].lots_max = 2, problem.frozen.orders.push_back({0, {0, 2}})))

TEST(check_schedule, finds_a_truck_in_two_places) {
    Example example;
    example.problem.trucks = 1;
    auto& trips = example.schedule.trips;
    trips = {{{0, 0, 0}, {0, 0, 1}, 7, 10}, {{1, 0, 0}, {1, 0, 1}, 12, 15}};
    EXPECT_TRUE(check_schedule(example.problem, example.schedule).feasible());
    trips[0] = {{0, 0, 0}, {0, 0, 1}, 8, 11};  // back at 13
    example.expect(Fault::trucks);
    trips[0] = {{0, 0, 0}, {0, 0, 1}, 7, 9};
    example.expect(Fault::trucks);
}

constexpr const char* shop = "2 2\n0 3 1 2\n1 4 0 1\n";

TEST(check_shop, takes_what_is_feasible) {
    const auto check = check_shop(shop, "", {{0, 0, 0, 0, 3}, {0, 1, 1, 4, 6}, {1, 0, 1, 0, 4}, {1, 1, 0, 4, 5}});
    EXPECT_TRUE(check.breaches.empty());
    EXPECT_EQ(check.makespan, 6);
}

TEST(check_shop, finds_planted_faults) {
    const std::vector<ShopRun> good = {{0, 0, 0, 0, 3}, {0, 1, 1, 4, 6}, {1, 0, 1, 0, 4}, {1, 1, 0, 4, 5}};
    const auto expect = [&](Fault fault, std::size_t i, ShopRun run) {
        auto runs = good;
        runs[i] = run;
        const auto check = check_shop(shop, "jsp", runs);
        EXPECT_TRUE(std::ranges::any_of(check.breaches, [&](const Breach& one) { return one.fault == fault; }))
            << name_of(fault);
    };
    expect(Fault::unknown, 0, {2, 0, 0, 0, 3});
    expect(Fault::repeated, 0, {1, 1, 0, 6, 7});
    expect(Fault::missing, 0, {1, 1, 0, 6, 7});
    expect(Fault::wrong_resource, 0, {0, 0, 1, 10, 13});
    expect(Fault::duration, 0, {0, 0, 0, 0, 2});
    expect(Fault::lag_min, 1, {0, 1, 1, 2, 4});
    expect(Fault::machine, 1, {0, 1, 1, 3, 5});
    EXPECT_FALSE(check_shop("2 2 nonsense", "", good).breaches.empty());
    EXPECT_FALSE(check_shop("", "", good).breaches.empty());
}

TEST(check_shop, reads_the_other_formats) {
    EXPECT_TRUE(check_shop("1 2\n3 0 1 1 1 0 1\n", "jsp_var", {{0, 0, 0, 0, 1}, {0, 1, 1, 1, 2}, {0, 2, 0, 2, 3}})
                    .breaches.empty());
    const char* flexible = "1 2 1.5\n2 2 1 3 2 4 1 2 5\n";
    EXPECT_TRUE(check_shop(flexible, "", {{0, 0, 1, 0, 4}, {0, 1, 1, 4, 9}}).breaches.empty());
    EXPECT_FALSE(check_shop(flexible, "fjsp", {{0, 0, 1, 0, 3}, {0, 1, 1, 4, 9}}).breaches.empty());
}

}  // namespace
}  // namespace dengyun::scheduling
