#include <algorithm>
#include <cmath>
#include <limits>

#include "engines/scheduling/rich/single_machine.h"

namespace dengyun::scheduling {
namespace {

constexpr Tick table_max = 8'000'000;  // cells of jobs * time

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

}  // namespace

std::optional<SingleMachineJobs> single_machine_jobs(const Instance& in) {
    const auto& terms = in.problem->objective.terms;
    const bool only_tardiness = std::ranges::all_of(terms, [&](const Term& term) {
        return term.criterion == Criterion::tardiness || (!in.problem->objective.lexicographic && term.weight == 0);
    });
    if (!only_tardiness || terms.empty() || in.orders != in.operations || in.machines == 0 || !in.pred.empty() ||
        in.has_frozen)
        return std::nullopt;
    const Index machine = in.mode_machine[0];
    if (machine == none || in.problem->machines[at(machine)].batch_capacity > 0) return std::nullopt;
    SingleMachineJobs out;
    for (Index op = 0; op < in.operations; ++op) {
        const auto m = in.mode_first[at(op)];
        if (in.mode_first[at(op) + 1] - m != 1 || in.mode_machine[at(m)] != machine ||
            in.mode_calendar[at(m)] != none || in.release[at(op)] > 0)
            return std::nullopt;
        // The machine does one at a time: what else they hold is never short.
        for (auto n = in.need_first[at(m)]; n < in.need_first[at(m) + 1]; ++n)
            if (in.need[at(n)].units > in.capacity[at(in.need[at(n)].resource)]) return std::nullopt;
        const auto order = at(in.order_of[at(op)]);
        out.op.push_back(op);
        out.work.push_back(in.mode_duration[at(m)]);
        out.due.push_back(std::max<Tick>(0, in.due[order]));
        out.weight.push_back(in.due[order] < 0 ? 0 : in.weight[order]);
    }
    const auto& declared = in.problem->machines[at(machine)];
    if (declared.setup_matrix == none) return out;
    const auto& matrix = in.problem->setup_matrices[at(declared.setup_matrix)].duration;
    const auto families = in.problem->families.size();
    const auto n = at(out.count());
    out.setup.assign((n + 1) * n, 0);
    for (std::size_t before = 0; before <= n; ++before) {
        const Index family = before == n ? declared.initial_family : in.family[at(out.op[before])];
        for (std::size_t job = 0; job < n && family != none; ++job)
            out.setup[before * n + job] = matrix[at(family) * families + at(in.family[at(out.op[job])])];
    }
    return out;
}

Tick single_machine_floor(const SingleMachineJobs& jobs, Tick upper, int iterations,
                          const std::function<bool()>& stop) {
    const auto n = at(jobs.count());
    std::vector<Tick> work(n);
    Tick total = 0;
    for (std::size_t j = 0; j < n; ++j) {
        Tick least = std::numeric_limits<Tick>::max();
        for (std::size_t before = 0; before <= n; ++before)
            if (before != j)
                least = std::min(least, jobs.setup_between(static_cast<Index>(before), static_cast<Index>(j)));
        work[j] = jobs.work[j] + least;
        if (work[j] > table_max || (total += work[j]) > table_max) return 0;
    }
    if (static_cast<Tick>(n) * total > table_max || total == 0) return 0;
    std::vector<double> price(n, 0.0), best_price(n, 0.0), least(at(static_cast<Index>(total)) + 1);
    std::vector<Index> last(least.size());
    std::vector<int> used(n);
    double best = 0, pace = 1.0;
    int since_better = 0;
    for (int iteration = 0; iteration < iterations && !stop(); ++iteration) {
        least[0] = 0;
        double value = 0;
        for (Tick t = 1; t <= total; ++t) {
            double lowest = std::numeric_limits<double>::infinity();
            Index chosen = none;
            for (std::size_t j = 0; j < n; ++j) {
                if (work[j] > t || work[j] == 0) continue;
                const Tick late = t - jobs.due[j];
                const double cost = least[static_cast<std::size_t>(t - work[j])] - price[j] +
                                    (late > 0 ? static_cast<double>(jobs.weight[j] * late) : 0.0);
                if (cost < lowest) {
                    lowest = cost;
                    chosen = static_cast<Index>(j);
                }
            }
            least[static_cast<std::size_t>(t)] = lowest;
            last[static_cast<std::size_t>(t)] = chosen;
        }
        value = least[static_cast<std::size_t>(total)];
        for (std::size_t j = 0; j < n; ++j)
            if (work[j] > 0) value += price[j];
        std::ranges::fill(used, 0);
        for (Tick t = total; t > 0 && last[static_cast<std::size_t>(t)] != none;) {
            const auto j = at(last[static_cast<std::size_t>(t)]);
            ++used[j];
            t -= work[j];
        }
        if (value > best) {
            best = value;
            best_price = price;
            since_better = 0;
        } else if (++since_better >= 12) {
            pace *= 0.6;
            price = best_price;
            since_better = 0;
        }
        double norm = 0;
        for (std::size_t j = 0; j < n; ++j)
            if (work[j] > 0) norm += (1.0 - used[j]) * (1.0 - used[j]);
        if (norm == 0) break;  // every job once: the bound is a schedule
        const double step = pace * std::max(1.0, static_cast<double>(upper) - value) / norm;
        for (std::size_t j = 0; j < n; ++j) price[j] += step * (1.0 - used[j]);
    }
    return static_cast<Tick>(std::ceil(best - 1e-6 * std::max(1.0, std::abs(best))));
}

}  // namespace dengyun::scheduling
