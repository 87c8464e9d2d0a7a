#include "engines/scheduling/rich/chains.h"

#include <algorithm>
#include <limits>

namespace dengyun::scheduling {

Chains::Chains(const Instance& instance) : in_(instance) {
    for (Index op = 0; op < in_.operations; ++op) sure_.push_back(is_sure(op) ? 1 : 0);
    topological();
    heads();
    tails();
}

// Of an order with alternatives none is sure, of a split one neither.
bool Chains::is_sure(Index op) const {
    const Index order = in_.order_of[at(op)];
    return in_.alternative_first[at(order) + 1] - in_.alternative_first[at(order)] == 1 ||
           in_.fixed_alternative[at(order)] == in_.alternative_of[at(op)];
}

void Chains::topological() {
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
Tick Chains::least_way(Index from, Index to) const {
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
bool Chains::counts(Index from, Index to) const {
    return in_.alternative_of[at(from)] == in_.alternative_of[at(to)] || (sure(from) && sure(to));
}

void Chains::heads() {
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

void Chains::tails() {
    tail_.assign(at(in_.operations), 0);
    for (auto op = order_.rbegin(); op != order_.rend(); ++op)
        for (auto a = in_.succ_first[at(*op)]; a < in_.succ_first[at(*op) + 1]; ++a) {
            const auto& arc = in_.succ[at(a)];
            if (counts(*op, arc.op) && in_.frozen_start[at(arc.op)] < 0)
                tail_[at(*op)] = std::max(
                    tail_[at(*op)], arc.lag_min + least_way(*op, arc.op) + least_[at(arc.op)] + tail_[at(arc.op)]);
        }
}

}  // namespace dengyun::scheduling
