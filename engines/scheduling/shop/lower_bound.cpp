#include "engines/scheduling/shop/lower_bound.h"

#include <algorithm>
#include <queue>

#include "engines/scheduling/shop/array.h"
#include "engines/scheduling/shop/load_bound.h"

namespace dengyun::scheduling {
namespace {

struct Task {
    Time head;
    Time duration;
    Time tail;
};

// Jackson's preemptive schedule: of what is ready, the longest tail runs.
Time preemptive_bound(std::vector<Task>& tasks) {
    std::ranges::sort(tasks, {}, &Task::head);
    using Waiting = std::pair<Time, Time>;  // tail, what is left
    std::priority_queue<Waiting> ready;
    Time now = 0;
    Time bound = 0;
    std::size_t next = 0;
    while (next < tasks.size() || !ready.empty()) {
        if (ready.empty()) now = std::max(now, tasks[next].head);
        for (; next < tasks.size() && tasks[next].head <= now; ++next)
            ready.emplace(tasks[next].tail, tasks[next].duration);
        auto [tail, left] = ready.top();
        ready.pop();
        const Time until = next < tasks.size() ? std::min(left, tasks[next].head - now) : left;
        now += until;
        if (until < left)
            ready.emplace(tail, left - until);
        else
            bound = std::max(bound, now + tail);
    }
    return bound;
}

// Over all machines at once, for a shop with a choice of modes.
std::int64_t balanced_bound(const Shop& shop, const Array<Time>& head, const Array<Time>& tail) {
    Loads loads;
    const auto machines = static_cast<std::size_t>(shop.machines);
    std::vector<double> before(machines, -1);
    std::vector<double> after(machines, 0);
    for (int o = 0; o < shop.operations(); ++o) {
        const auto first = static_cast<std::size_t>(shop.mode_first[static_cast<std::size_t>(o)]);
        const auto end = static_cast<std::size_t>(shop.mode_first[static_cast<std::size_t>(o) + 1]);
        for (auto i = first; i < end; ++i) {
            const auto m = static_cast<std::size_t>(shop.mode_machine[i]);
            loads.add_load(shop.mode_machine[i], shop.mode_duration[i]);
            loads.end_mode();
            const bool is_new = before[m] < 0;
            before[m] = is_new ? head[o] : std::min<double>(before[m], head[o]);
            after[m] = is_new ? tail[o] : std::min<double>(after[m], tail[o]);
        }
        loads.end_task();
    }
    for (std::size_t m = 0; m < machines; ++m) loads.margin.push_back(std::max(before[m], 0.0) + after[m]);
    return load_bound(loads);
}

}  // namespace

Time lower_bound(const Shop& shop) {
    const int count = shop.operations();
    Array<Time> least(count);
    Array<Time> head(count);
    Array<Time> tail(count);
    std::vector<std::vector<Task>> only_here(static_cast<std::size_t>(shop.machines));
    Time bound = 0;
    for (int o = 0; o < count; ++o) {
        const auto begin = shop.mode_duration.begin();
        least[o] = *std::min_element(begin + shop.mode_first[static_cast<std::size_t>(o)],
                                     begin + shop.mode_first[static_cast<std::size_t>(o) + 1]);
    }
    for (std::size_t j = 0; j + 1 < shop.job_first.size(); ++j) {
        Time length = 0;
        for (int o = shop.job_first[j]; o < shop.job_first[j + 1]; ++o) {
            head[o] = length;
            length += least[o];
        }
        for (int o = shop.job_first[j]; o < shop.job_first[j + 1]; ++o) tail[o] = length - head[o] - least[o];
        bound = std::max(bound, length);
    }
    for (int o = 0; o < count; ++o) {
        const auto first = static_cast<std::size_t>(shop.mode_first[static_cast<std::size_t>(o)]);
        const auto end = static_cast<std::size_t>(shop.mode_first[static_cast<std::size_t>(o) + 1]);
        const bool has_choice = std::any_of(shop.mode_machine.begin() + static_cast<std::ptrdiff_t>(first),
                                            shop.mode_machine.begin() + static_cast<std::ptrdiff_t>(end),
                                            [&](int m) { return m != shop.mode_machine[first]; });
        if (!has_choice)
            only_here[static_cast<std::size_t>(shop.mode_machine[first])].push_back({head[o], least[o], tail[o]});
    }
    for (auto& tasks : only_here) bound = std::max(bound, preemptive_bound(tasks));
    if (shop.is_flexible()) bound = std::max(bound, static_cast<Time>(balanced_bound(shop, head, tail)));
    return bound;
}

Time destructive_bound(Windows& windows, Time bound, Time upper, const std::function<bool()>& stop) {
    // Steps that double, from below: most deadlines that are refuted are near the first one that is not.
    for (Time step = 1; bound < upper; step *= 2) {
        const Time deadline = std::min(bound + step - 1, upper - 1);
        if (windows.admits(deadline, stop)) {
            upper = deadline;
            break;
        }
        bound = deadline + 1;
    }
    while (bound < upper && !stop()) {
        const Time middle = bound + (upper - bound) / 2;
        if (windows.admits(middle, stop))
            upper = middle;
        else
            bound = middle + 1;
    }
    return bound;
}

}  // namespace dengyun::scheduling
