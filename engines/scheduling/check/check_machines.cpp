#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "engines/scheduling/check/runs.h"

namespace dengyun::scheduling {
namespace {

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

// What runs on a machine at once: one operation, or the members of a batch.
struct Load {
    Tick start, end;
    std::vector<const Run*> members;
};

void batch(Runs& runs, Index machine, const Load& load) {
    Tick size = 0;
    const Run* longest = load.members.front();
    for (const auto* member : load.members) {
        size += member->operation->size;
        if (member->work > longest->work) longest = member;
        if (member->operation->family != load.members.front()->operation->family)
            runs.add(Fault::batch, *member->given, "another family than the rest of its batch");
    }
    if (size > runs.problem.machines[at(machine)].batch_capacity)
        runs.add(Fault::batch, *longest->given, fmt::format("its batch holds {}", size));
    for (const auto* member : load.members) runs.lasts(*member, longest->work);
}

void sequence(Runs& runs, Index machine, std::vector<Load>& list) {
    const auto& declared = runs.problem.machines[at(machine)];
    std::ranges::sort(list, {}, [](const Load& load) { return std::pair{load.start, load.end}; });
    const auto& open = runs.hours({declared.calendar});
    Index family = declared.initial_family;
    Tick free_from = 0;
    for (const auto& load : list) {
        const auto& first = *load.members.front();
        if (load.start < free_from) runs.add(Fault::machine, *first.given, "its machine is still busy");
        Tick setup = 0;
        if (declared.setup_matrix != none && family != none) {
            const auto& matrix = runs.problem.setup_matrices[at(declared.setup_matrix)];
            const auto cell = at(family) * runs.problem.families.size() + at(first.operation->family);
            setup = matrix.duration[cell];
            if (!matrix.cost.empty()) runs.out.totals.cost += matrix.cost[cell];
        }
        const Tick available = open.always() ? load.start - free_from : open.open_within(free_from, load.start);
        if (available < setup)
            runs.add(Fault::setup, *first.given, fmt::format("{} for a set-up of {}", available, setup));
        Tick stated = 0;
        for (const auto* member : load.members) stated += member->given->setup;
        if (stated != setup)
            runs.add(Fault::setup, *first.given, fmt::format("states a set-up of {}, not {}", stated, setup));
        runs.out.totals.setup += setup;
        family = first.operation->family;
        free_from = std::max(free_from, load.end);
    }
}

}  // namespace

void check_machines(Runs& runs) {
    std::map<Index, std::map<std::pair<Tick, Tick>, Load>> batches;
    std::map<Index, std::vector<Load>> loads;
    for (const auto& [name, run] : runs.all) {
        const Index machine = run.mode->machine;
        if (machine == none) continue;
        const auto& one = *run.given;
        if (!runs.in_batch(run)) {
            loads[machine].push_back({one.start, one.end, {&run}});
            continue;
        }
        auto& load = batches[machine][{one.start, one.end}];
        load.start = one.start;
        load.end = one.end;
        load.members.push_back(&run);
    }
    for (auto& [machine, by_span] : batches) {
        for (auto& [span, load] : by_span) {
            batch(runs, machine, load);
            loads[machine].push_back(load);
        }
    }
    for (auto& [machine, list] : loads) sequence(runs, machine, list);
}

}  // namespace dengyun::scheduling
