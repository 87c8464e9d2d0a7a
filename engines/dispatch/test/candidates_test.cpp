// Goal: who can do an operation is found whole, everybody else is refused for the right reason, and what an order needs
// follows from its yields.
#include "engines/dispatch/candidates.h"

#include <gtest/gtest.h>

#include "engines/dispatch/generate/generate.h"
#include "engines/dispatch/quantities.h"

namespace dengyun::dispatch {
namespace {

TEST(candidates, names_the_reason_of_each_refusal) {
    Problem problem;
    problem.horizon_ms = 100'000'000;
    problem.processes = {"cut", "weld"};
    problem.materials = {"PC", "steel"};
    problem.certificates = {"ISO"};
    problem.sites = {{"A", 0, 0}};
    problem.workshops = {{.id = "good", .site = 0, .certificates = {0}}, {.id = "plain", .site = 0}};
    const Capability able{.process = 0, .materials = {0}, .size_max_um = {5, 300, 200}, .tolerance_um = 10};
    const auto add = [&](Index workshop, Capability capability, std::vector<Interval> booked = {}) {
        problem.machines.push_back({.id = std::to_string(problem.machines.size()),
                                    .workshop = workshop,
                                    .capabilities = {capability},
                                    .booked = booked});
    };
    add(0, able);
    auto other = able;
    other.process = 1;
    add(0, other);
    other = able;
    other.materials = {1};
    add(0, other);
    other = able;
    other.size_max_um = {300, 90, 5};
    add(0, other);
    other = able;
    other.tolerance_um = 21;
    add(0, other);
    add(1, able);
    other = able;
    other.lot_min_milli = 10'001;
    add(0, other);
    add(0, able, {{0, 99'999'999}});
    Operation operation{.id = "10",
                        .process = 0,
                        .material = 0,
                        .size_um = {4, 100, 150},
                        .tolerance_um = 20,
                        .certificates = {0},
                        .unit_us = 1'000'000};
    const Network network(problem);
    const auto found = find_candidates(network, {.operation = &operation, .input_milli = 10'000});
    ASSERT_EQ(found.able.size(), 1U);
    EXPECT_EQ(found.able[0].machine, 0);
    EXPECT_EQ(found.able[0].end_ms, 10'000);
    const std::vector<Refusal> expected = {Refusal::material,    Refusal::size,     Refusal::tolerance,
                                           Refusal::certificate, Refusal::lot_size, Refusal::capacity};
    ASSERT_EQ(found.refused.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(found.refused[i].reason, expected[i]) << i;
    EXPECT_EQ(found.counts[static_cast<std::size_t>(Refusal::process)], 1);
    const std::vector<Index> declined = {0};
    const auto without =
        find_candidates(network, {.operation = &operation, .input_milli = 10'000, .declined = declined});
    EXPECT_TRUE(without.able.empty());
    EXPECT_EQ(without.refused[0].reason, Refusal::declined);
}

TEST(quantities, go_backwards_through_yields_and_joins) {
    Order order{.id = "o", .quantity_milli = 90'000};
    order.operations = {{.id = "a", .unit_us = 1, .yield_ppm = 500'000},
                        {.id = "b", .unit_us = 1, .predecessors = {{0, 2'000}}},
                        {.id = "c", .unit_us = 1, .yield_ppm = 900'000, .predecessors = {{1, 1'000}, {0, 1'000}}}};
    const auto needs = needs_of(order);
    ASSERT_TRUE(needs);
    EXPECT_EQ(needs->input_milli, (std::vector<std::int64_t>{600'000, 100'000, 100'000}));
    EXPECT_EQ(needs->last, 2);
}

TEST(calendar, maps_working_time_and_clock_both_ways) {
    const Calendar declared{
        .id = "day", .period_ms = 100, .shifts = {{10, 40}, {50, 90}}, .closed = {{120, 160}}, .extra = {{130, 135}}};
    const WorkCalendar calendar(&declared, 0, 1'000);
    Tick worked = 0;
    const auto is_open = [](Tick t) {
        const Tick within = t % 100;
        const bool shift = (within >= 10 && within < 40) || (within >= 50 && within < 90);
        return (t >= 130 && t < 135) || (shift && !(t >= 120 && t < 160));
    };
    for (Tick t = 0; t < 1'000; ++t) {
        ASSERT_EQ(calendar.worked(t), worked) << t;
        if (!is_open(t)) continue;
        ASSERT_EQ(calendar.start_of(worked), t);
        ASSERT_EQ(calendar.end_of(worked + 1), t + 1);
        ++worked;
    }
    EXPECT_EQ(calendar.total(), worked);
}

}  // namespace
}  // namespace dengyun::dispatch
