#include "engines/scheduling/shop/windows.h"

#include <algorithm>
#include <numeric>

namespace dengyun::scheduling {

Windows::Windows(const Shop& shop)
    : shop_(shop),
      only_here_(shop.machines),
      machine_(shop.operations(), -1),
      duration_(shop.operations()),
      earliest_(shop.operations()),
      latest_(shop.operations()),
      is_waiting_(shop.machines) {
    for (int o = 0; o < shop.operations(); ++o) {
        const auto first = static_cast<std::size_t>(shop.mode_first[static_cast<std::size_t>(o)]);
        const auto end = static_cast<std::size_t>(shop.mode_first[static_cast<std::size_t>(o) + 1]);
        bool has_choice = false;
        duration_[o] = shop.mode_duration[first];
        for (auto i = first; i < end; ++i) {
            duration_[o] = std::min(duration_[o], shop.mode_duration[i]);
            has_choice = has_choice || shop.mode_machine[i] != shop.mode_machine[first];
        }
        if (has_choice || duration_[o] == 0) continue;
        machine_[o] = shop.mode_machine[first];
        only_here_[machine_[o]].push_back(o);
    }
}

bool Windows::admits(Time deadline, const std::function<bool()>& stop) {
    deadline_ = deadline;
    std::ranges::fill(earliest_, 0);
    std::ranges::fill(latest_, deadline);
    std::ranges::fill(is_waiting_, 1);
    while (true) {
        if (!follow_chains()) return false;
        const auto waiting = std::ranges::find(is_waiting_, 1);
        if (waiting == is_waiting_.end()) return true;
        for (int m = 0; m < shop_.machines; ++m) {
            if (is_waiting_[m] == 0) continue;
            if (stop()) return follow_chains();
            is_waiting_[m] = 0;
            if (!narrow_machine(m)) return false;
        }
    }
}

bool Windows::follow_chains() {
    const auto wake = [&](int o) {
        if (machine_[o] >= 0) is_waiting_[machine_[o]] = 1;
    };
    for (std::size_t j = 0; j + 1 < shop_.job_first.size(); ++j) {
        const int first = shop_.job_first[j];
        const int end = shop_.job_first[j + 1];
        for (int o = first; o < end; ++o) {
            if (o > first && earliest_[o - 1] + duration_[o - 1] > earliest_[o]) {
                earliest_[o] = earliest_[o - 1] + duration_[o - 1];
                wake(o);
            }
            if (earliest_[o] + duration_[o] > latest_[o]) return false;
        }
        for (int o = end - 2; o >= first; --o) {
            if (latest_[o + 1] - duration_[o + 1] >= latest_[o]) continue;
            latest_[o] = latest_[o + 1] - duration_[o + 1];
            wake(o);
        }
        for (int o = first; o < end; ++o)
            if (earliest_[o] + duration_[o] > latest_[o]) return false;
    }
    return true;
}

bool Windows::narrow_machine(int machine) {
    operation_.assign(only_here_[machine].begin(), only_here_[machine].end());
    tasks_.resize(operation_.size());
    if (!push_starts()) return false;
    mirror();
    if (!push_starts()) return false;
    mirror();
    return true;
}

// In the mirror ends are starts: what holds for the one holds for the other.
void Windows::mirror() {
    for (const int o : operation_) {
        const Time earliest = -latest_[o];
        latest_[o] = -earliest_[o];
        earliest_[o] = earliest;
    }
}

bool Windows::push_starts() {
    std::ranges::sort(operation_,
                      [&](int a, int b) { return earliest_[a] != earliest_[b] ? earliest_[a] < earliest_[b] : a < b; });
    const auto count = operation_.size();
    by_end_.resize(count);
    std::iota(by_end_.begin(), by_end_.end(), 0);
    by_start_ = by_end_;
    pushed_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const int o = operation_[i];
        tasks_[i] = {earliest_[o], latest_[o], duration_[o]};
        pushed_[i] = earliest_[o];
    }
    if (!find_edges()) return false;
    find_pairs();
    for (std::size_t i = 0; i < count; ++i) {
        const int o = operation_[i];
        if (pushed_[i] + duration_[o] > latest_[o]) return false;
        if (pushed_[i] == earliest_[o]) continue;
        earliest_[o] = pushed_[i];
        is_waiting_[machine_[o]] = 1;
    }
    return true;
}

// Operations that must come behind a whole set, because the set and they do not fit into the set's window.
// O(n log n). Source: Vilím, Barták & Čepek (2005), edge finding.
bool Windows::find_edges() {
    const auto task = [&](int i) -> const Task& { return tasks_[static_cast<std::size_t>(i)]; };
    std::ranges::sort(by_end_, [&](int a, int b) { return task(a).latest < task(b).latest; });
    const auto count = static_cast<int>(tasks_.size());
    tree_.clear(count);
    for (const int i : by_end_) {
        tree_.include(i, task(i).earliest, task(i).duration);
        if (tree_.earliest_end() > task(i).latest) return false;
    }
    for (std::size_t last = by_end_.size(); last > 1; --last) {
        const int out = by_end_[last - 1];
        tree_.make_optional(out, task(out).earliest, task(out).duration);
        const Time deadline = task(by_end_[last - 2]).latest;
        while (tree_.earliest_end_with_one() > deadline) {
            const int i = tree_.latest_optional();
            if (i < 0) break;
            Time& start = pushed_[static_cast<std::size_t>(i)];
            start = std::max(start, tree_.earliest_end());
            tree_.remove(i);
        }
    }
    return true;
}

// Operations of which each by itself must come before another one. O(n log n). Source: Vilím (2002), detectable
// precedences.
void Windows::find_pairs() {
    const auto task = [&](int i) -> const Task& { return tasks_[static_cast<std::size_t>(i)]; };
    const auto end = [&](int i) { return task(i).earliest + task(i).duration; };
    const auto start = [&](int i) { return task(i).latest - task(i).duration; };
    std::ranges::sort(by_end_, [&](int a, int b) { return end(a) < end(b); });
    std::ranges::sort(by_start_, [&](int a, int b) { return start(a) < start(b); });
    tree_.clear(static_cast<int>(tasks_.size()));
    auto next = by_start_.begin();
    for (const int i : by_end_) {
        for (; next != by_start_.end() && start(*next) < end(i); ++next)
            tree_.include(*next, task(*next).earliest, task(*next).duration);
        const bool is_in = start(i) < end(i);
        if (is_in) tree_.remove(i);
        Time& pushed = pushed_[static_cast<std::size_t>(i)];
        pushed = std::max(pushed, tree_.earliest_end());
        if (is_in) tree_.include(i, task(i).earliest, task(i).duration);
    }
}

}  // namespace dengyun::scheduling
