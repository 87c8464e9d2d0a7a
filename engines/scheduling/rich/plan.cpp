// Whole plans: filling, loading, writing out.
#include "engines/scheduling/rich/plan.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace dengyun::scheduling {

Plan::Plan(const Instance& instance) : instance_(instance), slots_(instance.slots) {
    const auto n = at(instance.operations);
    list_.resize(n);
    position_.resize(n);
    mode_.resize(n);
    alternative_.resize(at(instance.orders));
    hold_.resize(n);
    present_.resize(n);
    state_.resize(n);
    next_.assign(n * at(slots_), none);
    previous_.assign(n * at(slots_), none);
    sequence_.resize(at(instance.resources));
    for (const auto& need : instance.need) {
        const Tick capacity = instance.capacity[at(need.resource)];
        if (capacity > 1) stride_ = std::max(stride_, static_cast<Index>(std::min<Tick>(capacity, Profile::block_max)));
    }
    if (instance.truck_pool != none)
        stride_ = std::max(stride_, std::min<Index>(instance.problem->trucks, Profile::block_max));
    blocks_.resize(n * at(slots_) * at(stride_));
    block_count_.assign(n * at(slots_), 0);
    completion_.resize(at(instance.orders));
    stamped_.assign(n, 0);
    bits_.assign(n / 64 + 1, 0);
    in_group_.assign(n, 0);
    last_ops_.resize(instance.alternative.size());
    for (Index op = 0; op < instance.operations; ++op) {
        if (instance.is_last[at(op)]) last_ops_[at(instance.alternative_of[at(op)])].push_back(op);
        for (auto a = instance.pred_first[at(op)]; a < instance.pred_first[at(op) + 1]; ++a)
            if (instance.pred[at(a)].lag_max >= 0) maximum_lags_.emplace_back(op, a);
    }
    clear();
}

void Plan::clear() {
    keep();
    list_.clear();
    std::ranges::fill(present_, std::uint8_t{0});
    std::ranges::fill(hold_, std::uint8_t{0});
    std::ranges::fill(state_, State{});
    std::ranges::fill(completion_, 0);
    std::ranges::fill(block_count_, 0);
    for (auto& list : sequence_) list.clear();
    for (Index o = 0; o < instance_.orders; ++o) {
        const Index fixed = instance_.fixed_alternative[at(o)];
        alternative_[at(o)] = fixed != none ? fixed : instance_.alternative_first[at(o)];
    }
    for (Index op = 0; op < instance_.operations; ++op)
        mode_[at(op)] =
            instance_.frozen_mode[at(op)] != none ? instance_.frozen_mode[at(op)] : instance_.mode_first[at(op)];
    totals_ = {};
    maximum_lag_excess_ = 0;
}

Plan::Trial Plan::try_append(Index op, Index mode) {
    const Index kept = mode_[at(op)];
    mode_[at(op)] = mode;
    for (Index slot = 0, count = slot_count(op); slot < count; ++slot) {
        const Index resource = resource_of(op, slot);
        if (resource == none) continue;
        const auto& list = sequence_[at(resource)];
        previous_[at(op * slots_ + slot)] = list.empty() ? none : list.back();
    }
    const auto state = compute<false>(op, nullptr);
    mode_[at(op)] = kept;
    return {state.start, state.end + state.violation, state.setup};
}

void Plan::append(Index op, Index mode) {
    mode_[at(op)] = mode;
    position_[at(op)] = static_cast<Index>(list_.size());
    list_.push_back(op);
    if (alternative_[at(instance_.order_of[at(op)])] != instance_.alternative_of[at(op)]) return;
    present_[at(op)] = 1;
    for (Index slot = 0, count = slot_count(op); slot < count; ++slot) {
        const Index resource = resource_of(op, slot);
        if (resource == none) continue;
        const Index node = op * slots_ + slot;
        auto& list = sequence_[at(resource)];
        previous_[at(node)] = list.empty() ? none : list.back();
        next_[at(node)] = none;
        if (!list.empty()) next_[at(list.back())] = node;
        list.push_back(node);
    }
    const auto state = compute<false>(op, nullptr);
    if (stride_ > 0) {
        store_profiles(op, state);
        saved_profiles_.clear();
        saved_blocks_.clear();
    }
    state_[at(op)] = state;
    account(op, state, 1);
}

void Plan::finish() {
    for (Index o = 0; o < instance_.orders; ++o) touched_orders_.push_back(o);
    settle_orders();
    if (instance_.has_maximum_lags) evaluate();
    keep();
}

void Plan::load(const Decisions& decisions) {
    clear();
    mode_ = decisions.mode;
    alternative_ = decisions.alternative;
    const auto hold = decisions.hold;
    hold_ = hold;
    for (const auto op : decisions.list) append(op, decisions.mode[at(op)]);
    finish();
}

Decisions Plan::decisions_of(const Instance& instance, const Schedule& schedule) {
    const auto n = at(instance.operations);
    Decisions out;
    out.mode.assign(instance.mode_first.begin(), instance.mode_first.end() - 1);
    out.hold.assign(n, 0);
    for (Index o = 0; o < instance.orders; ++o) {
        const auto first = instance.find(o, schedule.orders[at(o)], 0, 0);
        out.alternative.push_back(instance.alternative_of[at(first)]);
    }
    std::vector<Tick> start(n, 0);
    std::vector<std::uint8_t> scheduled(n, 0);
    for (const auto& one : schedule.assignments) {
        const auto op = at(instance.find(one.order, schedule.orders[at(one.order)], one.lot, one.operation));
        start[op] = one.start;
        scheduled[op] = 1;
        out.mode[op] = instance.find_mode(static_cast<Index>(op), one.mode, one.resources);
    }
    // Predecessors first; what is not in the schedule goes with its predecessors.
    std::vector<Index> waiting(n), rank(n);
    for (Index op = 0; op < instance.operations; ++op) {
        waiting[at(op)] = instance.pred_first[at(op) + 1] - instance.pred_first[at(op)];
        if (waiting[at(op)] == 0) out.list.push_back(op);
    }
    for (std::size_t i = 0; i < out.list.size(); ++i) {
        const Index op = out.list[i];
        rank[at(op)] = static_cast<Index>(i);
        for (auto a = instance.succ_first[at(op)]; a < instance.succ_first[at(op) + 1]; ++a) {
            const Index after = instance.succ[at(a)].op;
            if (!scheduled[at(after)]) start[at(after)] = std::max(start[at(after)], start[at(op)]);
            if (--waiting[at(after)] == 0) out.list.push_back(after);
        }
    }
    // At one instant: what takes no time, then the longest, which leads its batch.
    std::ranges::sort(out.list, {}, [&](Index op) {
        const Tick work = instance.mode_duration[at(out.mode[at(op)])];
        return std::tuple{start[at(op)], work > 0, work > 0 ? -work : 0, rank[at(op)]};
    });
    return out;
}

void Plan::sort_by_start() {
    keep();
    auto all = decisions();
    std::vector<Tick> key(at(instance_.operations));
    for (const auto op : list_) {
        auto& own = key[at(op)];
        own = present(op) ? state_[at(op)].start : instance_.release[at(op)];
        for (auto a = instance_.pred_first[at(op)]; a < instance_.pred_first[at(op) + 1]; ++a)
            own = std::max(own, key[at(instance_.pred[at(a)].op)]);
    }
    std::ranges::sort(all.list, {}, [&](Index op) { return std::pair{key[at(op)], position_[at(op)]}; });
    load(all);
}

Index Plan::last_of(Index order) const {
    Index best = none;
    for (const auto op : last_ops_[at(alternative_[at(order)])])
        if (present(op) && (best == none || end(op) > end(best))) best = op;
    return best;
}

Index Plan::previous(Index op, Index slot) const {
    if (slot >= slot_count(op) || resource_of(op, slot) == none) return none;
    const Index node = previous_[at(op * slots_ + slot)];
    return node == none ? none : node / slots_;
}

Index Plan::next(Index op, Index slot) const {
    if (slot >= slot_count(op) || resource_of(op, slot) == none) return none;
    const Index node = next_[at(op * slots_ + slot)];
    return node == none ? none : node / slots_;
}

Schedule Plan::schedule() const {
    Schedule out;
    for (Index o = 0; o < instance_.orders; ++o) out.orders.push_back(instance_.alternative[at(alternative_[at(o)])]);
    for (Index op = 0; op < instance_.operations; ++op) {
        if (!present(op)) continue;
        const auto m = at(mode_[at(op)]);
        Assignment one{.order = instance_.order_of[at(op)],
                       .lot = instance_.lot[at(op)],
                       .operation = instance_.declared[at(op)],
                       .mode = instance_.mode_declared[m],
                       .start = start(op),
                       .end = end(op),
                       .setup = setup(op)};
        one.resources.assign(instance_.picked.begin() + instance_.picked_first[m],
                             instance_.picked.begin() + instance_.picked_first[m + 1]);
        out.assignments.push_back(std::move(one));
    }
    if (instance_.truck_pool == none) return out;
    trips_ = &out.trips;
    for (const auto op : list_)
        if (present(op)) static_cast<void>(compute<false>(op, nullptr));
    trips_ = nullptr;
    return out;
}

}  // namespace dengyun::scheduling
