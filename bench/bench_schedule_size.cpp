// Measures how the solver of rich problems grows: bench_schedule_size [--seconds S] [SIZE…]. For each number of
// operations (orders of ten, three machines to choose from, set-ups by family, transport between ten sites, a day with
// a break): when the first complete schedule is there, steps per second, what was gained in S seconds (2), peak memory;
// every schedule is checked. Then a repair: a machine of a running plan of 5,000 operations goes down. Ends with 1
// where a schedule is not feasible.
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <random>
#include <sys/resource.h>

#include "engines/scheduling/check/check_schedule.h"
#include "engines/scheduling/repair/repair.h"

namespace {

using namespace dengyun::scheduling;

Stopwatch started() {
    return [begin = std::chrono::steady_clock::now()] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
}

Problem factory(Index operations) {
    constexpr Index chain = 10, sites = 10, families = 12;
    const Index machines = std::max(10, operations / 20);
    std::mt19937 engine(2019);
    const auto between = [&](Tick low, Tick high) {
        return low + static_cast<Tick>(engine() % static_cast<unsigned>(high - low + 1));
    };
    Problem out;
    out.horizon = 400 * 1'440;
    for (Index s = 0; s < sites; ++s) out.sites.push_back(fmt::format("site {}", s));
    for (Index a = 0; a < sites; ++a)
        for (Index b = 0; b < sites; ++b) out.transport.push_back(a == b ? 0 : between(10, 90));
    SetupMatrix setups{.id = "setups"};
    for (Index a = 0; a < families; ++a) {
        out.families.push_back(fmt::format("family {}", a));
        for (Index b = 0; b < families; ++b) setups.duration.push_back(a == b ? 0 : between(5, 30));
    }
    out.setup_matrices.push_back(setups);
    out.calendars.push_back({.id = "day", .period = 1'440, .shifts = {{360, 720}, {780, 1'320}}});
    for (Index m = 0; m < machines; ++m)
        out.machines.push_back(
            {.id = fmt::format("machine {}", m), .site = m % sites, .calendar = 0, .setup_matrix = 0});
    for (Index o = 0; o < operations / chain; ++o) {
        Order order{.id = fmt::format("order {}", o), .due = between(1'440, 10 * 1'440), .weight = between(1, 9)};
        Routing routing{.id = "routing"};
        for (Index k = 0; k < chain; ++k) {
            Operation operation{.id = std::to_string(k), .family = static_cast<Index>(between(0, families - 1))};
            const Tick work = between(20, 120);
            for (int m = 0; m < 3; ++m)
                operation.modes.push_back(
                    {.machine = static_cast<Index>(between(0, machines - 1)), .duration = work + between(0, 20)});
            routing.operations.push_back(std::move(operation));
            if (k > 0) routing.links.push_back({.from = k - 1, .to = k});
        }
        order.routings.push_back(std::move(routing));
        out.orders.push_back(std::move(order));
    }
    out.objective.terms = {{Criterion::tardiness, 1}, {Criterion::setup, 1}};
    return out;
}

bool measure(Index operations, double seconds) {
    const auto problem = factory(operations);
    Limits limits;
    limits.threads = 2;
    limits.seconds = seconds;
    limits.stopwatch = started();
    double first_at = -1;
    Tick first = 0;
    const auto result = solve(problem, limits, [&](const SolveProgress& progress) {
        if (first_at >= 0) return;
        first_at = limits.stopwatch();
        first = progress.objective;
    });
    const double took = limits.stopwatch();
    const bool feasible = result.feasible && check_schedule(problem, result.schedule).feasible();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("| {} | {} | {:.2f} s | {} | {} | {:.1f} us | {:.1f} s | {} MB | {} |\n", operations,
               problem.machines.size(), first_at, first, result.objective,
               2e6 * took / static_cast<double>(std::max<std::int64_t>(1, result.iterations)), took,
               usage.ru_maxrss / 1'024, feasible ? "feasible" : "NOT FEASIBLE");
    return feasible;
}

bool measure_repair() {
    const auto problem = factory(5'000);
    Limits limits;
    limits.threads = 2;
    limits.seconds = 3;
    limits.stopwatch = started();
    const auto running = solve(problem, limits, {});
    const Tick now = 2 * 1'440 + 600;
    const auto broken = disrupted(problem, running.schedule, {.machine = 3, .span = {now, now + 480}}, now, 1);
    auto watch = started();
    const auto shifted = right_shift(broken);
    const double shift_seconds = watch();
    limits.stopwatch = watch = started();
    limits.seconds = 0.8;
    const auto repaired = repair(broken, limits);
    const double repair_seconds = watch();
    const bool feasible =
        check_schedule(broken, shifted.schedule).feasible() && check_schedule(broken, repaired.schedule).feasible();
    const auto cost = [](const RepairResult& one) {
        return one.totals.tardiness + one.totals.setup + one.totals.stability;
    };
    fmt::print(
        "repair of 5000 operations: right shift {:.1f} ms, {} moved, cost {}; repaired in {:.2f} s, {} moved, cost {}; "
        "{}\n",
        1e3 * shift_seconds, shifted.moved, cost(shifted), repair_seconds, repaired.moved, cost(repaired),
        feasible ? "feasible" : "NOT FEASIBLE");
    return feasible;
}

}  // namespace

int main(int count, char** words) {
    double seconds = 2;
    std::vector<Index> sizes;
    for (int i = 1; i < count; ++i) {
        if (std::string_view(words[i]) == "--seconds" && i + 1 < count)
            seconds = std::stod(words[++i]);
        else
            sizes.push_back(static_cast<Index>(std::stol(words[i])));
    }
    if (sizes.empty()) sizes = {100, 1'000, 10'000};
    fmt::print(
        "| operations | machines | first schedule | its objective | objective | time per step and thread | took | "
        "memory | |\n"
        "|---|---|---|---|---|---|---|---|---|\n");
    bool good = true;
    for (const auto size : sizes) good = measure(size, seconds) && good;
    return measure_repair() && good ? 0 : 1;
}
