#include "engines/scheduling/shop/dispatch.h"

#include <algorithm>
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
    Dispatcher(const Shop& shop, double noise, RandomSource& random)
        : shop_(shop),
          noise_(noise),
          random_(random),
          job_(jobs_of_operations(shop)),
          work_left_(shop.operations() + 1),
          free_(shop.machines),
          load_(shop.machines),
          waiting_(shop.machines) {
        for (int o = shop.operations() - 1; o >= 0; --o) {
            Time least = shop_total_max;
            for (int i = mode_begin(o); i < mode_begin(o + 1); ++i) least = std::min(least, duration(i));
            const bool is_last = o + 1 == shop.operations() || job_[o + 1] != job_[o];
            work_left_[o] = least + (is_last ? 0 : work_left_[o + 1]);
        }
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
        const double blur = noise_ == 0 ? 1 : 1 + noise_ * (2 * random_.unit() - 1);
        waiting_[m].push_back({work_left_[o] * blur, ready, o, chosen});
        load_[m] += duration(chosen);
        events_.push({std::max(ready, free_[m]), m});
    }

    void start_next(int m, Time now) {
        auto& queue = waiting_[m];
        int best = -1;
        for (int i = 0; i < static_cast<int>(queue.size()); ++i) {
            const auto& one = queue[static_cast<std::size_t>(i)];
            if (one.ready <= now && (best < 0 || one.priority > queue[static_cast<std::size_t>(best)].priority)) best = i;
        }
        if (best < 0) return;
        const Waiting next = queue[static_cast<std::size_t>(best)];
        queue[static_cast<std::size_t>(best)] = queue.back();
        queue.pop_back();
        const Time end = now + duration(next.mode);
        load_[m] -= duration(next.mode);
        free_[m] = end;
        selection_.mode[static_cast<std::size_t>(next.op)] = next.mode;
        selection_.order.push_back(next.op);
        selection_.makespan = std::max(selection_.makespan, end);
        events_.push({end, m});
        if (next.op + 1 < shop_.operations() && job_[next.op + 1] == job_[next.op]) enqueue(next.op + 1, end);
    }

    const Shop& shop_;
    double noise_;
    RandomSource& random_;
    Array<int> job_;
    Array<Time> work_left_;
    Array<Time> free_;
    Array<Time> load_;  // waiting work
    Array<std::vector<Waiting>> waiting_;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
    Selection selection_;
};

}  // namespace

Selection dispatch(const Shop& shop, double noise, RandomSource& random) { return Dispatcher(shop, noise, random).run(); }

}  // namespace dengyun::scheduling
