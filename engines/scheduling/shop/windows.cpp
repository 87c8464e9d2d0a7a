#include "engines/scheduling/shop/windows.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace dengyun::scheduling {
namespace {

constexpr Time never = std::numeric_limits<Time>::min() / 2;

}  // namespace

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

bool Windows::admits(Time deadline) {
    std::ranges::fill(earliest_, 0);
    std::ranges::fill(latest_, deadline);
    std::ranges::fill(is_waiting_, 1);
    while (true) {
        if (!follow_chains()) return false;
        const auto waiting = std::ranges::find(is_waiting_, 1);
        if (waiting == is_waiting_.end()) return true;
        for (int m = 0; m < shop_.machines; ++m) {
            if (is_waiting_[m] == 0) continue;
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
    const auto& operations = only_here_[machine];
    tasks_.clear();
    for (const int o : operations) tasks_.push_back({earliest_[o], latest_[o], duration_[o]});
    if (!push_starts()) return false;
    mirror();
    if (!push_starts()) return false;
    mirror();
    for (std::size_t i = 0; i < operations.size(); ++i) {
        const int o = operations[i];
        if (tasks_[i].earliest == earliest_[o] && tasks_[i].latest == latest_[o]) continue;
        earliest_[o] = tasks_[i].earliest;
        latest_[o] = tasks_[i].latest;
        is_waiting_[machine] = 1;
    }
    return true;
}

void Windows::mirror() {
    for (auto& task : tasks_) {
        const Time earliest = -task.latest;
        task.latest = -task.earliest;
        task.earliest = earliest;
    }
}

bool Windows::push_starts() {
    by_earliest_.resize(tasks_.size());
    std::iota(by_earliest_.begin(), by_earliest_.end(), 0);
    std::ranges::sort(by_earliest_, {}, [&](int i) { return tasks_[static_cast<std::size_t>(i)].earliest; });
    pushed_.clear();
    for (const auto& task : tasks_) pushed_.push_back(task.earliest);
    if (!find_edges()) return false;
    find_pairs();
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
        tasks_[i].earliest = pushed_[i];
        if (tasks_[i].earliest + tasks_[i].duration > tasks_[i].latest) return false;
    }
    return true;
}

// Operations that must come behind a whole set, because the set and they do not fit into the set's window. O(n^2).
// Source: Nuijten (1994) in the form of Baptiste & Le Pape (1996).
bool Windows::find_edges() {
    earliest_end_.resize(tasks_.size());
    for (const auto& last : tasks_) {
        Time work = 0;
        Time end = never;
        for (auto at = by_earliest_.rbegin(); at != by_earliest_.rend(); ++at) {
            const auto i = static_cast<std::size_t>(*at);
            if (tasks_[i].latest <= last.latest) {
                work += tasks_[i].duration;
                end = std::max(end, tasks_[i].earliest + work);
                if (end > last.latest) return false;
            }
            earliest_end_[i] = end;
        }
        Time before = never;
        for (const int at : by_earliest_) {
            const auto i = static_cast<std::size_t>(at);
            const auto& task = tasks_[i];
            if (task.latest <= last.latest) {
                before = std::max(before, task.earliest + work);
                work -= task.duration;
                continue;
            }
            if (task.earliest + work + task.duration > last.latest) pushed_[i] = std::max(pushed_[i], earliest_end_[i]);
            if (before + task.duration > last.latest) pushed_[i] = std::max(pushed_[i], end);
        }
    }
    return true;
}

// Operations of which each by itself must come before another one. O(n^2).
void Windows::find_pairs() {
    for (std::size_t j = 0; j < tasks_.size(); ++j) {
        const Time end_of_this = tasks_[j].earliest + tasks_[j].duration;
        Time end = never;
        for (const int at : by_earliest_) {
            const auto i = static_cast<std::size_t>(at);
            if (i != j && end_of_this > tasks_[i].latest - tasks_[i].duration)
                end = std::max(end, tasks_[i].earliest) + tasks_[i].duration;
        }
        pushed_[j] = std::max(pushed_[j], end);
    }
}

}  // namespace dengyun::scheduling
