#include <algorithm>
#include <limits>
#include <map>
#include <queue>

#include "engines/scheduling/rich/floors.h"

namespace dengyun::scheduling {
namespace {

constexpr Tick never = std::numeric_limits<Tick>::max();

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

// The operations that every schedule runs on this machine and nowhere else.
std::vector<std::vector<Index>> only_here(const Instance& in, const Chains& chains) {
    std::vector<std::vector<Index>> out(at(in.machines));
    for (Index op = 0; op < in.operations; ++op) {
        const Index machine = in.mode_machine[at(in.mode_first[at(op)])];
        bool alone = chains.sure(op) && machine != none && in.problem->machines[at(machine)].batch_capacity == 0;
        for (auto m = in.mode_first[at(op)]; m < in.mode_first[at(op) + 1]; ++m)
            alone = alone && in.mode_machine[at(m)] == machine;
        if (alone) out[at(machine)].push_back(op);
    }
    return out;
}

struct Least {
    Tick entry = never;  // from another family
    Tick any = never;    // from any, the same family too
};

Least least_of(const Instance& in, Index machine, Index family) {
    Least out;
    const auto& declared = in.problem->machines[at(machine)];
    const auto& matrix = in.problem->setup_matrices[at(declared.setup_matrix)].duration;
    const auto families = in.problem->families.size();
    for (std::size_t from = 0; from < families; ++from) {
        const Tick one = matrix[from * families + at(family)];
        out.any = std::min(out.any, one);
        if (from != at(family)) out.entry = std::min(out.entry, one);
    }
    // What the machine is set for needs no entry; with one family there is none.
    if (declared.initial_family == family || out.entry == never) out.entry = out.any;
    return out;
}

// Of one machine.
struct Setups {
    Tick sum = 0;
    Tick most = 0;  // of one operation, the first one, say
};
Setups setups_of(const Instance& in, Index machine, const std::vector<Index>& operations) {
    std::map<Index, Tick> count;
    for (const auto op : operations) ++count[in.family[at(op)]];
    Setups out;
    for (const auto& [family, n] : count) {
        const auto least = least_of(in, machine, family);
        out.sum += least.entry + (n - 1) * least.any;
        out.most = std::max(out.most, least.entry);
    }
    return out;
}

bool is_set(const Instance& in, Index machine) { return in.problem->machines[at(machine)].initial_family != none; }

bool has_setups(const Instance& in, Index machine) { return in.problem->machines[at(machine)].setup_matrix != none; }

}  // namespace

Tick preemptive_bound(std::vector<FloorTask>& tasks) {
    std::ranges::sort(tasks, {}, &FloorTask::head);
    const auto shorter = [](const FloorTask& a, const FloorTask& b) { return a.tail < b.tail; };
    std::priority_queue<FloorTask, std::vector<FloorTask>, decltype(shorter)> ready(shorter);
    Tick now = 0, bound = 0;
    for (std::size_t i = 0; i < tasks.size() || !ready.empty();) {
        if (ready.empty()) now = std::max(now, tasks[i].head);
        while (i < tasks.size() && tasks[i].head <= now) ready.push(tasks[i++]);
        FloorTask one = ready.top();
        ready.pop();
        const Tick run = i < tasks.size() ? std::min(one.work, tasks[i].head - now) : one.work;
        now += run;
        one.work -= run;
        if (one.work > 0)
            ready.push(one);
        else
            bound = std::max(bound, now + one.tail);
    }
    return bound;
}

Tick least_setup(const Instance& in, Index machine, Index family) {
    return has_setups(in, machine) ? least_of(in, machine, family).any : 0;
}

Tick setup_floor(const Instance& in, const Chains& chains) {
    if (in.has_frozen || !in.has_setups) return 0;
    Tick sum = 0;
    const auto alone = only_here(in, chains);
    for (Index machine = 0; machine < in.machines; ++machine) {
        if (!has_setups(in, machine)) continue;
        const auto setups = setups_of(in, machine, alone[at(machine)]);
        sum += setups.sum - (is_set(in, machine) ? 0 : setups.most);
    }
    return sum;
}

Tick makespan_floor_with_setups(const Instance& in, const Chains& chains) {
    if (in.has_frozen || !in.has_setups) return 0;
    Tick bound = 0;
    const auto alone = only_here(in, chains);
    for (Index machine = 0; machine < in.machines; ++machine) {
        const auto& operations = alone[at(machine)];
        if (!has_setups(in, machine) || operations.empty()) continue;
        std::vector<FloorTask> tasks;
        Tick work = 0, head = never, tail = never, most = 0;
        for (const auto op : operations) {
            // The set-up may come before the operation can.
            const Tick setup = least_setup(in, machine, in.family[at(op)]);
            tasks.push_back({std::max<Tick>(0, chains.head(op) - setup), chains.work(op) + setup, chains.tail(op)});
            most = std::max(most, setup);
            work += chains.work(op);
            head = std::min(head, chains.head(op));
            tail = std::min(tail, chains.tail(op));
        }
        const auto setups = setups_of(in, machine, operations);
        bound = std::max({bound, preemptive_bound(tasks) - (is_set(in, machine) ? 0 : most),
                          head + work + setups.sum - setups.most + tail});
    }
    return bound;
}

}  // namespace dengyun::scheduling
