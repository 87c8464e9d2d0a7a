// Measures the dispatch engine against its targets: bench_dispatch [--small] [--write FILE]. A cluster of 10,000
// workshops and 30,000 machines that carries 2,000 open tasks (154 orders of 13 operations): the search for candidates,
// the options for a new order, the nightly plan of everything, with the load it leaves on the workshops with and
// without fairness. Every plan is checked. --write leaves the problem of the new order as JSON. Ends with 1 where a
// plan does not hold or a target is missed.
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <fstream>
#include <sys/resource.h>

#include "engines/dispatch/candidates.h"
#include "engines/dispatch/check/check_plan.h"
#include "engines/dispatch/generate/generate.h"
#include "engines/dispatch/json/dispatch_json.h"
#include "engines/dispatch/options.h"
#include "engines/dispatch/quantities.h"
#include "engines/dispatch/replan.h"

namespace {

using namespace dengyun::dispatch;

Stopwatch started() {
    return [begin = std::chrono::steady_clock::now()] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
}

bool good = true;

void line(const std::string& what, double value, const char* unit, double target) {
    good = good && value <= target;
    fmt::print("| {} | {:.2f} {} | < {:.0f} {} |{}\n", what, value, unit, target, unit,
               value <= target ? "" : " missed");
    std::fflush(stdout);
}

bool holds(const Problem& problem, std::span<const OrderPlan> plans) {
    const auto breaches = check_plans(problem, plans);
    for (std::size_t i = 0; i < std::min<std::size_t>(5, breaches.size()); ++i)
        fmt::print("{}: {}: {}\n", name_of(breaches[i].fault), breaches[i].place, breaches[i].text);
    good = good && breaches.empty();
    return breaches.empty();
}

void measure_candidates(const Problem& problem) {
    const Network network(problem);
    const auto& order = problem.orders[0];
    const auto needs = needs_of(order);
    double worst = 0;
    std::size_t able = 0;
    for (std::size_t o = 0; o < order.operations.size(); ++o) {
        const auto watch = started();
        const auto found = find_candidates(
            network,
            {.operation = &order.operations[o], .input_milli = needs->input_milli[o], .from_ms = problem.now_ms});
        worst = std::max(worst, 1e3 * watch());
        able = std::max(able, found.able.size());
    }
    line(fmt::format("candidates of one operation, the slowest of 13, up to {} able", able), worst, "ms", 20);
}

void measure_options(const Problem& problem) {
    auto watch = started();
    const Network network(problem);
    const double compiled = watch();
    watch = started();
    const Limits limits{.stopwatch = watch, .seconds = 2.5};
    const auto found = find_options(network, 0, limits);
    const double took = watch();
    if (!found) {
        fmt::print("no options: {}\n", found.error().code);
        good = false;
        return;
    }
    line(fmt::format("options for a new order of 13 operations, {} plans tried, network {:.2f} s", found->iterations,
                     compiled),
         compiled + took, "s", 3);
    for (const auto& one : found->plans) {
        holds(problem, std::span(&one.plan, 1));
        std::string names;
        for (const auto& name : one.names) names += " " + name;
        fmt::print("  {:>12.2f} yuan, {:5.1f} days, risk {:5.1f} %, {} lots{}\n",
                   static_cast<double>(one.plan.price().total_fen()) / 100,
                   static_cast<double>(one.plan.finish_ms - problem.now_ms) / 86.4e6,
                   static_cast<double>(one.plan.risk_ppm) / 1e4, one.plan.lots.size(), names);
    }
}

// Of the work that was given, over the workshops that were given any or could have been: their largest share over the
// mean, and Gini's coefficient.
struct Spread {
    double top = 0, largest = 0, gini = 0;
};
Spread spread(const Problem& problem, const PlanAll& all) {
    std::vector<double> load(problem.workshops.size(), 0);
    for (const auto& plan : all.plans)
        for (const auto& lot : plan.lots)
            load[at(problem.machines[at(lot.machine)].workshop)] +=
                static_cast<double>(lot.setup_fen + lot.work_fen) / 100;
    std::ranges::sort(load, std::greater());
    double top = 0, sum = 0;
    for (std::size_t i = 0; i < load.size(); ++i) {
        sum += load[i];
        if (i < load.size() / 100) top += load[i];
    }
    if (sum <= 0) return {};
    double weighed = 0;
    const auto n = static_cast<double>(load.size());
    for (std::size_t i = 0; i < load.size(); ++i) weighed += (n - static_cast<double>(i)) * load[load.size() - 1 - i];
    return {.top = top / sum, .largest = load.front() * n / sum, .gini = (n + 1 - 2 * weighed / sum) / n};
}

void measure_nightly(Problem problem, std::int64_t fairness_ppm) {
    problem.settings.fairness_ppm = fairness_ppm;
    // All have had the same lately, so that the spread is that of what is planned here.
    for (auto& one : problem.workshops) one.load_ppm = 0;
    const auto watch = started();
    Network network(problem);
    const Limits limits{.stopwatch = watch, .seconds = 30, .iterations = 2'000};
    const auto all = plan_all(network, limits);
    const double took = watch();
    std::size_t tasks = 0, late = 0;
    for (const auto& order : problem.orders) tasks += order.operations.size();
    for (const auto& plan : all.plans) late += plan.finish_ms > problem.orders[at(plan.order)].due_ms ? 1 : 0;
    line(fmt::format("nightly plan of {} open tasks, fairness {}", tasks, static_cast<double>(fairness_ppm) / 1e6),
         took, "s", 60);
    const auto even = spread(problem, all);
    fmt::print(
        "  {} planned, {} unplanned, {} late, {:.0f} yuan, the busiest hundredth of the workshops has {:.1f} % of the "
        "work, the busiest {:.1f} times the mean, Gini {:.3f}\n",
        all.plans.size(), all.unplanned.size(), late, static_cast<double>(all.price_fen) / 100, 100 * even.top,
        even.largest, even.gini);
    holds(problem, all.plans);
}

}  // namespace

int main(int count, char** words) {
    Shape shape{.seed = 2026, .workshops = 10'000, .machines = 30'000, .orders = 154};
    std::string file;
    for (int i = 1; i < count; ++i) {
        if (std::string_view(words[i]) == "--small") {
            shape.workshops = 1'000;
            shape.machines = 3'000;
            shape.orders = 20;
        }
        if (std::string_view(words[i]) == "--write" && i + 1 < count) file = words[++i];
    }
    const auto problem = generate(shape);
    auto single = problem;
    // What is open lies on the machines as bookings already (three of each on average); one order is new.
    single.orders.resize(1);
    if (!file.empty()) std::ofstream(file) << write_problem(single);
    fmt::print("| {} workshops, {} machines | measured | target |\n|---|---|---|\n", shape.workshops, shape.machines);
    measure_candidates(single);
    measure_options(single);
    measure_nightly(problem, 0);
    measure_nightly(problem, 10'000);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("peak memory {} MB\n", usage.ru_maxrss / 1'024);
    return good ? 0 : 1;
}
