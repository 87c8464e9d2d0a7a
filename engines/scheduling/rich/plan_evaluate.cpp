// When each operation of a plan runs, and what the plan costs.
#include <algorithm>
#include <bit>
#include <cstdlib>

#include "engines/scheduling/rich/plan.h"

namespace dengyun::scheduling {
namespace {

constexpr Tick impossible = 1'000'000'000;  // a violation that is no matter of time
constexpr int maximum_lag_rounds = 500;
constexpr int looked_back_max = 300;
constexpr std::int64_t sure_after = 256;  // operations recomputed before a rise of tardiness is believed

Cause cause_of(const Instance& instance, Index resource) {
    if (resource < instance.machines) return Cause::machine;
    if (resource == instance.truck_pool) return Cause::transport;
    switch (instance.problem->resources[static_cast<std::size_t>(resource - instance.machines)].kind) {
        case ResourceKind::tool:
            return Cause::tool;
        case ResourceKind::operators:
            return Cause::operators;
        case ResourceKind::material:
            return Cause::material;
    }
    return Cause::machine;
}

}  // namespace

void Plan::begin() {
    if (open_) return;
    open_ = true;
    begin_ = savepoint();
}

Plan::Savepoint Plan::savepoint() {
    if (!open_) begin();
    ++stamp_;  // what changes from here on is saved anew
    return {saved_.size(),
            saved_profiles_.size(),
            saved_blocks_.size(),
            saved_completions_.size(),
            actions_.size(),
            saved_list_.size(),
            totals_,
            maximum_lag_excess_};
}

void Plan::save(Index op) {
    if (stamped_[at(op)] == stamp_) return;
    stamped_[at(op)] = stamp_;
    saved_.emplace_back(op, state_[at(op)]);
}

Tick Plan::stability_of(Index op, const State& state) const {
    const Tick planned = instance_.planned_start[at(op)];
    if (planned < 0) return 0;
    const bool moved =
        instance_.mode_machine[at(mode_[at(op)])] != instance_.mode_machine[at(instance_.planned_mode[at(op)])];
    return std::abs(state.start - planned) + (moved ? instance_.problem->move_penalty : 0);
}

void Plan::account(Index op, const State& state, Tick sign) {
    totals_.setup += sign * state.setup;
    totals_.cost += sign * (state.setup_cost + instance_.mode_cost[at(mode_[at(op)])]);
    totals_.violation += sign * state.violation;
    totals_.stability += sign * stability_of(op, state);
}

void Plan::read_profile(Index node, Index resource) const {
    const Index before = previous_[at(node)];
    if (before == none)
        profile_.clear(instance_.capacity[at(resource)]);
    else
        profile_.read(&blocks_[at(before) * at(stride_)], block_count_[at(before)]);
}

// Who, of those before on a cumulative resource, gives back units at `when`.
Index Plan::gave_back(Index node, Tick when) const {
    Index one = node;
    for (int i = 0; i < looked_back_max && one != none; ++i, one = previous_[at(one)])
        if (state_[at(one / slots_)].end == when) return one / slots_;
    return node / slots_;
}

template <bool explains>
Plan::State Plan::compute(Index op, Binding* binding) const {
    const auto& in = instance_;
    const auto m = at(mode_[at(op)]);
    State out;
    out.floor = state_[at(op)].floor;
    Tick ready = in.release[at(op)];
    const auto later = [&](Tick t, Cause cause, Index other) {
        if (t <= ready) return;
        if constexpr (explains) {
            binding->cause = cause;
            binding->op = other;
            binding->waited[static_cast<std::size_t>(cause)] += t - ready;
        }
        ready = t;
    };
    if constexpr (explains)
        if (ready > 0) {
            binding->cause = Cause::material;
            binding->waited[static_cast<std::size_t>(Cause::material)] = ready;
        }
    later(out.floor, Cause::hold, none);
    if (hold_[at(op)] != 0) later(in.planned_start[at(op)], Cause::hold, none);
    const bool by_truck = in.truck_pool != none && in.pred_first[at(op) + 1] > in.pred_first[at(op)];
    if (by_truck) {
        const Index node = op * slots_ + slot_count(op) - 1;
        read_profile(node, in.truck_pool);
        truck_profile_ = profile_;
    }
    for (auto a = in.pred_first[at(op)]; a < in.pred_first[at(op) + 1]; ++a) {
        const auto& arc = in.pred[at(a)];
        if (!present_[at(arc.op)]) continue;
        const Tick done = state_[at(arc.op)].end + arc.lag_min;
        const Tick way = in.transport(mode_[at(arc.op)], static_cast<Index>(m));
        if (way == 0) {
            later(done, Cause::predecessor, arc.op);
            continue;
        }
        Tick depart = done;
        if (by_truck) {
            depart = std::max(done, truck_profile_.earliest(1));
            truck_profile_.take(depart, depart + way + in.transport(static_cast<Index>(m), mode_[at(arc.op)]), 1);
            if (trips_ != nullptr) trips_->push_back({in.name(arc.op), in.name(op), depart, depart + way});
        }
        later(depart + way, Cause::transport, arc.op);
    }
    for (auto n = in.need_first[m]; n < in.need_first[m + 1]; ++n) {
        const auto& need = in.need[at(n)];
        const Index node = op * slots_ + 1 + n - in.need_first[m];
        const Index before = previous_[at(node)];
        if (need.units > in.capacity[at(need.resource)]) {
            out.violation += impossible;
        } else if (in.capacity[at(need.resource)] == 1) {
            if (before != none) later(state_[at(before / slots_)].end, cause_of(in, need.resource), before / slots_);
        } else if (before != none) {
            read_profile(node, need.resource);
            const Tick units_from = profile_.earliest(need.units);
            Index whom = before / slots_;
            if constexpr (explains) whom = gave_back(before, units_from);
            later(units_from, cause_of(in, need.resource), whom);
        }
    }
    const Index machine = in.mode_machine[m];
    const Tick work = in.mode_duration[m];
    const Index calendar = in.mode_calendar[m];
    if (machine != none) {
        const Index node = op * slots_;
        const Index before = previous_[at(node)];
        const auto& declared = in.problem->machines[at(machine)];
        Tick free_from = 0;
        Index last_family = declared.initial_family;
        if (before != none) {
            const Index other = before / slots_;
            const auto& last = state_[at(other)];
            free_from = last.end;
            last_family = in.family[at(other)];
            if (declared.batch_capacity > 0 && last_family == in.family[at(op)] && ready <= last.start &&
                last.load + in.size[at(op)] <= declared.batch_capacity && work <= last.batch_work &&
                calendar == in.mode_calendar[at(mode_[at(other)])] &&
                in.spans_breaks[at(op)] == in.spans_breaks[at(other)] &&
                (in.frozen_start[at(op)] < 0 || in.frozen_start[at(op)] == last.start)) {
                out.start = last.start;
                out.end = last.end;
                out.load = last.load + in.size[at(op)];
                out.batch_work = last.batch_work;
                later(out.start, Cause::machine, other);
                if (by_truck) profile_ = truck_profile_;
                return out;
            }
        }
        out.load = in.size[at(op)];
        out.batch_work = work;
        if (declared.setup_matrix != none && last_family != none) {
            const auto& matrix = in.problem->setup_matrices[at(declared.setup_matrix)];
            const auto cell = at(last_family) * in.problem->families.size() + at(in.family[at(op)]);
            out.setup = matrix.duration[cell];
            out.setup_cost = matrix.cost.empty() ? 0 : matrix.cost[cell];
        }
        if (before != none) later(free_from, Cause::machine, before / slots_);
        if (out.setup > 0) {
            const auto own = in.machine_calendar[at(machine)];
            later(own == none ? free_from + out.setup : in.calendars[at(own)].after(free_from, out.setup), Cause::setup,
                  before == none ? none : before / slots_);
        }
    }
    if (in.frozen_start[at(op)] >= 0) {
        const Tick fixed = in.frozen_start[at(op)];
        out.violation += std::max<Tick>(0, ready - fixed);
        out.start = fixed;
        out.end = calendar == none ? fixed + work : in.calendars[at(calendar)].after(fixed, work);
        if constexpr (explains) *binding = {.cause = Cause::hold};
    } else if (calendar == none) {
        out.start = ready;
        out.end = ready + work;
    } else {
        const auto& hours = in.calendars[at(calendar)];
        const Tick begin_at =
            in.spans_breaks[at(op)] ? (work > 0 ? hours.open_from(ready) : ready) : hours.fit(ready, work);
        if constexpr (explains) later(begin_at, Cause::calendar, binding->op);
        out.start = begin_at;
        out.end = in.spans_breaks[at(op)] ? hours.after(begin_at, work) : begin_at + work;
        out.violation += std::max<Tick>(0, out.end - in.problem->horizon);
    }
    return out;
}

template Plan::State Plan::compute<false>(Index op, Binding* binding) const;

Binding Plan::binding(Index op) const {
    Binding out;
    static_cast<void>(compute<true>(op, &out));
    return out;
}

// What the operation leaves of its cumulative resources; true where that changed.
bool Plan::store_profiles(Index op, const State& state) {
    const auto& in = instance_;
    const auto m = at(mode_[at(op)]);
    bool changed = false;
    const auto write = [&](Index node, Profile& profile) {
        auto* stored = &blocks_[at(node) * at(stride_)];
        auto& count = block_count_[at(node)];
        const auto before = static_cast<Index>(saved_blocks_.size());
        saved_blocks_.insert(saved_blocks_.end(), stored, stored + count);
        saved_profiles_.push_back({node, count, before});
        if (!profile.write(stored, count, stride_)) {
            saved_profiles_.pop_back();
            saved_blocks_.resize(at(before));
            return;
        }
        changed = true;
        if (next_[at(node)] != none) set_bit(position_[at(next_[at(node)] / slots_)]);
    };
    for (auto n = in.need_first[m]; n < in.need_first[m + 1]; ++n) {
        const auto& need = in.need[at(n)];
        if (in.capacity[at(need.resource)] == 1 || need.units > in.capacity[at(need.resource)]) continue;
        const Index node = op * slots_ + 1 + n - in.need_first[m];
        read_profile(node, need.resource);
        profile_.take(state.start, state.end, need.units);
        write(node, profile_);
    }
    if (in.truck_pool != none && in.pred_first[at(op) + 1] > in.pred_first[at(op)])
        write(op * slots_ + slot_count(op) - 1, truck_profile_);
    return changed;
}

void Plan::set_bit(Index position) {
    const auto word = at(position) / 64;
    bits_[word] |= std::uint64_t{1} << (at(position) % 64);
    word_end_ = std::max(word_end_, word + 1);
    word_ = std::min(word_, word);
}

// Recomputes one operation and marks those that hear of it.
bool Plan::step(Index op) {
    const auto now = compute<false>(op, nullptr);
    auto& old = state_[at(op)];
    if (stride_ > 0) store_profiles(op, now);
    if (now == old) return false;
    save(op);
    account(op, old, -1);
    account(op, now, 1);
    const bool moved =
        now.end != old.end || now.start != old.start || now.load != old.load || now.batch_work != old.batch_work;
    old = now;
    if (!moved) return true;
    for (auto a = instance_.succ_first[at(op)]; a < instance_.succ_first[at(op) + 1]; ++a)
        set_bit(position_[at(instance_.succ[at(a)].op)]);
    for (Index slot = 0, count = slot_count(op); slot < count; ++slot) {
        const Index resource = resource_of(op, slot);
        if (resource == none || instance_.capacity[at(resource)] > 1) continue;
        const Index after = next_[at(op * slots_ + slot)];
        if (after != none) set_bit(position_[at(after / slots_)]);
    }
    if (instance_.is_last[at(op)]) touched_orders_.push_back(instance_.order_of[at(op)]);
    return true;
}

double Plan::tardiness_change(Index op, Tick old_end) const {
    const auto order = at(instance_.order_of[at(op)]);
    if (!instance_.is_last[at(op)] || instance_.due[order] < 0) return 0;
    return static_cast<double>(instance_.weight[order]) *
           static_cast<double>(std::max<Tick>(0, state_[at(op)].end - instance_.due[order]) -
                               std::max<Tick>(0, old_end - instance_.due[order]));
}

bool Plan::propagate(const EvaluationLimit& limit) {
    double rise = 0;
    std::int64_t done = 0;
    word_ = bits_.size();
    word_end_ = 0;
    for (const auto op : pending_) set_bit(position_[at(op)]);
    pending_.clear();
    while (word_ < word_end_) {
        const auto word = word_;
        while (bits_[word] != 0) {
            const auto bit = static_cast<std::size_t>(std::countr_zero(bits_[word]));
            bits_[word] &= bits_[word] - 1;
            const Index op = list_[word * 64 + bit];
            if (!present(op)) continue;
            const Tick old_end = state_[at(op)].end;
            const bool changed = step(op);
            ++work_;
            ++done;
            if (!changed) continue;
            rise += tardiness_change(op, old_end);
            if (state_[at(op)].end > limit.makespan || (done > sure_after && rise > limit.tardiness_rise)) {
                for (auto w = word; w < word_end_; ++w) bits_[w] = 0;
                return false;
            }
        }
        ++word_;
    }
    return true;
}

void Plan::settle_orders() {
    bool rescan = false;
    for (const auto order : touched_orders_) {
        Tick done = 0;
        for (const auto op : last_ops_[at(alternative_[at(order)])])
            if (present(op)) done = std::max(done, state_[at(op)].end);
        auto& known = completion_[at(order)];
        if (done == known) continue;
        saved_completions_.emplace_back(order, known);
        if (instance_.due[at(order)] >= 0)
            totals_.tardiness += instance_.weight[at(order)] * (std::max<Tick>(0, done - instance_.due[at(order)]) -
                                                                std::max<Tick>(0, known - instance_.due[at(order)]));
        if (done > totals_.makespan)
            totals_.makespan = done;
        else if (known == totals_.makespan)
            rescan = true;
        known = done;
    }
    touched_orders_.clear();
    if (rescan) totals_.makespan = completion_.empty() ? 0 : *std::ranges::max_element(completion_);
}

// Operations that would end too long before their successors start are made to wait: the least such waiting for the
// given order, found from below. What cannot be had is a violation.
void Plan::settle_maximum_lags() {
    for (const auto& [op, arc] : maximum_lags_) {
        const Index before = instance_.pred[at(arc)].op;
        if (state_[at(before)].floor == 0) continue;
        save(before);
        state_[at(before)].floor = 0;
        mark(before);
    }
    for (int round = 0; round < maximum_lag_rounds; ++round) {
        propagate({});
        for (const auto& [op, arc_index] : maximum_lags_) {
            const auto& arc = instance_.pred[at(arc_index)];
            if (!present(op) || !present(arc.op) || instance_.frozen_start[at(arc.op)] >= 0) continue;
            const Tick excess = state_[at(op)].start - state_[at(arc.op)].end - arc.lag_max;
            if (excess <= 0) continue;
            save(arc.op);
            auto& state = state_[at(arc.op)];
            state.floor = std::max(state.floor, state.start + excess);
            mark(arc.op);
        }
        if (pending_.empty()) return;
    }
    propagate({});
}

bool Plan::evaluate(const EvaluationLimit& limit) {
    begin();
    if (!instance_.has_maximum_lags) {
        if (!propagate(limit)) return false;
        settle_orders();
        return true;
    }
    settle_maximum_lags();
    settle_orders();
    Tick excess = 0;
    for (const auto& [op, arc_index] : maximum_lags_) {
        const auto& arc = instance_.pred[at(arc_index)];
        if (present(op) && present(arc.op))
            excess += std::max<Tick>(0, state_[at(op)].start - state_[at(arc.op)].end - arc.lag_max);
    }
    totals_.violation += excess - maximum_lag_excess_;
    maximum_lag_excess_ = excess;
    return true;
}

}  // namespace dengyun::scheduling
