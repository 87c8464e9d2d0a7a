#include "engines/scheduling/shop/solve_shop.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "engines/scheduling/shop/dispatch.h"
#include "engines/scheduling/shop/lower_bound.h"
#include "engines/scheduling/shop/relink.h"
#include "engines/scheduling/shop/tabu_search.h"

namespace dengyun::scheduling {
namespace {

constexpr int population_max = 8;
// The population is filled for this part of the budget only: in a large shop a few selections have to do.
constexpr double filling_share = 0.2;
constexpr double narrowing_share = 0.3;
constexpr std::int64_t narrowed_tasks_max = 40'000'000;
// Steps without an improvement after which a tabu search gives up.
constexpr std::int64_t steps_in_vain_max = 100'000;

// Memetic search: a small population of selections that the threads share. Each thread improves a child of two of them
// by tabu search and puts it back. Source: Peng, Lü & Cheng (2015).
class Memetic {
    using Priority = DispatchRule::Priority;

  public:
    Memetic(const Shop& shop, const Limits& limits, const ShopProgressHandler& on_progress)
        : shop_(shop), limits_(limits), on_progress_(on_progress), lower_bound_(lower_bound(shop)) {}

    ShopResult run() {
        {
            RandomSource random(limits_.seed);
            // A search goes farther from a steady pace than from many a shorter schedule: it is among the first two.
            best_ = steady_pace(shop_);
            second_ = best_;
            for (const auto priority : {Priority::progress, Priority::work_left})
                for (const double patience : {0.0, 0.5}) offer(dispatch(shop_, {priority, 0, patience}, random));
            narrow();
            note(best_.makespan);
        }
        std::vector<std::thread> others;
        for (int i = 1; i < limits_.threads; ++i) others.emplace_back([this, i] { search(i); });
        search(0);
        for (auto& thread : others) thread.join();
        ShopState state(shop_);
        state.load(best_);
        return {state.schedule(), state.makespan, lower_bound_, steps_.load()};
    }

  private:
    void offer(Selection selection) {
        if (selection.makespan >= best_.makespan) return;
        best_ = std::move(selection);
    }

    // The bound that propagation proves within a share of the budget, and the selection that its windows suggest.
    void narrow() {
        Windows windows(shop_);
        const int tasks = shop_.operations() / std::max(shop_.machines, 1) + 1;
        std::int64_t passes = narrowed_tasks_max / tasks;
        const auto stop = [&] {
            return --passes < 0 || (limits_.seconds && limits_.stopwatch() >= narrowing_share * *limits_.seconds);
        };
        lower_bound_ = destructive_bound(windows, lower_bound_, best_.makespan, stop);
        if (windows.deadline() != lower_bound_) (void)windows.admits(lower_bound_, stop);
        offer(by_windows(shop_, windows, best_.mode));
    }

    void search(int thread) {
        RandomSource random(limits_.seed * 1'000'003 + static_cast<std::uint64_t>(thread));
        std::int64_t own_steps = 0;
        TabuSearch tabu(shop_, random, [&](std::int64_t steps, Time best) {
            own_steps += steps;
            steps_ += steps;
            note(best);
            return is_over(own_steps);
        });
        while (!is_over(own_steps)) {
            Selection child = next(random, own_steps);
            tabu.run(child, steps_in_vain_max);
            take(std::move(child));
        }
    }

    // What to search from: the first two, then others that fill the population, then children of two of it.
    Selection next(RandomSource& random, std::int64_t own_steps) {
        Selection a;
        Selection b;
        {
            const std::lock_guard lock(mutex_);
            const bool fills = begun_ < population_max && (begun_ == 0 || spent(own_steps) < filling_share);
            const int size = static_cast<int>(population_.size());
            if (fills && begun_ < 2) return begun_++ == 0 ? best_ : second_;
            if (fills) {
                ++begun_;
            } else if (size < 2) {
                a = size == 0 ? best_ : population_.front();
            } else {
                const int first = random.below(size);
                a = population_[static_cast<std::size_t>(first)];
                b = population_[static_cast<std::size_t>((first + 1 + random.below(size - 1)) % size)];
            }
        }
        if (!b.order.empty()) return merge(a, b, 0.05 + 0.3 * random.unit(), random);
        const auto priority = random.below(2) == 0 ? Priority::progress : Priority::work_left;
        b = dispatch(shop_, {priority, random.unit(), random.unit()}, random);
        return a.order.empty() ? b : merge(a, b, 0.1 * random.unit(), random);
    }

    void take(Selection child) {
        const std::lock_guard lock(mutex_);
        if (child.makespan < best_.makespan) best_ = child;
        const int near = shop_.operations() / 50;
        for (auto& other : population_) {
            if (distance(shop_, child, other) > near) continue;
            if (child.makespan <= other.makespan) other = std::move(child);
            return;
        }
        if (static_cast<int>(population_.size()) < population_max) {
            population_.push_back(std::move(child));
            return;
        }
        auto& worst = *std::ranges::max_element(population_, {}, &Selection::makespan);
        if (child.makespan <= worst.makespan) worst = std::move(child);
    }

    void note(Time makespan) {
        if (makespan >= best_makespan_.load()) return;
        const std::lock_guard lock(progress_mutex_);
        if (makespan >= best_makespan_.load()) return;
        best_makespan_ = makespan;
        if (on_progress_) on_progress_({makespan, lower_bound_});
    }

    [[nodiscard]] bool is_over(std::int64_t own_steps) const {
        const Time best = best_makespan_.load();
        return best <= lower_bound_ || (limits_.target && best <= *limits_.target) ||
               (limits_.iterations && own_steps >= *limits_.iterations) ||
               (limits_.seconds && limits_.stopwatch() >= *limits_.seconds);
    }

    // The share of the budget that is gone.
    [[nodiscard]] double spent(std::int64_t own_steps) const {
        double share = 0;
        if (limits_.iterations && *limits_.iterations > 0)
            share = static_cast<double>(own_steps) / static_cast<double>(*limits_.iterations);
        if (limits_.seconds && *limits_.seconds > 0) share = std::max(share, limits_.stopwatch() / *limits_.seconds);
        return share;
    }

    const Shop& shop_;
    const Limits& limits_;
    const ShopProgressHandler& on_progress_;
    Time lower_bound_;  // fixed before the threads begin

    std::mutex mutex_;  // the three below
    std::vector<Selection> population_;
    Selection best_;
    Selection second_;  // another one to begin with
    int begun_ = 0;

    std::mutex progress_mutex_;
    std::atomic<Time> best_makespan_ = shop_total_max + 1;
    std::atomic<std::int64_t> steps_ = 0;
};

}  // namespace

ShopResult solve_shop(const Shop& shop, const Limits& limits, const ShopProgressHandler& on_progress) {
    return Memetic(shop, limits, on_progress).run();
}

}  // namespace dengyun::scheduling
