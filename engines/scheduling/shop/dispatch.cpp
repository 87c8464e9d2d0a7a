#include "engines/scheduling/shop/dispatch.h"

#include <algorithm>
#include <numeric>
#include <queue>

namespace dengyun::scheduling {
namespace {

struct Event {
    Time at;
    int machine;  // becomes free, or has a new operation waiting
    friend bool operator>(const Event& a, const Event& b) { return a.at != b.at ? a.at > b.at : a.machine > b.machine; }
};
struct Waiting {
    double priority;
    Time ready;
    int op;
    int mode;
};

class Dispatcher {
  public:
    Dispatcher(const Shop& shop, const DispatchRule& rule, RandomSource& random)
        : shop_(shop),
          rule_(rule),
          random_(random),
          job_(jobs_of_operations(shop)),
          priority_(shop.operations() + 1),
          free_(shop.machines),
          load_(shop.machines),
          waiting_(shop.machines) {
        for (int o = shop.operations() - 1; o >= 0; --o) {
            Time least = shop_total_max;
            for (int i = mode_begin(o); i < mode_begin(o + 1); ++i) least = std::min(least, duration(i));
            const bool is_last = o + 1 == shop.operations() || job_[o + 1] != job_[o];
            priority_[o] = least + (is_last ? 0 : priority_[o + 1]);
        }
        if (rule.priority == DispatchRule::Priority::progress) use_progress();
        selection_.mode.assign(static_cast<std::size_t>(shop.operations()), 0);
        selection_.order.reserve(static_cast<std::size_t>(shop.operations()));
    }

    Selection run() {
        for (int j = 0; j < shop_.jobs(); ++j) {
            const auto job = static_cast<std::size_t>(j);
            if (shop_.job_first[job] < shop_.job_first[job + 1]) enqueue(shop_.job_first[job], 0);
        }
        while (!events_.empty()) {
            const Event event = events_.top();
            events_.pop();
            if (free_[event.machine] <= event.at) start_next(event.machine, event.at);
        }
        return std::move(selection_);
    }

  private:
    [[nodiscard]] int mode_begin(int o) const { return shop_.mode_first[static_cast<std::size_t>(o)]; }
    [[nodiscard]] Time duration(int i) const { return shop_.mode_duration[static_cast<std::size_t>(i)]; }
    [[nodiscard]] int machine(int i) const { return shop_.mode_machine[static_cast<std::size_t>(i)]; }

    // From work left to the share of the job that is left from the middle of the operation on.
    void use_progress() {
        for (int j = 0; j < shop_.jobs(); ++j) {
            const int first = shop_.job_first[static_cast<std::size_t>(j)];
            const int end = shop_.job_first[static_cast<std::size_t>(j) + 1];
            const double whole = first < end ? std::max(priority_[first], 1.0) : 1;
            for (int o = first; o < end; ++o) {
                const double behind = o + 1 < end ? priority_[o + 1] : 0;
                priority_[o] = (priority_[o] + behind) / 2 / whole;
            }
        }
    }

    void enqueue(int o, Time ready) {
        int chosen = mode_begin(o);
        Time best = shop_total_max * 2;
        for (int i = mode_begin(o); i < mode_begin(o + 1); ++i) {
            const Time end = std::max(ready, free_[machine(i)]) + load_[machine(i)] + duration(i);
            if (end >= best) continue;
            best = end;
            chosen = i;
        }
        const int m = machine(chosen);
        const double blur = rule_.noise == 0 ? 1 : 1 + rule_.noise * (2 * random_.unit() - 1);
        waiting_[m].push_back({priority_[o] * blur, ready, o, chosen});
        load_[m] += duration(chosen);
        events_.push({std::max(ready, free_[m]), m});
    }

    void start_next(int m, Time now) {
        auto& queue = waiting_[m];
        if (queue.empty()) return;
        Time earliest_end = shop_total_max * 2;
        Time earliest_start = shop_total_max;
        for (const auto& one : queue) {
            earliest_end = std::min(earliest_end, std::max(one.ready, now) + duration(one.mode));
            earliest_start = std::min(earliest_start, std::max(one.ready, now));
        }
        // Nothing is ready: the event of what comes next will ask again.
        if (earliest_start > now) return;
        const auto latest = now + static_cast<Time>(rule_.patience * (earliest_end - now - 1));
        int best = -1;
        for (int i = 0; i < static_cast<int>(queue.size()); ++i) {
            const auto& one = queue[static_cast<std::size_t>(i)];
            if (one.ready <= latest && (best < 0 || one.priority > queue[static_cast<std::size_t>(best)].priority))
                best = i;
        }
        const Waiting next = queue[static_cast<std::size_t>(best)];
        queue[static_cast<std::size_t>(best)] = queue.back();
        queue.pop_back();
        const Time end = std::max(now, next.ready) + duration(next.mode);
        load_[m] -= duration(next.mode);
        free_[m] = end;
        selection_.mode[static_cast<std::size_t>(next.op)] = next.mode;
        selection_.order.push_back(next.op);
        selection_.makespan = std::max(selection_.makespan, end);
        events_.push({end, m});
        if (next.op + 1 < shop_.operations() && job_[next.op + 1] == job_[next.op]) enqueue(next.op + 1, end);
    }

    const Shop& shop_;
    DispatchRule rule_;
    RandomSource& random_;
    Array<int> job_;
    Array<double> priority_;
    Array<Time> free_;
    Array<Time> load_;  // waiting work
    Array<std::vector<Waiting>> waiting_;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
    Selection selection_;
};

// Operations of no duration share their middle with a neighbour of their job: the number keeps their order.
Selection by_middle(const Shop& shop, std::vector<int> mode, const Array<double>& middle) {
    Selection selection;
    selection.mode = std::move(mode);
    selection.order.resize(static_cast<std::size_t>(shop.operations()));
    std::iota(selection.order.begin(), selection.order.end(), 0);
    std::ranges::sort(selection.order,
                      [&](int a, int b) { return middle[a] != middle[b] ? middle[a] < middle[b] : a < b; });
    ShopState state(shop);
    state.load(selection);
    selection.makespan = state.makespan;
    return selection;
}

}  // namespace

Selection dispatch(const Shop& shop, const DispatchRule& rule, RandomSource& random) {
    return Dispatcher(shop, rule, random).run();
}

Selection steady_pace(const Shop& shop) {
    std::vector<int> mode;
    Array<double> middle(shop.operations());  // as a share of the job
    for (int o = 0; o < shop.operations(); ++o) {
        const auto first = shop.mode_duration.begin() + shop.mode_first[static_cast<std::size_t>(o)];
        const auto end = shop.mode_duration.begin() + shop.mode_first[static_cast<std::size_t>(o) + 1];
        mode.push_back(static_cast<int>(std::min_element(first, end) - shop.mode_duration.begin()));
    }
    const auto least = [&](int o) {
        return shop.mode_duration[static_cast<std::size_t>(mode[static_cast<std::size_t>(o)])];
    };
    for (std::size_t j = 0; j + 1 < shop.job_first.size(); ++j) {
        double whole = 0;
        for (int o = shop.job_first[j]; o < shop.job_first[j + 1]; ++o) {
            middle[o] = whole + least(o) / 2.0;
            whole += least(o);
        }
        for (int o = shop.job_first[j]; o < shop.job_first[j + 1]; ++o) middle[o] /= std::max(whole, 1.0);
    }
    return by_middle(shop, std::move(mode), middle);
}

Selection by_windows(const Shop& shop, const Windows& windows, std::vector<int> mode) {
    Array<double> middle(shop.operations());
    for (int o = 0; o < shop.operations(); ++o)
        middle[o] = (static_cast<double>(windows.earliest_start(o)) + windows.latest_end(o)) / 2;
    return by_middle(shop, std::move(mode), middle);
}

}  // namespace dengyun::scheduling
