#include "engines/scheduling/rich/bounds.h"

#include <algorithm>
#include <limits>
#include <queue>

#include "engines/scheduling/rich/single_machine.h"

namespace dengyun::scheduling {
namespace {

constexpr std::int64_t sequence_steps = 100'000;  // for a sequence that the bound is held against

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

// Operations that every schedule holds, with the least that can be said of each.
class Chains {
  public:
    explicit Chains(const Instance& instance) : in_(instance) {
        for (Index op = 0; op < in_.operations; ++op) sure_.push_back(is_sure(op));
        topological();
        heads();
        tails();
    }

    [[nodiscard]] bool sure(Index op) const { return sure_[at(op)] != 0; }
    [[nodiscard]] Tick head(Index op) const { return head_[at(op)]; }  // no earlier start
    [[nodiscard]] Tick tail(Index op) const { return tail_[at(op)]; }  // from its end to the end of all
    [[nodiscard]] Tick work(Index op) const { return least_[at(op)]; }
    [[nodiscard]] Tick earliest_end(Index op) const { return end_[at(op)]; }

  private:
    // Of an order with alternatives none is sure, of a split one neither.
    [[nodiscard]] bool is_sure(Index op) const {
        const Index order = in_.order_of[at(op)];
        return in_.alternative_first[at(order) + 1] - in_.alternative_first[at(order)] == 1 ||
               in_.fixed_alternative[at(order)] == in_.alternative_of[at(op)];
    }

    void topological() {
        std::vector<Index> waiting(at(in_.operations));
        for (Index op = 0; op < in_.operations; ++op) {
            waiting[at(op)] = in_.pred_first[at(op) + 1] - in_.pred_first[at(op)];
            if (waiting[at(op)] == 0) order_.push_back(op);
        }
        for (std::size_t i = 0; i < order_.size(); ++i)
            for (auto a = in_.succ_first[at(order_[i])]; a < in_.succ_first[at(order_[i]) + 1]; ++a)
                if (--waiting[at(in_.succ[at(a)].op)] == 0) order_.push_back(in_.succ[at(a)].op);
    }

    // The shortest way between any mode of one and any of the other; a look at each pair where there are few.
    [[nodiscard]] Tick least_way(Index from, Index to) const {
        if (in_.problem->transport.empty()) return 0;
        const auto first = in_.mode_first[at(from)], last = in_.mode_first[at(from) + 1];
        const auto first_to = in_.mode_first[at(to)], last_to = in_.mode_first[at(to) + 1];
        if (static_cast<std::int64_t>(last - first) * (last_to - first_to) > 4'096) return 0;
        Tick least = std::numeric_limits<Tick>::max();
        for (auto a = first; a < last; ++a)
            for (auto b = first_to; b < last_to; ++b) least = std::min(least, in_.transport(a, b));
        return least;
    }

    // An operation whose pred is not sure may still rely on it: both are of one alternative, or, between orders, every
    // alternative has its arcs. Between orders only the least over the alternatives counts; it is left out.
    [[nodiscard]] bool counts(Index from, Index to) const {
        return in_.alternative_of[at(from)] == in_.alternative_of[at(to)] || (sure(from) && sure(to));
    }

    void heads() {
        head_.assign(at(in_.operations), 0);
        end_.assign(at(in_.operations), 0);
        least_.assign(at(in_.operations), 0);
        for (const auto op : order_) {
            Tick head = in_.release[at(op)];
            for (auto a = in_.pred_first[at(op)]; a < in_.pred_first[at(op) + 1]; ++a) {
                const auto& arc = in_.pred[at(a)];
                if (counts(arc.op, op)) head = std::max(head, end_[at(arc.op)] + arc.lag_min + least_way(arc.op, op));
            }
            Tick end = std::numeric_limits<Tick>::max(), least = end;
            for (auto m = in_.mode_first[at(op)]; m < in_.mode_first[at(op) + 1]; ++m) {
                const Tick work = in_.mode_duration[at(m)];
                least = std::min(least, work);
                const Index calendar = in_.mode_calendar[at(m)];
                if (calendar == none)
                    end = std::min(end, head + work);
                else if (in_.spans_breaks[at(op)])
                    end = std::min(end, in_.calendars[at(calendar)].after(head, work));
                else
                    end = std::min(end, in_.calendars[at(calendar)].fit(head, work) + work);
            }
            if (in_.frozen_start[at(op)] >= 0) {
                // Where it is frozen there it runs, whatever was to come before.
                head = in_.frozen_start[at(op)];
                end = head + in_.mode_duration[at(in_.frozen_mode[at(op)])];
            }
            head_[at(op)] = head;
            end_[at(op)] = end;
            least_[at(op)] = least;
        }
    }

    void tails() {
        tail_.assign(at(in_.operations), 0);
        for (auto op = order_.rbegin(); op != order_.rend(); ++op)
            for (auto a = in_.succ_first[at(*op)]; a < in_.succ_first[at(*op) + 1]; ++a) {
                const auto& arc = in_.succ[at(a)];
                if (counts(*op, arc.op) && in_.frozen_start[at(arc.op)] < 0)
                    tail_[at(*op)] = std::max(
                        tail_[at(*op)], arc.lag_min + least_way(*op, arc.op) + least_[at(arc.op)] + tail_[at(arc.op)]);
            }
    }

    const Instance& in_;
    std::vector<std::uint8_t> sure_;
    std::vector<Index> order_;
    std::vector<Tick> head_, tail_, end_, least_;
};

struct Task {
    Tick head, work, tail;
};

// Jackson's preemptive schedule: always the ready task with the longest tail. Source: Carlier 1982. O(n log n).
Tick preemptive_bound(std::vector<Task>& tasks) {
    std::ranges::sort(tasks, {}, &Task::head);
    const auto shorter = [](const Task& a, const Task& b) { return a.tail < b.tail; };
    std::priority_queue<Task, std::vector<Task>, decltype(shorter)> ready(shorter);
    Tick now = 0, bound = 0;
    for (std::size_t i = 0; i < tasks.size() || !ready.empty();) {
        if (ready.empty()) now = std::max(now, tasks[i].head);
        while (i < tasks.size() && tasks[i].head <= now) ready.push(tasks[i++]);
        Task one = ready.top();
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
        std::vector<Task> alone;  // no two of these at a time
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

// All work that may go to any machine of the problem, over as many machines: no machine can be avoided altogether.
Tick work_bound(const Instance& in, const Chains& chains) {
    Tick sum = 0, first = std::numeric_limits<Tick>::max();
    std::vector<std::uint8_t> used(at(in.resources), 0);
    for (Index op = 0; op < in.operations; ++op) {
        if (!chains.sure(op) || in.frozen_start[at(op)] >= 0) continue;
        bool on_machines = true;
        for (auto m = in.mode_first[at(op)]; m < in.mode_first[at(op) + 1]; ++m) {
            const Index machine = in.mode_machine[at(m)];
            on_machines &= machine != none && in.problem->machines[at(machine)].batch_capacity == 0;
            if (machine != none) used[at(machine)] = 1;
        }
        if (!on_machines) continue;
        sum += chains.work(op);
        first = std::min(first, chains.head(op));
    }
    const auto machines = static_cast<Tick>(std::ranges::count(used, std::uint8_t{1}));
    return sum == 0 || machines == 0 ? 0 : first + (sum + machines - 1) / machines;
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
    out.makespan = std::max({out.makespan, resource_bound(instance, chains), work_bound(instance, chains)});
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
