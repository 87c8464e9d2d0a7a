// Goal: many orders are planned without a conflict, and after events only what is open and touched is solved again.
#include "engines/dispatch/replan.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "engines/dispatch/check/check_plan.h"
#include "engines/dispatch/generate/generate.h"

namespace dengyun::dispatch {
namespace {

std::string text_of(const std::vector<Breach>& breaches) {
    std::string out;
    for (const auto& one : breaches) out += std::string(name_of(one.fault)) + " " + one.place + ": " + one.text + "\n";
    return out;
}

PlanAll planned(const Problem& problem) {
    Network network(problem);
    const Limits limits{.iterations = 300};
    return plan_all(network, limits);
}

TEST(plan_all, plans_many_orders_without_a_conflict) {
    const auto problem =
        generate({.seed = 11, .workshops = 40, .machines = 200, .orders = 12, .operations = 8, .processes = 8});
    const auto all = planned(problem);
    EXPECT_TRUE(all.unplanned.empty());
    const auto breaches = check_plans(problem, all.plans);
    EXPECT_TRUE(breaches.empty()) << text_of(breaches);
    EXPECT_EQ(planned(problem).plans, all.plans);
}

TEST(plan_all, spreads_the_load_where_fairness_counts) {
    auto problem =
        generate({.seed = 12, .workshops = 20, .machines = 120, .orders = 16, .operations = 4, .processes = 4});
    for (auto& workshop : problem.workshops) workshop.load_ppm = 0;
    const auto spread = [&](const PlanAll& all) {
        std::vector<double> work(problem.workshops.size(), 0);
        for (const auto& plan : all.plans)
            for (const auto& lot : plan.lots)
                work[at(problem.machines[at(lot.machine)].workshop)] += static_cast<double>(lot.end_ms - lot.start_ms);
        return *std::ranges::max_element(work);
    };
    const auto plain = planned(problem);
    problem.settings.fairness_ppm = 20'000'000;
    const auto fair = planned(problem);
    EXPECT_LT(spread(fair), spread(plain));
    EXPECT_GE(fair.price_fen, plain.price_fen);
}

// A running plan: what starts within the first part of it has started.
Problem running(std::uint64_t seed) {
    auto problem =
        generate({.seed = seed, .workshops = 40, .machines = 200, .orders = 4, .operations = 8, .processes = 8});
    problem.plans = planned(problem).plans;
    const auto& first = problem.plans[0];
    problem.now_ms = (problem.now_ms + first.finish_ms) / 2;
    for (auto& plan : problem.plans)
        for (auto& lot : plan.lots) lot.is_started = lot.start_ms < problem.now_ms;
    return problem;
}

TEST(redispatch, changes_nothing_without_events) {
    const auto problem = running(21);
    const Limits limits{.iterations = 2'000};
    const auto result = redispatch(problem, limits);
    EXPECT_EQ(result.plans, problem.plans);
    EXPECT_TRUE(result.changes.empty());
}

TEST(redispatch, solves_open_operations_again_after_each_kind_of_event) {
    int solved = 0;
    for (std::uint64_t seed = 21; seed < 29; ++seed) {
        auto problem = running(seed);
        const auto open = std::ranges::find(problem.plans[0].lots, false, &Lot::is_started);
        const auto started = std::ranges::find_if(
            problem.plans[0].lots, [&](const Lot& lot) { return lot.is_started && lot.end_ms > problem.now_ms; });
        if (open == problem.plans[0].lots.end()) continue;
        problem.events.push_back({.kind = EventKind::declined, .lot = open->name});
        problem.events.push_back({.kind = EventKind::machine_down,
                                  .machine = problem.plans[0].lots.back().machine,
                                  .span = {problem.now_ms, problem.now_ms + 5 * 86'400'000LL}});
        if (started != problem.plans[0].lots.end())
            problem.events.push_back(
                {.kind = EventKind::lot_late, .lot = started->name, .end_ms = started->end_ms + 7'200'000});
        ASSERT_TRUE(faults_of(problem).empty());
        const Limits limits{.iterations = 2'000};
        const auto result = redispatch(problem, limits);
        ASSERT_TRUE(result.unplanned.empty()) << seed;
        const auto breaches = check_plans(problem, result.plans);
        ASSERT_TRUE(breaches.empty()) << seed << "\n" << text_of(breaches);
        ASSERT_FALSE(result.changes.empty());
        EXPECT_EQ(result.changes[0].order, 0);
        EXPECT_EQ(result.changes[0].finish_ms, result.plans[0].finish_ms - problem.plans[0].finish_ms);
        EXPECT_EQ(result.changes[0].price_fen,
                  result.plans[0].price().total_fen() - problem.plans[0].price().total_fen());
        EXPECT_GT(result.changes[0].lots_moved, 0);
        ++solved;
    }
    EXPECT_GE(solved, 5);
}

}  // namespace
}  // namespace dengyun::dispatch
