#include "engines/scheduling/rich/search.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <thread>

#include "engines/scheduling/rich/construct.h"
#include "engines/scheduling/rich/justification.h"
#include "engines/scheduling/rich/large_neighbourhood.h"

namespace dengyun::scheduling {
namespace {

constexpr int clock_every = 64;                  // steps between looks at the stopwatch,
constexpr std::int64_t work_per_look = 200'000;  // or operations recomputed
constexpr double heat_max = 0.3;                 // times the middle size of a change
constexpr int samples = 300;                     // proposals that set the temperature
constexpr double first_round = 0.04;             // of the budget
constexpr double first_round_large = 0.2;
constexpr double round_growth = 2.5;
constexpr Index small_plan = 3'000;   // operations up to which many constructions are tried
constexpr double large_share = 0.2;   // of the work, for large-neighbourhood steps
constexpr Index large_plan = 20'000;  // operations from which sharing and large steps take too long
constexpr double patient = 300;       // moves per operation that a full annealing takes

// What the threads share: the best plan, and whether to stop.
class Shared {
  public:
    Shared(const Score& score, Tick enough, std::optional<std::int64_t> target, const SearchHandler& on_progress)
        : score_(score), enough_(enough), target_(target), on_progress_(on_progress) {}

    void offer(const Plan& plan) {
        const std::lock_guard lock(mutex_);
        if (known_ && !score_.better(plan.totals(), totals_)) return;
        known_ = true;
        totals_ = plan.totals();
        best_ = plan.decisions();
        if (on_progress_) on_progress_(totals_);
        const Tick value = score_.objective_value(totals_);
        if (totals_.violation == 0 && (value <= enough_ || (target_ && value <= *target_))) stop_ = true;
    }
    // Loads the best plan where it is better than what the thread has.
    void fetch(Plan& plan) {
        const std::lock_guard lock(mutex_);
        if (known_ && score_.better(totals_, plan.totals())) plan.load(best_);
    }
    [[nodiscard]] bool stopped() const { return stop_.load(std::memory_order_relaxed); }
    Decisions take() { return std::move(best_); }
    [[nodiscard]] const Totals& totals() const { return totals_; }

  private:
    const Score& score_;
    const Tick enough_;
    const std::optional<std::int64_t> target_;
    const SearchHandler& on_progress_;
    std::mutex mutex_;
    bool known_ = false;
    Totals totals_;
    Decisions best_;
    std::atomic<bool> stop_ = false;
};

class Annealing {
  public:
    Annealing(Plan& plan, const Score& score, const Limits& limits, Shared& shared, std::uint64_t seed)
        : plan_(plan),
          score_(score),
          limits_(limits),
          shared_(shared),
          random_(seed),
          moves_(plan, score, random_),
          large_(plan, score, moves_, random_),
          justification_(plan.instance()),
          begin_(limits.stopwatch ? limits.stopwatch() : 0),
          rarely_(plan.instance().operations > large_plan) {
        heat_ = plan.instance().operations <= small_plan ? heat_max : 0.0;
    }

    void construct_all() {
        constexpr double urgencies[] = {0.0, 0.05, 0.3, 1.0, 4.0};
        const int tries = plan_.instance().operations <= small_plan ? 40 : 3;
        const bool by_due = score_.has(Criterion::tardiness);
        for (int i = 0; i < tries && !(i > 0 && over()); ++i) {
            Dispatch dispatch;
            dispatch.by_due = by_due && i % 3 != 2;
            dispatch.by_weight = i % 2 == 1;
            dispatch.urgency = tries == 3 ? urgencies[i + 1] : urgencies[(i / 2) % 5];
            dispatch.noise = i < 10 ? 0 : 1.5 * random_.unit();
            dispatch.price = score_.has(Criterion::cost) && i % 2 == 0 ? 1 : 0;
            construct(plan_, dispatch, random_);
            settle();
            shared_.offer(plan_);
        }
    }

    void run() {
        double share = plan_.instance().operations <= small_plan ? first_round : first_round_large;
        while (!over()) {
            shared_.fetch(plan_);
            settle();
            const double from = progress();
            const auto before = iterations_;
            round(from, std::min(1.0, from + share));
            // Where time is short, little heat: what is melted must freeze again.
            const double pace = static_cast<double>(iterations_ - before) / std::max(1e-9, progress() - from);
            heat_ = heat_max * std::min(1.0, pace / (patient * plan_.instance().operations));
            share *= round_growth;
            if (1.0 - progress() < 0.6 * share) share = 1.0;
        }
    }

    [[nodiscard]] std::int64_t iterations() const { return iterations_; }

  private:
    // The share of the budget that is spent.
    [[nodiscard]] double progress() const {
        double spent = 0;
        if (limits_.iterations)
            spent =
                static_cast<double>(iterations_) / static_cast<double>(std::max<std::int64_t>(1, *limits_.iterations));
        if (limits_.seconds)
            spent = std::max(spent, (limits_.stopwatch() - begin_) / std::max(1e-3, *limits_.seconds - begin_));
        return spent;
    }
    [[nodiscard]] bool over() const { return shared_.stopped() || progress() >= 1.0; }

    // The list in the order of the starts, and what comes of that for nothing.
    void settle() {
        if (justification_.applies())
            justification_.improve(plan_);
        else
            plan_.sort_by_start();
        moves_.forget();
    }

    // Changes kept between two settlings.
    [[nodiscard]] std::int64_t settle_after() const {
        const std::int64_t operations = plan_.instance().operations;
        return justification_.applies() ? operations / 8 + 1 : 2 * operations;
    }

    // The middle size of what a change costs.
    double sample_change() {
        std::vector<double> worse;
        const double now = score_(plan_.totals());
        const auto work_max = plan_.work() + plan_.instance().operations + 20'000;
        for (int i = 0; i < samples && plan_.work() < work_max; ++i) {
            if (moves_.propose()) {
                plan_.evaluate();
                const double change = score_(plan_.totals()) - now;
                if (change > 0) worse.push_back(change);
            }
            plan_.undo();
            moves_.forget();
        }
        if (worse.empty()) return 1;
        std::ranges::nth_element(worse, worse.begin() + static_cast<std::ptrdiff_t>(worse.size() / 2));
        return worse[worse.size() / 2];
    }

    void round(double from, double to) {
        const double hot = std::max(1e-6, sample_change() * heat_);
        const double cold = hot * 0.01;
        double temperature = hot, cost = score_(plan_.totals());
        Totals best = plan_.totals();
        std::int64_t kept = 0, sorted_at = 0, shared_at = 0, looked_at = plan_.work();
        for (std::int64_t step = 1;; ++step) {
            ++iterations_;
            if (step % clock_every == 0 || plan_.work() > looked_at + work_per_look) {
                looked_at = plan_.work();
                const double done = progress();
                if (done >= to || shared_.stopped()) break;
                const double part = (done - from) / (to - from);
                temperature = hot * std::pow(cold / hot, part);
            }
            const auto before = plan_.work();
            const bool large = !rarely_ && static_cast<double>(large_work_) < large_share * static_cast<double>(before);
            const bool changed = large ? large_.step() : moves_.propose();
            if (large) large_work_ += plan_.work() - before + 1;
            const double threshold = cost - temperature * std::log(1.0 - random_.unit());
            if (!changed || !judge(large, cost, threshold)) {
                plan_.undo();
                if (large) moves_.forget();
                continue;
            }
            cost = score_(plan_.totals());
            plan_.keep();
            moves_.forget();
            ++kept;
            if (score_.better(plan_.totals(), best)) {
                best = plan_.totals();
                if (!rarely_ || step - shared_at > clock_every) {
                    shared_.offer(plan_);
                    shared_at = step;
                }
            }
            if (kept - sorted_at > settle_after()) {
                sorted_at = kept;
                settle();
                cost = score_(plan_.totals());
                if (score_.better(plan_.totals(), best)) {
                    best = plan_.totals();
                    shared_.offer(plan_);
                }
            }
        }
    }

    // Whether a change was worth it.
    bool judge(bool evaluated, double now, double threshold) {
        if (!evaluated && !plan_.evaluate(score_.limit(now, threshold))) return false;
        return score_(plan_.totals()) <= threshold;
    }

    Plan& plan_;
    const Score& score_;
    const Limits& limits_;
    Shared& shared_;
    RandomSource random_;
    Moves moves_;
    LargeNeighbourhood large_;
    Justification justification_;
    double begin_;
    const bool rarely_;
    double heat_ = 0;
    std::int64_t iterations_ = 0, large_work_ = 0;
};

}  // namespace

SearchResult search(const Instance& instance, const Limits& limits, const Decisions* start, Tick enough,
                    const SearchHandler& on_progress) {
    Plan first(instance);
    RandomSource random(limits.seed);
    if (start != nullptr)
        first.load(*start);
    else
        construct(first, {.urgency = 0.05, .by_due = true}, random);
    const Score score(instance.problem->objective, first.totals());
    Shared shared(score, enough, limits.target, on_progress);
    shared.offer(first);
    const auto begin = first.decisions();
    std::atomic<std::int64_t> iterations = 0;
    const auto work = [&](int thread) {
        Plan plan(instance);
        Annealing annealing(plan, score, limits, shared, limits.seed * 1'000'003 + static_cast<std::uint64_t>(thread));
        // On a large plan the time is better spent on the one there is.
        if (start == nullptr && instance.operations <= large_plan)
            annealing.construct_all();
        else
            plan.load(begin);
        annealing.run();
        iterations += annealing.iterations();
    };
    std::vector<std::thread> threads;
    for (int i = 1; i < limits.threads; ++i) threads.emplace_back(work, i);
    work(0);
    for (auto& thread : threads) thread.join();
    return {shared.take(), shared.totals(), iterations};
}

}  // namespace dengyun::scheduling
