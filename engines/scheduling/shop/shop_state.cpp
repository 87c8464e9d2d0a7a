#include "engines/scheduling/shop/shop_state.h"

#include <algorithm>
#include <bit>

namespace dengyun::scheduling {
namespace {

// Finding out what has changed costs more per operation than a pass over all of them: it is given up where more than
// this share of the pass has changed, and not begun in small shops.
constexpr int share_of_pass = 16;
constexpr int scanned_operations_max = 1'000;

}  // namespace

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
      end(none + 1),
      rest(none + 1),
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
    changed_first_ = none;
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
    }
    scan_ends(0);
    scan_rests(none - 1);
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
    ShopSchedule schedule;
    schedule.mode.assign(mode.begin(), mode.end() - 1);
    for (int o = 0; o < none; ++o) schedule.start.push_back(head(o));
    return schedule;
}

void ShopState::find_makespan() {
    // The operation that ends last is the last of its job and the last of its machine.
    makespan = 0;
    if (last_of_job_.size() <= shop.machines) {
        for (const int o : last_of_job_) makespan = std::max(makespan, end[o]);
    } else {
        for (const auto& list : sequence)
            if (!list.empty()) makespan = std::max(makespan, end[list.back()]);
    }
}

bool ShopState::reinsert(int op, int to_mode, int before, int after) {
    if (!rearrange(op, to_mode, before, after)) return false;
    refresh();
    return true;
}

bool ShopState::rearrange(int op, int to_mode, int before, int after) {
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
    changed_first_ = std::min(changed_first_, first);
    changed_last_ = std::max(changed_last_, last);
    if (none > scanned_operations_max) {
        changed_ends_.insert(changed_ends_.end(), {op, old_after, after, job_after[op]});
        changed_rests_.insert(changed_rests_.end(), {op, old_before, before, job_before[op]});
    }
    return true;
}

void ShopState::refresh() {
    if (none <= scanned_operations_max) {
        scan_ends(changed_first_);
        scan_rests(changed_last_);
    } else {
        for (const int o : changed_ends_) mark_dirty(o);
        update_ends(changed_first_);
        for (const int o : changed_rests_) mark_dirty(o);
        update_rests(changed_last_);
        changed_ends_.clear();
        changed_rests_.clear();
    }
    changed_first_ = none;
    changed_last_ = -1;
    find_makespan();
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

void ShopState::scan_ends(int first_rank) {
    for (int i = first_rank; i < none; ++i) {
        const int o = order[i];
        end[o] = std::max(end[job_before[o]], end[machine_before[o]]) + duration[o];
    }
}

void ShopState::scan_rests(int last_rank) {
    for (int i = last_rank; i >= 0; --i) {
        const int o = order[i];
        rest[o] = std::max(rest[job_after[o]], rest[machine_after[o]]) + duration[o];
    }
}

void ShopState::update_ends(int first_rank) {
    const int words = dirty_.size();
    int budget = (none - first_rank) / share_of_pass;
    for (int word = first_rank >> 6; word < words; ++word) {
        while (dirty_[word] != 0) {
            if (--budget < 0) {
                const int rest_begin = (word << 6) + std::countr_zero(dirty_[word]);
                std::fill(dirty_.begin() + word, dirty_.end(), 0);
                scan_ends(rest_begin);
                return;
            }
            const int o = order[(word << 6) + std::countr_zero(dirty_[word])];
            dirty_[word] &= dirty_[word] - 1;
            const Time now = std::max(end[job_before[o]], end[machine_before[o]]) + duration[o];
            if (now == end[o]) continue;
            end[o] = now;
            mark_dirty(job_after[o]);
            mark_dirty(machine_after[o]);
        }
    }
}

void ShopState::update_rests(int last_rank) {
    int budget = last_rank / share_of_pass;
    for (int word = last_rank >> 6; word >= 0; --word) {
        while (dirty_[word] != 0) {
            const int bit = 63 - std::countl_zero(dirty_[word]);
            if (--budget < 0) {
                std::fill(dirty_.begin(), dirty_.begin() + word + 1, 0);
                scan_rests((word << 6) + bit);
                return;
            }
            const int o = order[(word << 6) + bit];
            dirty_[word] &= ~(std::uint64_t{1} << bit);
            const Time now = std::max(rest[job_after[o]], rest[machine_after[o]]) + duration[o];
            if (now == rest[o]) continue;
            rest[o] = now;
            mark_dirty(job_before[o]);
            mark_dirty(machine_before[o]);
        }
    }
}

}  // namespace dengyun::scheduling
