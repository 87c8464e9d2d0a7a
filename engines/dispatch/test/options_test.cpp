// Goal: every plan that is offered holds by the independent checker, the named ones are the best of their kind, nothing
// cheaper exists on instances small enough to try everything, and what must not matter does not.
#include "engines/dispatch/options.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>

#include "engines/dispatch/check/check_plan.h"
#include "engines/dispatch/generate/generate.h"
#include "engines/dispatch/solve/search.h"

namespace dengyun::dispatch {
namespace {

std::string text_of(const std::vector<Breach>& breaches) {
    std::string out;
    for (const auto& one : breaches) out += std::string(name_of(one.fault)) + " " + one.place + ": " + one.text + "\n";
    return out;
}

Options options_of(const Problem& problem, std::int64_t iterations = 3'000) {
    const auto faults = faults_of(problem);
    EXPECT_TRUE(faults.empty()) << faults[0].field << " " << faults[0].code;
    const Network network(problem);
    const Limits limits{.iterations = iterations};
    auto found = find_options(network, 0, limits);
    EXPECT_TRUE(found) << (found ? "" : found.error().code);
    return found ? std::move(*found) : Options{};
}

const OrderPlan& named(const Options& options, std::string_view name) {
    const auto found = std::ranges::find_if(
        options.plans, [&](const NamedPlan& one) { return std::ranges::find(one.names, name) != one.names.end(); });
    EXPECT_NE(found, options.plans.end()) << name;
    return found->plan;
}

TEST(options, hold_and_are_the_best_of_their_kind) {
    for (std::uint64_t seed = 1; seed <= 24; ++seed) {
        Shape shape{.seed = seed, .workshops = 30, .machines = 160};
        shape.has_batches = seed % 3 == 0;
        shape.is_graph = seed % 2 == 0;
        shape.has_shifts = seed % 4 != 0;
        shape.slack = 0.2 + 0.1 * static_cast<double>(seed % 12);
        const auto problem = generate(shape);
        const auto options = options_of(problem);
        ASSERT_FALSE(options.plans.empty()) << seed;
        for (const auto& one : options.plans) {
            const auto breaches = check_plans(problem, std::span(&one.plan, 1));
            ASSERT_TRUE(breaches.empty()) << seed << "\n" << text_of(breaches);
            EXPECT_GE(one.plan.finish_ms, named(options, "fastest").finish_ms);
            EXPECT_GE(one.plan.risk_ppm, named(options, "safest").risk_ppm);
            if (one.plan.finish_ms <= problem.orders[0].due_ms) {
                EXPECT_GE(one.plan.price().total_fen(), named(options, "cheapest").price().total_fen());
            }
        }
    }
}

TEST(options, are_the_same_for_the_same_seed) {
    const auto problem = generate({.seed = 5});
    const auto once = options_of(problem), again = options_of(problem);
    ASSERT_EQ(once.plans.size(), again.plans.size());
    for (std::size_t i = 0; i < once.plans.size(); ++i) EXPECT_EQ(once.plans[i].plan, again.plans[i].plan);
}

// Every machine for every operation, whole lots.
std::int64_t least_price(const Problem& problem, Tick due) {
    const Network network(problem);
    const auto model = model_of(network, 0);
    EXPECT_TRUE(model);
    Evaluator evaluator(network, *model);
    Draft draft(model->candidates.size());
    std::int64_t least = -1;
    std::function<void(std::size_t)> choose = [&](std::size_t o) {
        if (o == draft.size()) {
            if (!is_allowed(*model, draft) || !evaluator.place(draft) || evaluator.finish_ms() > due) return;
            if (least < 0 || evaluator.price_fen() < least) least = evaluator.price_fen();
            return;
        }
        for (std::size_t c = 0; c < model->candidates[o].size(); ++c) {
            draft[o] = {{static_cast<Index>(c), model->open_milli[o]}};
            choose(o + 1);
        }
    };
    choose(0);
    return least;
}

TEST(options, nothing_is_cheaper_on_small_instances) {
    int compared = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Shape shape{.seed = seed,
                    .workshops = 8,
                    .machines = 22,
                    .operations = 4,
                    .processes = 4,
                    .pieces = 2'000,
                    .lots_max = 1};
        shape.slack = 0.5 + 0.25 * static_cast<double>(seed % 6);
        const auto problem = generate(shape);
        const auto exact = least_price(problem, problem.orders[0].due_ms);
        if (exact < 0) continue;
        ++compared;
        const auto options = options_of(problem);
        EXPECT_EQ(named(options, "cheapest").price().total_fen(), exact) << seed;
    }
    EXPECT_GE(compared, 20);
}

TEST(options, a_later_due_date_or_one_more_machine_never_costs) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        auto problem = generate({.seed = seed,
                                 .workshops = 10,
                                 .machines = 40,
                                 .operations = 5,
                                 .processes = 5,
                                 .lots_max = 1,
                                 .slack = 0.8});
        const auto before = named(options_of(problem), "cheapest");
        auto later = problem;
        later.orders[0].due_ms += 86'400'000 * 20;
        const auto relaxed = named(options_of(later), "cheapest");
        if (before.finish_ms <= problem.orders[0].due_ms)
            EXPECT_LE(relaxed.price().total_fen(), before.price().total_fen());
        auto more = later;
        more.machines.push_back(more.machines[0]);
        more.machines.back().id = "one more";
        more.machines.back().booked.clear();
        EXPECT_LE(named(options_of(more), "cheapest").price().total_fen(), relaxed.price().total_fen()) << seed;
        // Everything a day later is the same plan a day later.
        auto moved = problem;
        const Tick week = 7 * 86'400'000;
        moved.now_ms += week;
        moved.horizon_ms += week;
        for (auto& machine : moved.machines)
            for (auto& span : machine.booked) span = {span.begin + week, span.end + week};
        moved.orders[0].release_ms += week;
        moved.orders[0].due_ms += week;
        const auto shifted = named(options_of(moved), "cheapest");
        EXPECT_EQ(shifted.price(), before.price());
        EXPECT_EQ(shifted.finish_ms, before.finish_ms + week);
    }
}

TEST(options, say_who_is_missing) {
    auto problem = generate({.seed = 2});
    problem.orders[0].operations[3].tolerance_um = 1;
    const Network network(problem);
    const Limits limits;
    const auto found = find_options(network, 0, limits);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, "dispatch.no_plan");
    ASSERT_EQ(found.error().issues.size(), 1U);
    EXPECT_EQ(found.error().issues[0].field, "orders.0.operations.3");
    EXPECT_NE(found.error().issues[0].detail.find("tolerance"), std::string::npos);
}

TEST(checker, finds_what_is_wrong) {
    const auto problem = generate({.seed = 7, .has_batches = true});
    const auto good = named(options_of(problem), "cheapest");
    const auto expect = [&](Fault fault, const std::function<void(OrderPlan&)>& spoil) {
        auto plan = good;
        spoil(plan);
        const auto breaches = check_plans(problem, std::span(&plan, 1));
        EXPECT_TRUE(std::ranges::any_of(breaches, [&](const Breach& one) { return one.fault == fault; }))
            << name_of(fault);
    };
    const auto last = good.lots.size() - 1;
    expect(Fault::duration, [](OrderPlan& plan) { plan.lots[0].end_ms += 1; });
    expect(Fault::release, [&](OrderPlan& plan) { plan.lots[0].start_ms = problem.now_ms - 1; });
    expect(Fault::precedence, [&](OrderPlan& plan) {
        const Tick by = plan.lots[last].start_ms - plan.lots[0].start_ms;
        plan.lots[last].start_ms -= by;
        plan.lots[last].end_ms -= by;
    });
    expect(Fault::capability, [](OrderPlan& plan) { std::swap(plan.lots[0].machine, plan.lots.back().machine); });
    expect(Fault::quantity, [](OrderPlan& plan) { plan.lots[0].input_milli += 100'000; });
    expect(Fault::lot_size, [](OrderPlan& plan) { plan.lots[0].input_milli -= 1; });
    expect(Fault::price, [](OrderPlan& plan) { plan.lots[0].work_fen -= 1; });
    expect(Fault::price, [](OrderPlan& plan) { plan.prices[2].margin_fen += 1; });
    expect(Fault::finish, [](OrderPlan& plan) { plan.finish_ms -= 1; });
    expect(Fault::missing, [](OrderPlan& plan) { plan.shipments.pop_back(); });
    expect(Fault::missing, [](OrderPlan& plan) { plan.shipments.front().quantity_milli -= 1'000; });
    expect(Fault::transport, [](OrderPlan& plan) { plan.shipments.back().price_fen += 1'000'000; });
    expect(Fault::repeated, [](OrderPlan& plan) { plan.lots.push_back(plan.lots[0]); });
    expect(Fault::unknown, [](OrderPlan& plan) { plan.lots[0].machine = 100'000; });
    expect(Fault::frozen, [](OrderPlan& plan) { plan.lots[0].is_started = true; });
    auto taken = problem;
    taken.machines[at(good.lots[1].machine)].booked.push_back({good.lots[1].start_ms, good.lots[1].end_ms});
    const auto breaches = check_plans(taken, std::span(&good, 1));
    EXPECT_TRUE(std::ranges::any_of(breaches, [](const Breach& one) { return one.fault == Fault::capacity; }));
}

}  // namespace
}  // namespace dengyun::dispatch
