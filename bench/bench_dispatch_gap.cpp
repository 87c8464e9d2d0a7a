// Compares the cheapest plan of the dispatch engine with an exact mixed-integer program solved by CBC (Debian package
// coinor-cbc) on generated instances small enough for it: bench_dispatch_gap [INSTANCES [FIRST_SEED]]. Half of them may
// split an operation in two lots. Both solve one problem (dispatch_program.h), so no plan may be cheaper than the
// program's optimum: where one is, the comparison itself has failed. Prints the mean and largest gap; ends with 1 where
// that happens, a plan does not hold, one of the two finds no plan, or the mean is above 2 %. Where cbc is missing it
// says so and ends well.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>

#include "bench/dispatch_program.h"
#include "engines/dispatch/check/check_plan.h"
#include "engines/dispatch/generate/generate.h"
#include "engines/dispatch/options.h"

namespace {

using namespace dengyun::dispatch;

// Four operations that stay whole, or three that may be split in two.
Problem instance_of(std::uint64_t seed) {
    const bool may_split = seed % 2 == 0;
    Shape shape{.seed = seed,
                .workshops = may_split ? 6 : 8,
                .machines = may_split ? 12 : 18,
                .operations = may_split ? 3 : 4,
                .processes = may_split ? 3 : 4,
                .pieces = 3'000,
                .lots_max = may_split ? 2 : 1,
                .bookings = 1,
                .days = 20,
                .has_shifts = false,
                .has_truck_runs = false};
    shape.slack = 0.8 + 0.3 * static_cast<double>(seed / 2 % 5);
    auto problem = generate(shape);
    problem.orders[0].due_ms -= 86'400'000;  // the generator's day of grace
    for (auto& operation : problem.orders[0].operations) operation.lot_min_milli = 500'000;
    return problem;
}

}  // namespace

int main(int count, char** words) {
    if (std::system("command -v cbc > /dev/null 2>&1") != 0) {
        fmt::print("cbc is missing (package coinor-cbc): nothing measured\n");
        return 0;
    }
    const int instances = count > 1 ? std::atoi(words[1]) : 36;
    auto folder = (std::filesystem::temp_directory_path() / "dispatch-gap-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) return 1;
    // None of these seeds was looked at while the engine or the program were made.
    const std::uint64_t first = count > 2 ? std::strtoull(words[2], nullptr, 10) : 5'001;
    int compared = 0, missed = 0, unsolved = 0, infeasible = 0, invalid = 0;
    double sum = 0, largest = 0;
    for (auto seed = first; compared + missed < instances && seed < first + 300; ++seed) {
        const auto problem = instance_of(seed);
        const bool may_split = problem.orders[0].operations[0].lots_max > 1;
        const auto exact = solve_exactly(problem, folder);
        const Network network(problem);
        const auto found = find_options(network, 0, {.seed = seed});
        const NamedPlan* cheapest = nullptr;
        if (found)
            for (const auto& one : found->plans)
                if (std::ranges::find(one.names, "cheapest") != one.names.end()) cheapest = &one;
        const bool on_time = cheapest != nullptr && cheapest->plan.finish_ms <= problem.orders[0].due_ms;
        if (exact.state == "Infeasible" && !on_time) {
            ++infeasible;
            continue;
        }
        if (exact.state != "Optimal") {
            fmt::print("seed {}: cbc says {}{}\n", seed, exact.state, on_time ? ", we have a plan" : "");
            ++(exact.state == "Infeasible" ? invalid : unsolved);  // a plan that holds where none is: one is wrong
            continue;
        }
        if (!on_time || !check_plans(problem, std::span(&cheapest->plan, 1)).empty()) {
            ++missed;
            fmt::print("seed {}: no plan on time that holds, cbc has one of {:.2f} yuan\n", seed,
                       exact.objective / 100);
            continue;
        }
        const auto price = cheapest->plan.price();
        const auto ours = static_cast<double>(price.total_fen() - price.margin_fen - price.material_fen);
        const double gap = (ours - exact.objective) / (exact.objective + static_cast<double>(price.material_fen));
        // A fen for each charge and each way that is rounded.
        const auto rounded = static_cast<double>(2 * cheapest->plan.lots.size() + cheapest->plan.shipments.size());
        if (ours < exact.objective - rounded) ++invalid;
        ++compared;
        sum += gap;
        largest = std::max(largest, gap);
        fmt::print("seed {}: {}, ours {:.2f} yuan in {} lots, exact {:.2f}, gap {:.3f} %\n", seed,
                   may_split ? "may split" : "whole", ours / 100, cheapest->plan.lots.size(), exact.objective / 100,
                   100 * gap);
        std::fflush(stdout);
    }
    std::filesystem::remove_all(folder);
    fmt::print(
        "| instances | mean gap | largest gap | no plan | cheaper than the optimum | not solved by cbc in 60 s | "
        "infeasible for both |\n|---|---|---|---|---|---|---|\n| {} | {:.3f} % | {:.3f} % | {} | {} | {} | {} |\n",
        compared, 100 * sum / std::max(1, compared), 100 * largest, missed, invalid, unsolved, infeasible);
    const bool is_enough = compared >= std::min(30, instances);
    return missed == 0 && invalid == 0 && is_enough && sum <= 0.02 * compared ? 0 : 1;
}
