#include "engines/scheduling/rich/bounds.h"

#include <algorithm>
#include <limits>

#include "engines/scheduling/rich/floors.h"
#include "engines/scheduling/rich/single_machine.h"
#include "engines/scheduling/shop/load_bound.h"

namespace dengyun::scheduling {
namespace {

constexpr std::int64_t sequence_steps = 100'000;  // for a sequence that the bound is held against

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

// Work and amount of a resource over all modes: what the operation cannot avoid.
Tick needed(const Instance& in, Index op, Index resource, Tick& least_work) {
    Tick least = std::numeric_limits<Tick>::max();
    least_work = least;
    for (auto m = in.mode_first[at(op)]; m < in.mode_first[at(op) + 1]; ++m) {
        Tick units = in.mode_machine[at(m)] == resource ? 1 : 0;
        for (auto n = in.need_first[at(m)]; n < in.need_first[at(m) + 1]; ++n)
            if (in.need[at(n)].resource == resource) units += in.need[at(n)].units;
        least = std::min(least, units);
        least_work = std::min(least_work, in.mode_duration[at(m)]);
    }
    return least;
}

Tick resource_bound(const Instance& in, const Chains& chains) {
    std::vector<std::vector<Index>> users(at(in.resources));
    for (Index op = 0; op < in.operations; ++op) {
        if (!chains.sure(op) || in.frozen_start[at(op)] >= 0) continue;
        const auto m = in.mode_first[at(op)];  // what all modes need the first one needs
        if (in.mode_machine[at(m)] != none && in.problem->machines[at(in.mode_machine[at(m)])].batch_capacity == 0)
            users[at(in.mode_machine[at(m)])].push_back(op);
        for (auto n = in.need_first[at(m)]; n < in.need_first[at(m) + 1]; ++n)
            users[at(in.need[at(n)].resource)].push_back(op);
    }
    Tick bound = 0;
    for (Index r = 0; r < in.resources; ++r) {
        const Tick capacity = in.capacity[at(r)];
        std::vector<FloorTask> alone;  // no two of these at a time
        Tick energy = 0, first = std::numeric_limits<Tick>::max(), last = first;
        for (const auto op : users[at(r)]) {
            Tick work = 0;
            const Tick units = needed(in, op, r, work);
            if (units == 0) continue;
            energy += units * work;
            first = std::min(first, chains.head(op));
            last = std::min(last, chains.tail(op));
            if (2 * units > capacity) alone.push_back({chains.head(op), work, chains.tail(op)});
        }
        if (energy > 0) bound = std::max(bound, first + (energy + capacity - 1) / capacity + last);
        if (!alone.empty()) bound = std::max(bound, preemptive_bound(alone));
    }
    return bound;
}

// The most even load of all machines and resources together.
Tick balanced_bound(const Instance& in, const Chains& chains) {
    Loads loads;
    std::vector<Tick> before(at(in.resources), -1), after(at(in.resources), 0);
    const auto put = [&](Index op, Index resource, Tick units, Tick work) {
        const auto r = at(resource);
        loads.add_load(static_cast<int>(resource),
                       static_cast<double>(units * work) / static_cast<double>(in.capacity[r]));
        after[r] = before[r] < 0 ? chains.tail(op) : std::min(after[r], chains.tail(op));
        before[r] = before[r] < 0 ? chains.head(op) : std::min(before[r], chains.head(op));
    };
    for (Index op = 0; op < in.operations; ++op) {
        if (!chains.sure(op) || in.frozen_start[at(op)] >= 0) continue;
        for (auto m = in.mode_first[at(op)]; m < in.mode_first[at(op) + 1]; ++m) {
            const Index machine = in.mode_machine[at(m)];
            if (machine != none && in.problem->machines[at(machine)].batch_capacity == 0)
                put(op, machine, 1, in.mode_duration[at(m)]);
            for (auto n = in.need_first[at(m)]; n < in.need_first[at(m) + 1]; ++n)
                if (in.capacity[at(in.need[at(n)].resource)] > 0)
                    put(op, in.need[at(n)].resource, in.need[at(n)].units, in.mode_duration[at(m)]);
            loads.end_mode();
        }
        loads.end_task();
    }
    for (std::size_t r = 0; r < before.size(); ++r)
        loads.margin.push_back(static_cast<double>(std::max<Tick>(before[r], 0) + after[r]));
    return load_bound(loads);
}

// The earliest end of each order: over its alternatives the least, over the last operations of one the greatest.
std::vector<Tick> order_heads(const Instance& in, const Chains& chains) {
    std::vector<Tick> out(at(in.orders), 0);
    for (Index order = 0; order < in.orders; ++order) {
        Tick least = std::numeric_limits<Tick>::max();
        for (auto a = in.alternative_first[at(order)]; a < in.alternative_first[at(order) + 1]; ++a) {
            if (in.fixed_alternative[at(order)] != none && in.fixed_alternative[at(order)] != a) continue;
            Tick end = 0;
            for (auto op = in.operation_first[at(a)]; op < in.operation_first[at(a) + 1]; ++op)
                end = std::max(end, chains.earliest_end(op));
            least = std::min(least, end);
        }
        out[at(order)] = least;
    }
    return out;
}

Tick cost_floor(const Instance& in) {
    Tick sum = 0;
    for (Index order = 0; order < in.orders; ++order) {
        Tick least = std::numeric_limits<Tick>::max();
        for (auto a = in.alternative_first[at(order)]; a < in.alternative_first[at(order) + 1]; ++a) {
            Tick of_alternative = 0;
            for (auto op = in.operation_first[at(a)]; op < in.operation_first[at(a) + 1]; ++op) {
                Tick cheapest = std::numeric_limits<Tick>::max();
                for (auto m = in.mode_first[at(op)]; m < in.mode_first[at(op) + 1]; ++m)
                    cheapest = std::min(cheapest, in.mode_cost[at(m)]);
                of_alternative += cheapest;
            }
            least = std::min(least, of_alternative);
        }
        sum += least;
    }
    return sum;
}

}  // namespace

Floor lower_bounds(const Instance& instance, int iterations, const std::function<bool()>& stop) {
    const Chains chains(instance);
    Floor out;
    const auto ends = order_heads(instance, chains);
    for (std::size_t o = 0; o < ends.size(); ++o) {
        out.makespan = std::max(out.makespan, ends[o]);
        if (instance.due[o] >= 0) out.tardiness += instance.weight[o] * std::max<Tick>(0, ends[o] - instance.due[o]);
    }
    out.makespan = std::max({out.makespan, resource_bound(instance, chains), balanced_bound(instance, chains),
                             makespan_floor_with_setups(instance, chains)});
    out.tardiness = std::max(out.tardiness, place_floor(instance, chains));
    out.setup = setup_floor(instance, chains);
    out.cost = cost_floor(instance);
    if (const auto jobs = single_machine_jobs(instance)) {
        Limits quick;
        quick.iterations = sequence_steps;
        const Tick upper = sequence_jobs(*jobs, quick, out.tardiness, {}).tardiness;
        out.tardiness = std::max(out.tardiness, single_machine_floor(*jobs, upper, iterations, stop));
    }
    return out;
}

Tick objective_floor(const Objective& objective, const Floor& floor) {
    Tick sum = 0;
    for (const auto& term : objective.terms) {
        Tick value = 0;
        switch (term.criterion) {
            case Criterion::makespan:
                value = floor.makespan;
                break;
            case Criterion::tardiness:
                value = floor.tardiness;
                break;
            case Criterion::setup:
                value = floor.setup;
                break;
            case Criterion::cost:
                value = floor.cost;
                break;
            case Criterion::stability:
                break;
        }
        if (objective.lexicographic) return value;
        Tick part = 0;
        if (__builtin_mul_overflow(term.weight, value, &part) || __builtin_add_overflow(sum, part, &sum)) return 0;
    }
    return sum;
}

}  // namespace dengyun::scheduling
