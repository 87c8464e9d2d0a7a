#include "engines/scheduling/shop/neighbourhood.h"

#include <algorithm>

namespace dengyun::scheduling {
namespace {

// Longer moves of a block are left out: their estimates cost as much as the block is long.
constexpr int span_max = 48;
// Operations times machines, up to which exchanges are looked for.
constexpr std::int64_t exchange_pairs_max = 1 << 20;
// One in so many moves that cannot make the critical path shorter is looked at.
constexpr int idle_moves = 16;
// How far from its own time in the other sequence an operation looks for a partner.
constexpr int exchange_reach = 1;

// A mode in which the work itself takes longer makes the shop fuller, which an estimate of one way through it does not
// see: a part of what it takes longer is added. Never below 0.
Time weighed(Time estimate, Time longer_by) {
    return static_cast<Time>(
        std::clamp<std::int64_t>(estimate + std::int64_t{3} * longer_by / 5, 0, shop_total_max * 2));
}

// How many operations at the front of the list fulfil a condition that the others do not. Bisection without a branch:
// half of them would be predicted wrongly.
template <class Condition>
int leading(const std::vector<int>& list, const Condition& fulfils) {
    const int* const first = list.data();
    int count = 0;
    int left = static_cast<int>(list.size());
    while (left > 1) {
        const int half = left / 2;
        count += half & -static_cast<int>(fulfils(first[count + half - 1]));
        left -= half;
    }
    return left == 1 ? count + static_cast<int>(fulfils(first[count])) : 0;
}

}  // namespace

Neighbourhood::Neighbourhood(const ShopState& state)
    : state_(state),
      ready_(state.none + 1),
      follow_(state.none + 1),
      length_(state.none + 1),
      new_head_(state.none + 1) {
    path_.reserve(static_cast<std::size_t>(state.none));
    moves.reserve(static_cast<std::size_t>(state.none) * 4);
    const auto& shop = state_.shop;
    if (!shop.is_flexible() || static_cast<std::int64_t>(state_.none) * shop.machines > exchange_pairs_max) return;
    mode_on_ = Array<int>(state_.none * shop.machines, -1);
    for (int o = 0; o < state_.none; ++o) {
        const auto op = static_cast<std::size_t>(o);
        for (int i = shop.mode_first[op]; i < shop.mode_first[op + 1]; ++i)
            mode_on_[o * shop.machines + shop.mode_machine[static_cast<std::size_t>(i)]] = i;
    }
}

void Neighbourhood::find(RandomSource& random) {
    moves.clear();
    find_critical_path(random);
    const int count = static_cast<int>(path_.size());
    block_ = 0;
    for (int first = 0; first < count; ++block_) {
        int last = first;
        const int machine = state_.machine[path_[static_cast<std::size_t>(first)]];
        while (last + 1 < count && state_.machine[path_[static_cast<std::size_t>(last) + 1]] == machine) ++last;
        if (last > first) add_block_moves(first, last);
        first = last + 1;
    }
    if (state_.shop.is_flexible())
        for (const int op : path_) {
            add_machine_moves(op, random);
            ++block_;
        }
    if (mode_on_.size() > 0 &&
        std::ranges::none_of(moves, [&](const Move& move) { return move.estimate < state_.makespan; }))
        for (const int op : path_) add_exchanges(op);
}

// Backwards from an operation that ends last; where chain and machine both bind, a coin decides.
void Neighbourhood::find_critical_path(RandomSource& random) {
    path_.clear();
    last_operations_.clear();
    for (const auto& list : state_.sequence)
        if (!list.empty() && state_.end[list.back()] == state_.makespan) last_operations_.push_back(list.back());
    if (last_operations_.empty()) return;
    int op = last_operations_[static_cast<std::size_t>(random.below(static_cast<int>(last_operations_.size())))];
    while (op != state_.none) {
        path_.push_back(op);
        const int chain = state_.job_before[op];
        const int queue = state_.machine_before[op];
        const bool by_chain = chain != state_.none && state_.end[chain] == state_.head(op);
        const bool by_queue = queue != state_.none && state_.end[queue] == state_.head(op);
        if (by_chain && by_queue)
            op = (random.next() >> 63U) != 0 ? chain : queue;
        else
            op = by_queue ? queue : by_chain ? chain : state_.none;
    }
    std::ranges::reverse(path_);
}

void Neighbourhood::load_block(int first, int last) {
    for (int i = first; i <= last; ++i) {
        const int o = path_[static_cast<std::size_t>(i)];
        ready_[i] = state_.end[state_.job_before[o]];
        follow_[i] = state_.rest[state_.job_after[o]];
        length_[i] = state_.duration[o];
    }
}

void Neighbourhood::add_block_moves(int first, int last) {
    load_block(first, last);
    const bool is_first = first == 0;
    const bool is_last = last + 1 == static_cast<int>(path_.size());
    if (last == first + 1) {
        add_later(first, last);
        return;
    }
    // What stands before the first block does not get shorter by another beginning of it; the same at the end.
    if (!is_last) {
        for (int i = std::max(first, last - span_max); i < last; ++i) add_later(i, last);
        for (int j = std::max(first + 1, last - span_max); j < last - 1; ++j) add_earlier(last, j);
    }
    if (!is_first) {
        for (int i = first + 1; i <= std::min(last, first + span_max); ++i) add_earlier(i, first);
        for (int j = first + 2; j <= std::min(last - 1, first + span_max); ++j) add_later(first, j);
    }
}

void Neighbourhood::add_later(int i, int j) {
    const int op = path_[static_cast<std::size_t>(i)];
    const int target = path_[static_cast<std::size_t>(j)];
    const int chain = state_.job_after[op];
    // A way from the chain's next operation to the target would make a cycle.
    if (chain == target || (chain != state_.none && state_.rest[chain] > state_.rest[target])) return;
    const int after = state_.machine_after[target];
    Time free = state_.end[state_.machine_before[op]];
    for (int k = i + 1; k <= j; ++k) {
        new_head_[k] = std::max(ready_[k], free);
        free = new_head_[k] + length_[k];
    }
    const Time head = std::max(ready_[i], free);
    Time behind = std::max(follow_[i], state_.rest[after]) + length_[i];
    Time estimate = head + behind;
    for (int k = j; k > i; --k) {
        behind = std::max(behind, follow_[k]) + length_[k];
        estimate = std::max(estimate, new_head_[k] + behind);
    }
    moves.push_back({op, state_.mode[op], target, after, estimate, block_});
}

void Neighbourhood::add_earlier(int i, int j) {
    const int op = path_[static_cast<std::size_t>(i)];
    const int target = path_[static_cast<std::size_t>(j)];
    const int chain = state_.job_before[op];
    if (chain == target || (chain != state_.none && state_.end[chain] > state_.end[target])) return;
    const int before = state_.machine_before[target];
    const Time head = std::max(ready_[i], state_.end[before]);
    Time free = head + length_[i];
    for (int k = j; k < i; ++k) {
        new_head_[k] = std::max(ready_[k], free);
        free = new_head_[k] + length_[k];
    }
    Time behind = state_.rest[state_.machine_after[op]];
    Time estimate = 0;
    for (int k = i - 1; k >= j; --k) {
        behind = std::max(behind, follow_[k]) + length_[k];
        estimate = std::max(estimate, new_head_[k] + behind);
    }
    estimate = std::max(estimate, head + std::max(behind, follow_[i]) + length_[i]);
    moves.push_back({op, state_.mode[op], before, target, estimate, block_});
}

void Neighbourhood::add_machine_moves(int op, RandomSource& random) {
    const auto o = static_cast<std::size_t>(op);
    // As long as this the chain alone makes it as critical as it is. Such a move may open a way, but a search that
    // always could would make nothing else.
    const Time length_max = state_.makespan - state_.end[state_.job_before[op]] - state_.rest[state_.job_after[op]];
    for (int to = state_.shop.mode_first[o]; to < state_.shop.mode_first[o + 1]; ++to) {
        const auto mode = static_cast<std::size_t>(to);
        if (state_.shop.mode_machine[mode] == state_.machine[op]) continue;
        if (state_.shop.mode_duration[mode] >= length_max && random.below(idle_moves) != 0) continue;
        add_machine_move(op, to, random);
    }
}

void Neighbourhood::add_machine_move(int op, int to_mode, RandomSource& random) {
    const auto& list = state_.sequence[state_.shop.mode_machine[static_cast<std::size_t>(to_mode)]];
    const Time length = state_.shop.mode_duration[static_cast<std::size_t>(to_mode)];
    const Time ready = state_.end[state_.job_before[op]];
    const Time follow = state_.rest[state_.job_after[op]];
    // Operations from `late` on end after the chain is ready; operations before `early` have longer ways to the end
    // than the chain has.
    const auto late = list.begin() + leading(list, [&](int o) { return state_.end[o] <= ready; });
    const auto early = list.begin() + leading(list, [&](int o) { return state_.rest[o] > follow; });
    auto at = late;
    Time estimate = ready + length + follow;
    if (early <= late) {
        // Every place in between costs nothing beyond the chain.
        at = early + random.below(static_cast<int>(late - early) + 1);
    } else {
        estimate = shop_total_max * 2;
        for (auto place = late; place <= early; ++place) {
            const Time head = place == list.begin() ? ready : std::max(ready, state_.end[*(place - 1)]);
            const Time behind = place == list.end() ? follow : std::max(follow, state_.rest[*place]);
            if (head + length + behind >= estimate) continue;
            estimate = head + length + behind;
            at = place;
        }
    }
    // What stays behind on the machine that it leaves.
    estimate = std::max(estimate, state_.end[state_.machine_before[op]] + state_.rest[state_.machine_after[op]]);
    estimate = weighed(estimate, length - state_.duration[op]);
    moves.push_back({op, to_mode, at == list.begin() ? state_.none : *(at - 1), at == list.end() ? state_.none : *at,
                     estimate, block_});
}

// A critical operation in another mode takes the place of one that is there at its time, which comes back for it.
void Neighbourhood::add_exchanges(int op) {
    const auto o = static_cast<std::size_t>(op);
    // As long as this the chain alone makes it as critical as it is.
    const Time length_max = state_.makespan - state_.end[state_.job_before[op]] - state_.rest[state_.job_after[op]];
    const Time head = state_.head(op);
    for (int to = state_.shop.mode_first[o]; to < state_.shop.mode_first[o + 1]; ++to) {
        const auto mode = static_cast<std::size_t>(to);
        const int machine = state_.shop.mode_machine[mode];
        if (machine == state_.machine[op] || state_.shop.mode_duration[mode] >= length_max) continue;
        const auto& list = state_.sequence[machine];
        const int at = leading(list, [&](int other) { return state_.end[other] <= head; });
        const int last = std::min(at + exchange_reach, static_cast<int>(list.size()) - 1);
        for (int i = std::max(at - exchange_reach, 0); i <= last; ++i)
            add_exchange(op, to, list[static_cast<std::size_t>(i)]);
    }
}

void Neighbourhood::add_exchange(int op, int to_mode, int partner) {
    const int back = mode_on_[partner * state_.shop.machines + state_.machine[op]];
    if (back < 0) return;
    const Time length = state_.shop.mode_duration[static_cast<std::size_t>(to_mode)];
    const Time length_back = state_.shop.mode_duration[static_cast<std::size_t>(back)];
    // What one finds in the place of the other. A way from its successor to what precedes it there would be a cycle.
    const auto through = [&](int mover, Time its_length, int other) {
        const int before = state_.machine_before[other];
        const int after = state_.machine_after[other];
        const int previous = state_.job_before[mover];
        const int next = state_.job_after[mover];
        if (previous == other || next == other) return shop_total_max * 2;
        if (next != state_.none && before != state_.none && state_.head(before) >= state_.end[next])
            return shop_total_max * 2;
        if (previous != state_.none && after != state_.none && state_.head(previous) >= state_.end[after])
            return shop_total_max * 2;
        return std::max(state_.end[previous], state_.end[before]) + its_length +
               std::max(state_.rest[next], state_.rest[after]);
    };
    Time estimate = std::max(through(op, length, partner), through(partner, length_back, op));
    if (estimate >= shop_total_max * 2) return;
    estimate = weighed(estimate, length + length_back - state_.duration[op] - state_.duration[partner]);
    const bool goes_behind = state_.rank[partner] < state_.rank[op];
    moves.push_back({op, to_mode, goes_behind ? partner : state_.machine_before[partner],
                     goes_behind ? state_.machine_after[partner] : partner, estimate, block_, partner, back});
}

}  // namespace dengyun::scheduling
