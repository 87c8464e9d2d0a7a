#include "engines/scheduling/shop/shop_state.h"

#include <algorithm>
#include <bit>

namespace dengyun::scheduling {

ShopState::ShopState(const Shop& the_shop)
    : shop(the_shop),
      none(the_shop.operations()),
      job_before(none + 1, none),
      job_after(none + 1, none),
      machine_before(none + 1, none),
      machine_after(none + 1, none),
      sequence(shop.machines),
      place(none + 1),
      mode(none + 1),
      machine(none + 1, -1),
      duration(none + 1),
      head(none + 1),
      tail(none + 1),
      order(none + 1, none),
      rank(none + 1, none),
      last_of_job_(0),
      dirty_((none >> 6) + 1),
      marked_(none + 1) {
    std::vector<int> last;
    for (int j = 0; j < shop.jobs(); ++j) {
        const auto job = static_cast<std::size_t>(j);
        for (int o = shop.job_first[job]; o + 1 < shop.job_first[job + 1]; ++o) {
            job_after[o] = o + 1;
            job_before[o + 1] = o;
        }
        if (shop.job_first[job] < shop.job_first[job + 1]) last.push_back(shop.job_first[job + 1] - 1);
    }
    last_of_job_ = Array<int>(std::move(last));
    moved_.reserve(static_cast<std::size_t>(none));
}

void ShopState::load(const Selection& selection) {
    for (auto& list : sequence) list.clear();
    for (int i = 0; i < none; ++i) {
        const int o = selection.order[static_cast<std::size_t>(i)];
        const auto chosen = static_cast<std::size_t>(selection.mode[static_cast<std::size_t>(o)]);
        order[i] = o;
        rank[o] = i;
        mode[o] = static_cast<int>(chosen);
        machine[o] = shop.mode_machine[chosen];
        duration[o] = shop.mode_duration[chosen];
        auto& list = sequence[machine[o]];
        place[o] = static_cast<int>(list.size());
        machine_before[o] = list.empty() ? none : list.back();
        machine_after[o] = none;
        if (!list.empty()) machine_after[list.back()] = o;
        list.push_back(o);
        head[o] = std::max(end(job_before[o]), end(machine_before[o]));
    }
    for (int i = none - 1; i >= 0; --i) {
        const int o = order[i];
        tail[o] = std::max(tail_with(job_after[o]), tail_with(machine_after[o]));
    }
    find_makespan();
}

Selection ShopState::save() const {
    Selection selection;
    save_into(selection);
    return selection;
}

void ShopState::save_into(Selection& selection) const {
    selection.order.assign(order.begin(), order.end() - 1);
    selection.mode.assign(mode.begin(), mode.end() - 1);
    selection.makespan = makespan;
}

ShopSchedule ShopState::schedule() const {
    return {{mode.begin(), mode.end() - 1}, {head.begin(), head.end() - 1}};
}

void ShopState::find_makespan() {
    // The operation that ends last is the last of its job and the last of its machine.
    makespan = 0;
    if (last_of_job_.size() <= shop.machines) {
        for (const int o : last_of_job_) makespan = std::max(makespan, end(o));
    } else {
        for (const auto& list : sequence)
            if (!list.empty()) makespan = std::max(makespan, end(list.back()));
    }
}

bool ShopState::reinsert(int op, int to_mode, int before, int after) {
    const int old_before = machine_before[op];
    const int old_after = machine_after[op];
    machine_after[old_before] = old_after;
    machine_before[old_after] = old_before;
    machine_before[none] = machine_after[none] = none;
    int first = rank[op];
    int last = first;
    bool fits = true;
    if (before != none && rank[before] > rank[op]) {
        last = rank[before];
        fits = move_later(op, last);
    } else if (after != none && rank[after] < rank[op]) {
        first = rank[after];
        fits = move_earlier(op, first);
    }
    if (!fits) {
        machine_after[old_before] = op;
        machine_before[old_after] = op;
        machine_before[none] = machine_after[none] = none;
        return false;
    }
    update_sequences(op, shop.mode_machine[static_cast<std::size_t>(to_mode)], before);
    link(op, to_mode, before, after);
    mark_dirty(op);
    mark_dirty(old_after);
    mark_dirty(after);
    mark_dirty(job_after[op]);
    update_heads(std::min({first, rank[op], rank[old_after]}));
    mark_dirty(op);
    mark_dirty(old_before);
    mark_dirty(before);
    mark_dirty(job_before[op]);
    int from = std::max(last, rank[op]);
    if (old_before != none) from = std::max(from, rank[old_before]);
    update_tails(from);
    find_makespan();
    return true;
}

void ShopState::link(int op, int to_mode, int before, int after) {
    machine_before[op] = before;
    machine_after[op] = after;
    machine_after[before] = op;
    machine_before[after] = op;
    machine_before[none] = machine_after[none] = none;
    mode[op] = to_mode;
    machine[op] = shop.mode_machine[static_cast<std::size_t>(to_mode)];
    duration[op] = shop.mode_duration[static_cast<std::size_t>(to_mode)];
}

// What has to follow `op` within the stretch goes behind it, in the order it had.
bool ShopState::move_later(int op, int last) {
    const int first = rank[op];
    moved_.clear();
    moved_.push_back(op);
    if (const int next = job_after[op]; next != none && rank[next] <= last) {
        marked_[op] = 1;
        for (int i = rank[next]; i <= last; ++i) {
            const int o = order[i];
            if ((marked_[job_before[o]] | marked_[machine_before[o]]) == 0) continue;
            marked_[o] = 1;
            moved_.push_back(o);
        }
        if (marked_[order[last]] != 0) {
            for (const int o : moved_) marked_[o] = 0;
            return false;
        }
    } else {
        marked_[op] = 1;
    }
    int to = first;
    for (int i = first; i <= last; ++i) {
        const int o = order[i];
        if (marked_[o] != 0) continue;
        order[to] = o;
        rank[o] = to++;
    }
    for (const int o : moved_) {
        marked_[o] = 0;
        order[to] = o;
        rank[o] = to++;
    }
    return true;
}

// What has to precede `op` within the stretch goes before it, in the order it had.
bool ShopState::move_earlier(int op, int first) {
    const int last = rank[op];
    moved_.clear();
    moved_.push_back(op);
    marked_[op] = 1;
    if (const int previous = job_before[op]; previous != none && rank[previous] >= first) {
        for (int i = rank[previous]; i >= first; --i) {
            const int o = order[i];
            if ((marked_[job_after[o]] | marked_[machine_after[o]]) == 0) continue;
            marked_[o] = 1;
            moved_.push_back(o);
        }
        if (marked_[order[first]] != 0) {
            for (const int o : moved_) marked_[o] = 0;
            return false;
        }
    }
    int to = last;
    for (int i = last; i >= first; --i) {
        const int o = order[i];
        if (marked_[o] != 0) continue;
        order[to] = o;
        rank[o] = to--;
    }
    for (const int o : moved_) {
        marked_[o] = 0;
        order[to] = o;
        rank[o] = to--;
    }
    return true;
}

void ShopState::update_sequences(int op, int to_machine, int before) {
    auto& old_list = sequence[machine[op]];
    const int from = place[op];
    if (to_machine == machine[op]) {
        // `before` still has its place of the sequence with `op` in it.
        const int to = before == none ? 0 : place[before] > from ? place[before] : place[before] + 1;
        int* const list = old_list.data();
        for (int i = from; i < to; ++i) place[list[i] = list[i + 1]] = i;
        for (int i = from; i > to; --i) place[list[i] = list[i - 1]] = i;
        list[to] = op;
        place[op] = to;
        return;
    }
    old_list.erase(old_list.begin() + from);
    for (int i = from; i < static_cast<int>(old_list.size()); ++i) place[old_list[static_cast<std::size_t>(i)]] = i;
    auto& list = sequence[to_machine];
    const int to = before != none ? place[before] + 1 : 0;
    list.insert(list.begin() + to, op);
    for (int i = to; i < static_cast<int>(list.size()); ++i) place[list[static_cast<std::size_t>(i)]] = i;
}

void ShopState::update_heads(int first_rank) {
    const int words = dirty_.size();
    for (int word = first_rank >> 6; word < words; ++word) {
        while (dirty_[word] != 0) {
            const int o = order[(word << 6) + std::countr_zero(dirty_[word])];
            dirty_[word] &= dirty_[word] - 1;
            const Time now = std::max(end(job_before[o]), end(machine_before[o]));
            if (now == head[o]) continue;
            head[o] = now;
            mark_dirty(job_after[o]);
            mark_dirty(machine_after[o]);
        }
    }
}

void ShopState::update_tails(int last_rank) {
    for (int word = last_rank >> 6; word >= 0; --word) {
        while (dirty_[word] != 0) {
            const int bit = 63 - std::countl_zero(dirty_[word]);
            const int o = order[(word << 6) + bit];
            dirty_[word] &= ~(std::uint64_t{1} << bit);
            const Time now = std::max(tail_with(job_after[o]), tail_with(machine_after[o]));
            if (now == tail[o]) continue;
            tail[o] = now;
            mark_dirty(job_before[o]);
            mark_dirty(machine_before[o]);
        }
    }
}

}  // namespace dengyun::scheduling
