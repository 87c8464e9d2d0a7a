#include "engines/scheduling/rich/large_neighbourhood.h"

#include <algorithm>

namespace dengyun::scheduling {
namespace {

constexpr std::size_t taken_min = 3, taken_max = 12;
constexpr int modes_tried_max = 6;
constexpr int places_tried = 5;
constexpr Index looked_at_max = 200;  // neighbours in the list

std::size_t at(Index i) { return Plan::at(i); }

Index machine_of(const Instance& in, const Plan& plan, Index op) { return in.mode_machine[at(plan.mode(op))]; }

bool same_machine(const Instance& in, const Plan& plan, Index a, Index b) {
    return machine_of(in, plan, a) != none && machine_of(in, plan, a) == machine_of(in, plan, b);
}
bool same_site(const Instance& in, const Plan& plan, Index a, Index b) {
    const Index m = machine_of(in, plan, a), n = machine_of(in, plan, b);
    return m != none && n != none && in.site[at(m)] == in.site[at(n)];
}
bool same_family(const Instance& in, const Plan&, Index a, Index b) { return in.family[at(a)] == in.family[at(b)]; }
bool anything(const Instance&, const Plan&, Index, Index) { return true; }

}  // namespace

LargeNeighbourhood::LargeNeighbourhood(Plan& plan, const Score& score, Moves& moves, RandomSource& random)
    : plan_(plan), instance_(plan.instance()), score_(score), moves_(moves), random_(random) {}

void LargeNeighbourhood::take(Index op) {
    if (taken_.size() >= wanted_ || !plan_.present(op) || instance_.frozen_start[at(op)] >= 0) return;
    if (std::ranges::find(taken_, op) == taken_.end()) taken_.push_back(op);
}

// Those that come near it in the list and are like it.
void LargeNeighbourhood::take_around(Index op, bool (*alike)(const Instance&, const Plan&, Index, Index)) {
    take(op);
    const Index place = plan_.position(op);
    for (Index d = 1; d < looked_at_max && taken_.size() < wanted_; ++d)
        for (const Index p : {place - d, place + d})
            if (p >= 0 && p < instance_.operations && plan_.present(plan_.at_position(p)) &&
                alike(instance_, plan_, op, plan_.at_position(p)) && random_.below(4) > 0)
                take(plan_.at_position(p));
}

void LargeNeighbourhood::ruin() {
    wanted_ = taken_min + static_cast<std::size_t>(random_.below(static_cast<int>(taken_max - taken_min + 1)));
    taken_.clear();
    const Index late = random_.below(2) == 0 ? moves_.late_order() : none;
    Index op = late != none ? plan_.last_of(late) : random_.below(instance_.operations);
    if (op == none || !plan_.present(op)) return;
    switch (random_.below(6)) {
        case 0:
            return take_around(op, same_machine);
        case 1: {
            const Index order = instance_.order_of[at(op)];
            const Index alternative = plan_.alternative(order);
            const Index first = instance_.operation_first[at(alternative)],
                        last = instance_.operation_first[at(alternative) + 1];
            const Index begin = first + random_.below(last - first);
            for (Index one = begin; one < last; ++one) take(one);
            for (Index one = begin; one-- > first;) take(one);
            return;
        }
        case 2:
            return take_around(op, same_site);
        case 3:
            return take_around(op, instance_.has_setups ? same_family : same_machine);
        case 4:
            return take_around(op, anything);
        default:
            moves_.follow(op, 100, chain_);
            std::ranges::for_each(chain_, [this](const auto& link) {
                if (random_.below(3) > 0) take(link.first);
            });
    }
}

// Evaluates the operation, present and in this mode, at some places near where it would be ready.
void LargeNeighbourhood::try_places(Index op, Index mode) {
    const auto judge = [&](const Plan::Savepoint& before, Index neighbour, bool after) {
        const double now = score_(before.totals);
        const bool evaluated = plan_.evaluate(best_mode_ == none ? EvaluationLimit{} : score_.limit(now, best_));
        const double cost = score_(plan_.totals());
        if (best_mode_ == none || (evaluated && cost < best_)) {
            best_ = cost;
            best_mode_ = mode;
            best_neighbour_ = neighbour;
            best_after_ = after;
        }
        plan_.undo(before);
    };
    const auto start = plan_.savepoint();
    plan_.set_mode(op, mode);
    plan_.restore(op);
    judge(start, none, false);
    const Index machine = instance_.mode_machine[at(mode)];
    const Index first_need = instance_.need_first[at(mode)];
    const Index resource = machine != none                                   ? machine
                           : first_need < instance_.need_first[at(mode) + 1] ? instance_.need[at(first_need)].resource
                                                                             : none;
    if (resource == none) return;
    const auto& nodes = plan_.sequence(resource);
    if (nodes.empty()) return;
    const auto found = std::ranges::lower_bound(nodes, plan_.position(op), {},
                                                [this](Index node) { return plan_.position(plan_.op_of(node)); });
    const auto centre = static_cast<Index>(found - nodes.begin());
    const auto count = static_cast<Index>(nodes.size());
    for (int i = 0; i < places_tried; ++i) {
        const Index reach = i < 3 ? 4 : 25;
        const Index place = std::clamp(centre + random_.below(2 * reach) - reach, 0, count - 1);
        const Index neighbour = plan_.op_of(nodes[at(place)]);
        const auto before = plan_.savepoint();
        const bool after = plan_.position(neighbour) > plan_.position(op);
        if (after)
            plan_.move_after(op, plan_.position(neighbour));
        else
            plan_.move_before(op, plan_.position(neighbour));
        plan_.set_mode(op, mode);
        plan_.restore(op);
        judge(before, neighbour, after);
    }
}

void LargeNeighbourhood::recreate(Index op) {
    best_mode_ = none;
    const Index first = instance_.mode_first[at(op)], count = instance_.mode_first[at(op) + 1] - first;
    if (count <= modes_tried_max) {
        for (Index mode = first; mode < first + count; ++mode) try_places(op, mode);
    } else {
        const Index kept = plan_.mode(op);
        try_places(op, kept);
        for (int i = 1; i < modes_tried_max; ++i) try_places(op, first + random_.below(count));
    }
    if (best_neighbour_ != none) {
        if (best_after_)
            plan_.move_after(op, plan_.position(best_neighbour_));
        else
            plan_.move_before(op, plan_.position(best_neighbour_));
    }
    plan_.set_mode(op, best_mode_);
    plan_.restore(op);
    plan_.evaluate();
}

bool LargeNeighbourhood::step() {
    ruin();
    if (taken_.empty()) return false;
    for (const auto op : taken_) plan_.remove(op);
    plan_.evaluate();
    if (random_.below(3) == 0)
        std::ranges::sort(taken_, {}, [this](Index op) { return plan_.position(op); });
    else
        for (std::size_t i = taken_.size(); i > 1; --i)
            std::swap(taken_[i - 1], taken_[static_cast<std::size_t>(random_.below(static_cast<int>(i)))]);
    for (const auto op : taken_) recreate(op);
    return true;
}

}  // namespace dengyun::scheduling
