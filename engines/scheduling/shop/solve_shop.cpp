#include "engines/scheduling/shop/solve_shop.h"

#include "engines/scheduling/shop/tune.h"
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

constexpr int population_min = 4;
const double filling_share = tune("FILL", 0.2);

// Memetic search: a small population of selections that the threads share. Each thread improves a child of two of them
// by tabu search and puts it back. Source: Peng, Lü & Cheng (2015).
class Memetic {
  public:
    Memetic(const Shop& shop, const Limits& limits, const ShopProgressHandler& on_progress)
        : shop_(shop), limits_(limits), on_progress_(on_progress), lower_bound_(lower_bound(shop)) {}

    ShopResult run() {
        {
            RandomSource random(limits_.seed);
            best_.makespan = shop_total_max + 1;
            using Priority = DispatchRule::Priority;
            for (const auto priority : {Priority::progress, Priority::work_left})
                for (const double patience : {0.0, 0.5}) offer(dispatch(shop_, {priority, 0, patience}, random));
            if (tune("INIT",0)>0) best_=steady_pace(shop_); else
            offer(steady_pace(shop_));
            lower_bound_ = destructive_bound(shop_, lower_bound_, best_.makespan);
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
        if (selection.makespan < best_.makespan) best_ = std::move(selection);
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
            tabu.run(child, patience_);
            take(std::move(child));
        }
    }

    Selection next(RandomSource& random, std::int64_t own_steps) {
        Selection a;
        Selection b;
        {
            const std::lock_guard lock(mutex_);
            // The population is filled for a part of the budget only: in a large shop a few selections have to do.
            if (begun_ < population_size_ && (begun_ < population_min || spent(own_steps) < filling_share)) {
                ++begun_;
                return begun_ == 1 ? best_ : dispatch(shop_, {DispatchRule::Priority::work_left, random.unit(), random.unit()}, random);
            }
            const int size = static_cast<int>(population_.size());
            if (size < 2) return dispatch(shop_, {DispatchRule::Priority::work_left, 1, 1}, random);
            const int first = random.below(size);
            const int second = (first + 1 + random.below(size - 1)) % size;
            a = population_[static_cast<std::size_t>(first)];
            b = population_[static_cast<std::size_t>(second)];
        }
        return merge(a, b, tune("MLO",0.3) + tune("MSPR",0.4) * random.unit(), random);
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
        if (static_cast<int>(population_.size()) < population_size_) {
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
    const int population_size_ = (int)tune("POP",20);
    const std::int64_t patience_ = (int)tune("PAT",12500);

    std::mutex mutex_;  // the three below
    std::vector<Selection> population_;
    Selection best_;
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
