// Goal: the minutes of a late order are laid to the right causes, and remedies gain what they say.
#include "engines/scheduling/explain/explain.h"

#include <gtest/gtest.h>

#include "engines/scheduling/solve.h"
#include "engines/scheduling/test/sample_problems.h"

namespace dengyun::scheduling {
namespace {

// One order after another on one machine with a night; the second can be helped in every way.
Problem example() {
    Problem out;
    out.horizon = 1'000;
    out.sites = {"X", "Y"};
    out.transport = {0, 2, 2, 0};
    out.calendars = {{.id = "day", .period = 20, .shifts = {{0, 10}}}};
    out.machines = {{.id = "A", .site = 0, .calendar = 0}, {.id = "B", .site = 1}, {.id = "C", .site = 0}};
    out.resources = {{.id = "mould", .kind = ResourceKind::tool}};
    Order first{.id = "first", .due = 100, .weight = 9};
    first.routings = {{.id = "r", .operations = {{.id = "0", .modes = {{.machine = 0, .duration = 6}}}}}};
    Order second{.id = "second", .quantity = 4, .due = 9};
    second.routings = {
        {.id = "r",
         .operations = {{.id = "0",
                         .modes = {{.machine = 0, .duration_per_unit = 2}, {.machine = 2, .duration = 30, .cost = 5}}},
                        {.id = "1", .modes = {{.machine = 1, .duration = 3, .requirements = {{.resource = 0}}}}}},
         .links = {{.from = 0, .to = 1}}}};
    out.orders = {first, second};
    out.objective.terms = {{Criterion::tardiness, 1}};
    return out;
}

Schedule first_then_second() {
    Schedule out;
    out.orders.resize(2);
    out.assignments = {{.order = 0, .operation = 0, .mode = 0, .start = 0, .end = 6},
                       {.order = 1, .operation = 0, .mode = 0, .start = 6, .end = 24},
                       {.order = 1, .operation = 1, .mode = 0, .start = 26, .end = 29, .resources = {0}}};
    return out;
}

TEST(explain, minutes_by_cause_and_remedies) {
    const auto problem = example();
    ASSERT_TRUE(validate(problem));
    const auto schedule = first_then_second();
    ASSERT_TRUE(check_schedule(problem, schedule).feasible());
    const auto out = explain(problem, schedule, {.overtime_price = 3});
    ASSERT_EQ(out.size(), 1U);
    const auto& late = out[0];
    EXPECT_EQ(late.order, 1);
    EXPECT_EQ(late.lateness, 20);
    ASSERT_EQ(late.chain.size(), 2U);
    EXPECT_EQ(late.waited[static_cast<std::size_t>(Cause::machine)], 6);
    EXPECT_EQ(late.waited[static_cast<std::size_t>(Cause::calendar)], 10);
    EXPECT_EQ(late.waited[static_cast<std::size_t>(Cause::transport)], 2);
    EXPECT_EQ(late.chain[0].waited_for.order, 0);
    // An open night lets it end at 6 + 8 + 2 + 3.
    const auto shift = std::ranges::find(late.remedies, RemedyKind::add_shift, &Remedy::kind);
    ASSERT_NE(shift, late.remedies.end());
    EXPECT_EQ(shift->gain, 10);
    EXPECT_EQ(shift->span.begin, 10);
    EXPECT_EQ(shift->cost, 3 * 10);
    EXPECT_EQ(shift->tardiness, -10);
    // Two lots of 4: 6 to 10 and, after the night, 20 to 24; nothing is gained, so it is not offered.
    EXPECT_EQ(std::ranges::find(late.remedies, RemedyKind::split_lot, &Remedy::kind), late.remedies.end());
}

TEST(explain, the_alternative_that_helps_is_offered_with_its_cost) {
    auto problem = example();
    problem.orders[1].routings[0].operations[0].modes[1].duration = 12;
    const auto out = explain(problem, first_then_second(), {});
    const auto remedy = std::ranges::find(out[0].remedies, RemedyKind::use_alternative, &Remedy::kind);
    ASSERT_NE(remedy, out[0].remedies.end());
    EXPECT_EQ(remedy->gain, 29 - (12 + 2 + 3));
    EXPECT_EQ(remedy->cost, 5);
    EXPECT_EQ(remedy->mode, 1);
}

TEST(explain, a_split_lot_that_helps_is_offered) {
    auto problem = example();
    auto& work = problem.orders[1].routings[0].operations;
    work[1].modes[0] = {.machine = 1, .duration_per_unit = 5, .requirements = {{.resource = 0}}};
    Schedule schedule = first_then_second();
    schedule.assignments[2].end = 46;
    ASSERT_TRUE(check_schedule(problem, schedule).feasible());
    const auto out = explain(problem, schedule, {});
    const auto remedy = std::ranges::find(out[0].remedies, RemedyKind::split_lot, &Remedy::kind);
    ASSERT_NE(remedy, out[0].remedies.end());
    // Two lots: one from 6 to 10 and from 12 to 22, the other, after the night, from 20 to 24 and from 26 to 36.
    EXPECT_EQ(remedy->lots, 2);
    EXPECT_EQ(remedy->gain, 46 - 36);
}

TEST(explain, says_nothing_where_nothing_is_late) {
    auto problem = example();
    problem.orders[1].due = 1'000;
    EXPECT_TRUE(explain(problem, first_then_second(), {}).empty());
}

}  // namespace
}  // namespace dengyun::scheduling
