#pragma once
// Where all orders are single operations of one machine and only weighted tardiness counts, a plan is a sequence:
// changes are judged in nanoseconds, and the time-indexed relaxation gives strong bounds.
#include <optional>

#include "engines/scheduling/api.h"
#include "engines/scheduling/rich/instance.h"

namespace dengyun::scheduling {

struct SingleMachineJobs {
    std::vector<Index> op;
    std::vector<Tick> work, due, weight;
    std::vector<Tick> setup;  // [before * n + job], before = n for the first place; empty: there are none
    [[nodiscard]] Index count() const { return static_cast<Index>(op.size()); }
    [[nodiscard]] Tick setup_between(Index before, Index job) const {
        return setup.empty() ? 0 : setup[static_cast<std::size_t>(before * count() + job)];
    }
};

// nullopt where the problem is not of that structure.
[[nodiscard]] std::optional<SingleMachineJobs> single_machine_jobs(const Instance& instance);

// The best sequence found (jobs by their number): annealing over insertions, exchanges and block moves.
// `enough`: no sequence costs less. Repeatable with one thread and a limit of iterations.
struct Sequence {
    std::vector<Index> jobs;
    Tick tardiness = 0;
    std::int64_t iterations = 0;
};
[[nodiscard]] Sequence sequence_jobs(const SingleMachineJobs& jobs, const Limits& limits, Tick enough,
                                     const std::function<void(Tick)>& on_progress);

// Lagrangian bound of the time-indexed model: every job once is relaxed, the rest is a shortest path over time; set-ups
// count at their least. `upper` is the tardiness of some sequence, which sets the pace of the subgradient steps.
// Source: Abdul-Razaq and Potts 1988; steps: Polyak. O(iterations * n * total work); 0 where that is too much.
[[nodiscard]] Tick single_machine_floor(const SingleMachineJobs& jobs, Tick upper, int iterations,
                                        const std::function<bool()>& stop);

}  // namespace dengyun::scheduling
