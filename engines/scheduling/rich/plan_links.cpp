// The structure of a plan: who follows whom on what, and the changes with their undoing.
#include <algorithm>

#include "engines/scheduling/rich/plan.h"
#include "kernel/base/assert.h"

namespace dengyun::scheduling {

Index Plan::slot_count(Index op) const {
    const auto m = at(mode_[at(op)]);
    return 1 + instance_.need_first[m + 1] - instance_.need_first[m] + (instance_.truck_pool != none ? 1 : 0);
}

// Slots: the machine, the needs of the mode, the pool of trucks.
Index Plan::resource_of(Index op, Index slot) const {
    const auto m = at(mode_[at(op)]);
    if (slot == 0) return instance_.mode_machine[m];
    const auto need = instance_.need_first[m] + slot - 1;
    if (need < instance_.need_first[m + 1]) return instance_.need[at(need)].resource;
    return instance_.pred_first[at(op) + 1] > instance_.pred_first[at(op)] ? instance_.truck_pool : none;
}

void Plan::link(Index op, bool marks) {
    for (Index slot = 0, count = slot_count(op); slot < count; ++slot) {
        const Index resource = resource_of(op, slot);
        if (resource == none) continue;
        const Index node = op * slots_ + slot;
        auto& list = sequence_[at(resource)];
        const auto place = std::ranges::lower_bound(list, position_[at(op)], {},
                                                    [this](Index other) { return position_[at(other / slots_)]; });
        const Index after = place == list.end() ? none : *place;
        const Index before = place == list.begin() ? none : *(place - 1);
        next_[at(node)] = after;
        previous_[at(node)] = before;
        if (before != none) next_[at(before)] = node;
        if (after != none) {
            previous_[at(after)] = node;
            if (marks) mark(after / slots_);
        }
        list.insert(place, node);
    }
    if (marks) mark(op);
}

void Plan::unlink(Index op, bool marks) {
    for (Index slot = 0, count = slot_count(op); slot < count; ++slot) {
        const Index resource = resource_of(op, slot);
        if (resource == none) continue;
        const Index node = op * slots_ + slot;
        auto& list = sequence_[at(resource)];
        const auto place = std::ranges::lower_bound(list, position_[at(op)], {},
                                                    [this](Index other) { return position_[at(other / slots_)]; });
        const Index after = next_[at(node)], before = previous_[at(node)];
        if (before != none) next_[at(before)] = after;
        if (after != none) {
            previous_[at(after)] = before;
            if (marks) mark(after / slots_);
        }
        list.erase(place);
    }
}

void Plan::place_segment(Index from, const std::vector<Index>& content, const std::vector<Index>& moved, bool marks) {
    for (const auto op : moved)
        if (present(op)) unlink(op, marks);
    for (std::size_t i = 0; i < content.size(); ++i) {
        list_[at(from) + i] = content[i];
        position_[at(content[i])] = from + static_cast<Index>(i);
    }
    for (const auto op : moved)
        if (present(op)) link(op, marks);
}

// Brings op and those of [first, last] that are tied to it by precedence to the front or the back of that range.
void Plan::move(Index op, Index first, Index last, bool to_front) {
    if (first >= last) return;
    begin();
    group_.clear();
    content_.clear();
    in_group_[at(op)] = 1;
    group_.push_back(op);
    const auto takes = [&](Index one) {
        if (one == op) return;
        const auto& first_arc = to_front ? instance_.succ_first : instance_.pred_first;
        const auto& arcs = to_front ? instance_.succ : instance_.pred;
        for (auto a = first_arc[at(one)]; a < first_arc[at(one) + 1]; ++a) {
            if (!in_group_[at(arcs[at(a)].op)]) continue;
            in_group_[at(one)] = 1;
            group_.push_back(one);
            return;
        }
    };
    if (to_front)
        for (Index p = last; p >= first; --p) takes(list_[at(p)]);
    else
        for (Index p = first; p <= last; ++p) takes(list_[at(p)]);
    const auto add = [&](bool in) {
        for (Index p = first; p <= last; ++p)
            if ((in_group_[at(list_[at(p)])] != 0) == in) content_.push_back(list_[at(p)]);
    };
    add(to_front);
    add(!to_front);
    actions_.push_back({Kind::segment, static_cast<Index>(group_.size()), static_cast<Index>(saved_list_.size()), first,
                        last - first + 1});
    saved_list_.insert(saved_list_.end(), list_.begin() + first, list_.begin() + last + 1);
    saved_list_.insert(saved_list_.end(), group_.begin(), group_.end());
    place_segment(first, content_, group_, true);
    for (const auto one : group_) in_group_[at(one)] = 0;
}

void Plan::move_before(Index op, Index target) { move(op, target, position_[at(op)], true); }
void Plan::move_after(Index op, Index target) { move(op, position_[at(op)], target, false); }

void Plan::set_mode(Index op, Index mode) {
    if (mode_[at(op)] == mode) return;
    begin();
    actions_.push_back({Kind::mode, op, mode_[at(op)], 0, 0});
    if (!present(op)) {
        mode_[at(op)] = mode;
        return;
    }
    save(op);
    unlink(op, true);
    account(op, state_[at(op)], -1);
    mode_[at(op)] = mode;
    account(op, state_[at(op)], 1);
    link(op, true);
    for (auto a = instance_.succ_first[at(op)]; a < instance_.succ_first[at(op) + 1]; ++a)
        mark(instance_.succ[at(a)].op);
}

void Plan::remove(Index op) {
    if (!present(op)) return;
    begin();
    actions_.push_back({Kind::present, op, 1, 0, 0});
    save(op);
    unlink(op, true);
    account(op, state_[at(op)], -1);
    present_[at(op)] = 0;
    for (auto a = instance_.succ_first[at(op)]; a < instance_.succ_first[at(op) + 1]; ++a)
        mark(instance_.succ[at(a)].op);
    touched_orders_.push_back(instance_.order_of[at(op)]);
}

void Plan::restore(Index op) {
    if (present(op)) return;
    begin();
    actions_.push_back({Kind::present, op, 0, 0, 0});
    save(op);
    present_[at(op)] = 1;
    state_[at(op)] = State{.end = -1};  // differs from whatever comes out
    account(op, state_[at(op)], 1);
    link(op, true);
    touched_orders_.push_back(instance_.order_of[at(op)]);
}

void Plan::set_alternative(Index order, Index alternative) {
    const Index old = alternative_[at(order)];
    if (old == alternative) return;
    for (auto op = instance_.operation_first[at(old)]; op < instance_.operation_first[at(old) + 1]; ++op) remove(op);
    begin();
    actions_.push_back({Kind::alternative, order, old, 0, 0});
    alternative_[at(order)] = alternative;
    for (auto op = instance_.operation_first[at(alternative)]; op < instance_.operation_first[at(alternative) + 1];
         ++op)
        restore(op);
}

void Plan::set_hold(Index op, bool hold) {
    if (this->hold(op) == hold) return;
    begin();
    actions_.push_back({Kind::hold, op, hold_[at(op)], 0, 0});
    hold_[at(op)] = hold ? 1 : 0;
    mark(op);
}

void Plan::undo() {
    if (!open_) return;
    undo(begin_);
    keep();
}

void Plan::undo(const Savepoint& savepoint) {
    while (actions_.size() > savepoint.actions) {
        const auto action = actions_.back();
        actions_.pop_back();
        undo(action);
    }
    saved_list_.resize(savepoint.list);
    for (; saved_.size() > savepoint.states; saved_.pop_back()) state_[at(saved_.back().first)] = saved_.back().second;
    for (; saved_profiles_.size() > savepoint.profiles; saved_profiles_.pop_back()) {
        const auto& one = saved_profiles_.back();
        block_count_[at(one.node)] = one.count;
        std::copy_n(saved_blocks_.begin() + one.at, one.count,
                    blocks_.begin() + static_cast<std::ptrdiff_t>(one.node) * stride_);
    }
    saved_blocks_.resize(savepoint.blocks);
    for (; saved_completions_.size() > savepoint.completions; saved_completions_.pop_back())
        completion_[at(saved_completions_.back().first)] = saved_completions_.back().second;
    totals_ = savepoint.totals;
    maximum_lag_excess_ = savepoint.excess;
    pending_.clear();
    touched_orders_.clear();
    ++stamp_;
}

void Plan::undo(const Action& action) {
    switch (action.kind) {
        case Kind::segment: {
            const auto begin_at = saved_list_.begin() + action.before;
            content_.assign(begin_at, begin_at + action.count);
            group_.assign(begin_at + action.count, begin_at + action.count + action.which);
            place_segment(action.from, content_, group_, false);
            break;
        }
        case Kind::mode:
            if (present(action.which)) unlink(action.which, false);
            mode_[at(action.which)] = action.before;
            if (present(action.which)) link(action.which, false);
            break;
        case Kind::present:
            if (action.before != 0) {
                present_[at(action.which)] = 1;
                link(action.which, false);
            } else {
                unlink(action.which, false);
                present_[at(action.which)] = 0;
            }
            break;
        case Kind::alternative:
            alternative_[at(action.which)] = action.before;
            break;
        case Kind::hold:
            hold_[at(action.which)] = static_cast<std::uint8_t>(action.before);
            break;
    }
}

void Plan::keep() {
    open_ = false;
    saved_.clear();
    saved_profiles_.clear();
    saved_blocks_.clear();
    saved_completions_.clear();
    actions_.clear();
    saved_list_.clear();
    pending_.clear();
    touched_orders_.clear();
}

}  // namespace dengyun::scheduling
