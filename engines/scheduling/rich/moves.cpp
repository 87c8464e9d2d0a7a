#include "engines/scheduling/rich/moves.h"

#include <algorithm>

namespace dengyun::scheduling {
namespace {

constexpr std::size_t chain_length_max = 400;
constexpr int tries_per_chain = 12;
constexpr int late_orders_age_max = 200;

std::size_t at(Index i) { return Plan::at(i); }

bool by_resource(Cause cause) {
    return cause == Cause::machine || cause == Cause::setup || cause == Cause::tool || cause == Cause::operators ||
           cause == Cause::material;
}

}  // namespace

Moves::Moves(Plan& plan, const Score& score, RandomSource& random)
    : plan_(plan),
      instance_(plan.instance()),
      score_(score),
      random_(random),
      has_plan_(std::ranges::any_of(instance_.planned_start, [](Tick t) { return t >= 0; })) {}

void Moves::follow(Index op, std::size_t length_max, std::vector<std::pair<Index, Binding>>& chain) const {
    chain.clear();
    while (op != none && chain.size() < length_max) {
        const auto binding = plan_.binding(op);
        chain.emplace_back(op, binding);
        op = binding.op;
    }
}

Index Moves::late_order() {
    if (late_until_.empty() || --late_age_ < 0) {
        late_.clear();
        late_until_.clear();
        double sum = 0;
        for (Index order = 0; order < instance_.orders; ++order) {
            const Tick late = plan_.completion(order) - instance_.due[at(order)];
            if (instance_.due[at(order)] < 0 || late <= 0 || instance_.weight[at(order)] == 0) continue;
            sum += static_cast<double>(late) * static_cast<double>(instance_.weight[at(order)]);
            late_.push_back(order);
            late_until_.push_back(sum);
        }
        late_age_ = late_orders_age_max;
    }
    if (late_.empty()) return none;
    const double draw = random_.unit() * late_until_.back();
    const auto i = std::ranges::upper_bound(late_until_, draw) - late_until_.begin();
    return late_[std::min(static_cast<std::size_t>(i), late_.size() - 1)];
}

Index Moves::end_of_chain() {
    const bool wants_tardiness = score_.has(Criterion::tardiness) && plan_.totals().tardiness > 0;
    const bool wants_makespan = score_.has(Criterion::makespan);
    if (wants_tardiness && (!wants_makespan || random_.below(2) == 0)) {
        const Index order = late_order();
        return order == none ? none : plan_.last_of(order);
    }
    if (!wants_makespan) return none;
    const Index start = random_.below(instance_.orders);
    for (Index i = 0; i < instance_.orders; ++i) {
        const Index order = start + i < instance_.orders ? start + i : start + i - instance_.orders;
        if (plan_.completion(order) == plan_.totals().makespan) return plan_.last_of(order);
    }
    return none;
}

bool Moves::renew_chain() {
    tries_ = 0;
    chain_.clear();
    const Index end = end_of_chain();
    if (end == none) return false;
    follow(end, chain_length_max, chain_);
    return true;
}

Index Moves::any_operation() {
    for (int i = 0; i < 20; ++i) {
        const Index op = random_.below(instance_.operations);
        if (free(op)) return op;
    }
    return none;
}

bool Moves::propose() {
    const int draw = random_.below(100);
    const bool chained = score_.has(Criterion::makespan) || score_.has(Criterion::tardiness);
    if (chained && draw < 80) {
        if ((chain_.empty() || ++tries_ > tries_per_chain) && !renew_chain()) return shift(any_operation());
        const auto& [op, binding] = chain_[at(random_.below(static_cast<int>(chain_.size())))];
        const bool has_choice = instance_.mode_first[at(op) + 1] - instance_.mode_first[at(op)] > 1;
        if (has_choice && random_.below(100) < 40) return change_mode(op);
        if (instance_.has_alternatives && random_.below(100) < 5) return change_alternative(instance_.order_of[at(op)]);
        if (has_plan_ && plan_.hold(op)) return change_hold(op);
        return by_resource(binding.cause) && binding.op != none ? reorder(op, binding) : false;
    }
    const Index op = any_operation();
    if (op == none) return false;
    if (has_plan_ && random_.below(4) == 0) return change_hold(op);
    if (instance_.has_setups && random_.below(2) == 0) return random_.below(2) == 0 ? join_family(op) : shift_run(op);
    if (instance_.has_alternatives && random_.below(8) == 0) return change_alternative(instance_.order_of[at(op)]);
    if (random_.below(2) == 0 && change_mode(op)) return true;
    return shift(op);
}

// `op` waits for another on what both use: one passes the other, or goes to the far end of what is used without a
// pause.
bool Moves::reorder(Index op, const Binding& binding) {
    Index before = binding.op, after = op;
    if (!free(before) && !free(after)) return false;
    const bool on_machine = instance_.mode_machine[at(plan_.mode(op))] != none && plan_.previous(op, 0) == before;
    const int far = random_.below(3);
    if (on_machine && far == 0) {
        for (int steps = random_.below(12); steps > 0; --steps) {
            const Index further = plan_.previous(before, 0);
            if (further == none || !free(further)) break;
            before = further;
        }
    } else if (on_machine && far == 1) {
        for (int steps = random_.below(12); steps > 0; --steps) {
            const Index further = plan_.next(after, 0);
            if (further == none || !free(further)) break;
            after = further;
        }
        if (!free(before)) return false;
        plan_.move_after(before, plan_.position(after));
        return true;
    }
    if (random_.below(2) == 0 && free(op)) {
        plan_.move_before(op, plan_.position(before));
    } else {
        if (!free(before)) return false;
        plan_.move_after(before, plan_.position(after));
    }
    return true;
}

// To a place in the list next to one that uses the resource at about that time.
bool Moves::place_near(Index op, Index resource, Tick when) {
    const auto& nodes = plan_.sequence(resource);
    if (nodes.empty()) return true;
    const auto found =
        std::ranges::lower_bound(nodes, when, {}, [this](Index node) { return plan_.start(plan_.op_of(node)); });
    const auto i = static_cast<std::ptrdiff_t>(found - nodes.begin()) + random_.below(4) - 2;
    const auto place =
        static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, static_cast<std::ptrdiff_t>(nodes.size()) - 1));
    const Index other = plan_.op_of(nodes[place]);
    if (other == op) return true;
    if (plan_.position(other) < plan_.position(op))
        plan_.move_before(op, plan_.position(other));
    else
        plan_.move_after(op, plan_.position(other));
    return true;
}

bool Moves::change_mode(Index op) {
    if (!free(op)) return false;
    const Index first = instance_.mode_first[at(op)], count = instance_.mode_first[at(op) + 1] - first;
    if (count < 2) return false;
    Index mode = first + random_.below(count - 1);
    if (mode >= plan_.mode(op)) ++mode;
    const Index machine = instance_.mode_machine[at(mode)];
    const Tick when = plan_.start(op);
    plan_.set_mode(op, mode);
    if (random_.below(2) == 0) return true;
    if (machine != none) return place_near(op, machine, when);
    return true;
}

// A few places along on its machine, or in the list.
bool Moves::shift(Index op) {
    if (op == none || !free(op)) return false;
    const int steps = 1 + random_.below(random_.below(4) == 0 ? 30 : 5);
    const bool back = random_.below(2) == 0;
    const Index slots = instance_.need_first[at(plan_.mode(op)) + 1] - instance_.need_first[at(plan_.mode(op))] + 1;
    Index slot = instance_.mode_machine[at(plan_.mode(op))] != none ? 0 : 1;
    if (slots > slot + 1) slot += random_.below(slots - slot);
    Index other = op;
    for (int i = 0; i < steps; ++i) {
        const Index further = back ? plan_.previous(other, slot) : plan_.next(other, slot);
        if (further == none) break;
        other = further;
    }
    if (other == op) {
        const Index place = std::clamp(plan_.position(op) + (back ? -steps : steps), 0, instance_.operations - 1);
        other = plan_.at_position(place);
        if (other == op) return false;
    }
    if (plan_.position(other) < plan_.position(op))
        plan_.move_before(op, plan_.position(other));
    else
        plan_.move_after(op, plan_.position(other));
    return true;
}

// Next to one of its own family on its machine.
bool Moves::join_family(Index op) {
    const Index family = instance_.family[at(op)];
    if (!free(op) || family == none || instance_.mode_machine[at(plan_.mode(op))] == none) return false;
    const bool back = random_.below(2) == 0;
    Index other = op;
    for (int i = 0; i < 60; ++i) {
        other = back ? plan_.previous(other, 0) : plan_.next(other, 0);
        if (other == none) return false;
        if (i > 0 && instance_.family[at(other)] == family) break;
    }
    if (instance_.family[at(other)] != family) return false;
    if (back)
        plan_.move_before(op, std::min(plan_.position(op), plan_.position(other) + 1));
    else
        plan_.move_after(op, std::max(plan_.position(op), plan_.position(other) - 1));
    return true;
}

// A run of consecutive operations of its machine, before or behind others.
bool Moves::shift_run(Index op) {
    if (instance_.mode_machine[at(plan_.mode(op))] == none) return false;
    const int length = 2 + random_.below(6), way = 1 + random_.below(10);
    Index run[8];
    int taken = 0;
    for (Index one = op; taken < length && one != none && free(one); one = plan_.next(one, 0)) run[taken++] = one;
    if (taken < 2) return false;
    const bool back = random_.below(2) == 0;
    Index other = back ? op : run[taken - 1];
    for (int i = 0; i < way; ++i) {
        const Index further = back ? plan_.previous(other, 0) : plan_.next(other, 0);
        if (further == none) break;
        other = further;
    }
    if (other == op || other == run[taken - 1]) return false;
    if (back) {
        for (int i = 0; i < taken; ++i)
            if (plan_.position(other) < plan_.position(run[i])) plan_.move_before(run[i], plan_.position(other));
    } else {
        for (int i = taken - 1; i >= 0; --i)
            if (plan_.position(other) > plan_.position(run[i])) plan_.move_after(run[i], plan_.position(other));
    }
    return true;
}

// Another routing or lot count; the new operations take over the places of the old ones in the list.
bool Moves::change_alternative(Index order) {
    const Index first = instance_.alternative_first[at(order)],
                count = instance_.alternative_first[at(order) + 1] - first;
    if (count < 2 || instance_.fixed_alternative[at(order)] != none) return false;
    const Index old = plan_.alternative(order);
    Index chosen = first + random_.below(count - 1);
    if (chosen >= old) ++chosen;
    const auto begin_old = instance_.operation_first[at(old)],
               size_old = instance_.operation_first[at(old) + 1] - begin_old;
    const auto begin_new = instance_.operation_first[at(chosen)],
               size_new = instance_.operation_first[at(chosen) + 1] - begin_new;
    const Index lots_old = instance_.alternative[at(old)].lots, lots_new = instance_.alternative[at(chosen)].lots;
    const Index length_old = size_old / lots_old, length_new = size_new / lots_new;
    plan_.set_alternative(order, chosen);
    for (Index i = 0; i < size_new; ++i) {
        const Index op = begin_new + i;
        const Index like = begin_old + (i % length_new) * length_old / length_new;
        if (plan_.position(like) > plan_.position(op)) plan_.move_after(op, plan_.position(like));
    }
    return true;
}

bool Moves::change_hold(Index op) {
    if (!free(op) || instance_.planned_start[at(op)] < 0) return false;
    plan_.set_hold(op, !plan_.hold(op));
    return true;
}

}  // namespace dengyun::scheduling
