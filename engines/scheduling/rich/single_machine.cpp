#include "engines/scheduling/rich/single_machine.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>
#include <numeric>
#include <thread>

#include "engines/scheduling/shop/random_source.h"

namespace dengyun::scheduling {
namespace {

constexpr int clock_every = 4'096;
constexpr double first_round = 0.03;  // of the budget
constexpr double cooling = 2e-4;      // from the first temperature of a round to its last
constexpr Index block_max = 8;
constexpr Index near_max = 10;  // jobs known to each as good predecessors

class Best {
  public:
    Best(Tick enough, std::optional<std::int64_t> target, const std::function<void(Tick)>& on_progress)
        : enough_(enough), target_(target), on_progress_(on_progress) {}
    void offer(const std::vector<Index>& jobs, Tick tardiness) {
        const std::lock_guard lock(mutex_);
        if (!sequence_.jobs.empty() && tardiness >= sequence_.tardiness) return;
        sequence_.jobs = jobs;
        sequence_.tardiness = tardiness;
        if (on_progress_) on_progress_(tardiness);
        if (tardiness <= enough_ || (target_ && tardiness <= *target_)) stop_ = true;
    }
    Sequence copy() {
        const std::lock_guard lock(mutex_);
        return sequence_;
    }
    [[nodiscard]] bool stopped() const { return stop_.load(std::memory_order_relaxed); }

  private:
    const Tick enough_;
    const std::optional<std::int64_t> target_;
    const std::function<void(Tick)>& on_progress_;
    std::mutex mutex_;
    Sequence sequence_;
    std::atomic<bool> stop_ = false;
};

class Annealing {
  public:
    Annealing(const SingleMachineJobs& jobs, const Limits& limits, Best& best, std::uint64_t seed)
        : jobs_(jobs),
          limits_(limits),
          best_(best),
          random_(seed),
          n_(jobs.count()),
          begin_(limits.stopwatch ? limits.stopwatch() : 0) {
        place_.resize(at(n_));
        std::iota(place_.begin(), place_.end(), 0);
        trial_ = place_;
        where_.resize(at(n_));
        end_.resize(at(n_) + 1);
        sum_.resize(at(n_) + 1);
        find_near();
    }

    void run() {
        std::ranges::sort(place_, {}, [this](Index j) { return jobs_.due[at(j)]; });
        evaluate_from(0);
        best_.offer(place_, sum_[at(n_)]);
        if (n_ < 2) return;
        double share = first_round;
        while (!over()) {
            // Half of the rounds melt the best sequence a little, half begin hot.
            const bool again = random_.below(2) == 0;
            if (again) {
                place_ = best_.copy().jobs;
                evaluate_from(0);
            }
            const double from = progress();
            const double typical = sample_change(), now = static_cast<double>(sum_[at(n_)]);
            round(from, std::min(1.0, from + share),
                  again ? std::min(0.05 * typical, 0.03 * now + 1) : std::min(typical, 0.3 * now + 1));
            share = std::min(0.3, share * 1.5);
        }
    }
    [[nodiscard]] std::int64_t iterations() const { return iterations_; }

  private:
    static std::size_t at(Index i) { return static_cast<std::size_t>(i); }

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
    [[nodiscard]] bool over() const { return best_.stopped() || progress() >= 1.0; }

    // Whom each job follows with little set-up.
    void find_near() {
        if (jobs_.setup.empty() || n_ < 3) return;
        near_count_ = std::min<Index>(near_max, n_ - 1);
        std::vector<Index> others(at(n_));
        for (Index job = 0; job < n_; ++job) {
            std::iota(others.begin(), others.end(), 0);
            std::erase(others, job);
            std::ranges::sort(others, {},
                              [&](Index other) { return std::pair{jobs_.setup_between(other, job), other}; });
            near_.insert(near_.end(), others.begin(), others.begin() + near_count_);
            others.resize(at(n_));
        }
    }

    [[nodiscard]] Index before(const std::vector<Index>& list, Index position) const {
        return position == 0 ? n_ : list[at(position) - 1];
    }

    // end_[k], sum_[k]: when the first k jobs have ended, and how late they are together.
    void evaluate_from(Index first) {
        for (Index k = first; k < n_; ++k) {
            const Index job = place_[at(k)];
            where_[at(job)] = k;
            end_[at(k) + 1] = end_[at(k)] + jobs_.setup_between(before(place_, k), job) + jobs_.work[at(job)];
            sum_[at(k) + 1] = sum_[at(k)] + late(job, end_[at(k) + 1]);
        }
    }
    [[nodiscard]] Tick late(Index job, Tick end) const {
        return jobs_.weight[at(job)] * std::max<Tick>(0, end - jobs_.due[at(job)]);
    }

    // A block that begins with a random job goes behind one that the job follows with little set-up.
    bool draw_near(Index& first, Index& last) {
        const Index begin = random_.below(n_);
        const Index job = place_[at(begin)];
        const Index goal = where_[at(near_[at(job * near_count_ + random_.below(near_count_))])];
        const Index most = goal < begin ? n_ - begin : goal - begin;  // the block does not hold its goal
        if (goal == begin - 1 || most < 1) return false;
        const Index length = random_.below(2) == 0 ? 1 : 1 + random_.below(std::min(block_max, most));
        first = goal < begin ? goal + 1 : begin;
        last = goal < begin ? begin + length : goal + 1;
        const auto from = place_.begin() + first, to = place_.begin() + last;
        std::rotate_copy(from, goal < begin ? place_.begin() + begin : from + length, to, trial_.begin() + first);
        return true;
    }

    // Writes the changed range [first, last) of a random neighbour into trial_.
    void draw(Index& first, Index& last) {
        if (near_count_ > 0 && random_.below(2) == 0 && draw_near(first, last)) return;
        const int reach = random_.below(4) == 0 ? n_ : std::min<Index>(n_, 12);
        const Index a = random_.below(n_);
        const Index b = std::clamp(a + 1 + random_.below(reach), 1, n_ - 1);
        first = std::min(a, b);
        last = std::max(a, b) + 1;
        if (last - first < 2) {
            first = std::max(0, last - 2);
            last = first + 2;
        }
        const auto from = place_.begin() + first, to = place_.begin() + last;
        const auto out = trial_.begin() + first;
        const int kind = random_.below(10);
        if (kind < 3) {  // exchange
            std::copy(from, to, out);
            std::swap(*out, *(out + (last - first - 1)));
            return;
        }
        const Index length = kind < 7 ? 1 : 1 + random_.below(std::min<Index>(block_max, last - first - 1));
        if (random_.below(2) == 0)
            std::rotate_copy(from, from + length, to, out);
        else
            std::rotate_copy(from, to - length, to, out);
    }

    // The cost of the neighbour; more than `limit` as soon as that is certain.
    Tick judge(Index first, Index last, double limit) const {
        Tick end = end_[at(first)], sum = sum_[at(first)];
        Index previous = before(place_, first);
        for (Index k = first; k < last; ++k) {
            const Index job = trial_[at(k)];
            end += jobs_.setup_between(previous, job) + jobs_.work[at(job)];
            sum += late(job, end);
            previous = job;
        }
        if (static_cast<double>(sum) > limit || last == n_) return sum;
        end += jobs_.setup_between(previous, place_[at(last)]) + jobs_.work[at(place_[at(last)])];
        const Tick shift = end - end_[at(last) + 1];
        if (shift == 0) return sum + sum_[at(n_)] - sum_[at(last)];
        for (Index k = last; k < n_; ++k) {
            sum += late(place_[at(k)], end_[at(k) + 1] + shift);
            if (static_cast<double>(sum) > limit) return sum;
        }
        return sum;
    }

    double sample_change() {
        std::vector<double> worse;
        for (int i = 0; i < 2'000; ++i) {
            Index first = 0, last = 0;
            draw(first, last);
            const auto change =
                static_cast<double>(judge(first, last, std::numeric_limits<double>::infinity()) - sum_[at(n_)]);
            if (change > 0) worse.push_back(change);
        }
        if (worse.empty()) return 1;
        std::ranges::nth_element(worse, worse.begin() + static_cast<std::ptrdiff_t>(worse.size() / 4));
        return worse[worse.size() / 4];
    }

    void round(double from, double to, double hot) {
        double temperature = hot;
        Tick round_best = sum_[at(n_)];
        for (std::int64_t step = 0;; ++step) {
            ++iterations_;
            if (step % clock_every == 0) {
                const double now = progress();
                if (now >= to || best_.stopped()) return;
                temperature = hot * std::pow(cooling, (now - from) / (to - from));
            }
            Index first = 0, last = 0;
            draw(first, last);
            const double limit = static_cast<double>(sum_[at(n_)]) - temperature * std::log(1.0 - random_.unit());
            if (static_cast<double>(judge(first, last, limit)) > limit) continue;
            std::copy(trial_.begin() + first, trial_.begin() + last, place_.begin() + first);
            evaluate_from(first);
            if (sum_[at(n_)] < round_best) {
                round_best = sum_[at(n_)];
                best_.offer(place_, round_best);
            }
        }
    }

    const SingleMachineJobs& jobs_;
    const Limits& limits_;
    Best& best_;
    RandomSource random_;
    const Index n_;
    const double begin_;
    std::vector<Index> place_, trial_, where_;
    std::vector<Index> near_;  // near_count_ for each job
    Index near_count_ = 0;
    std::vector<Tick> end_, sum_;
    std::int64_t iterations_ = 0;
};

}  // namespace

Sequence sequence_jobs(const SingleMachineJobs& jobs, const Limits& limits, Tick enough,
                       const std::function<void(Tick)>& on_progress) {
    Best best(enough, limits.target, on_progress);
    std::atomic<std::int64_t> iterations = 0;
    const auto work = [&](int thread) {
        Annealing annealing(jobs, limits, best, limits.seed * 1'000'003 + static_cast<std::uint64_t>(thread));
        annealing.run();
        iterations += annealing.iterations();
    };
    std::vector<std::thread> threads;
    for (int i = 1; i < limits.threads; ++i) threads.emplace_back(work, i);
    work(0);
    for (auto& thread : threads) thread.join();
    auto out = best.copy();
    out.iterations = iterations;
    return out;
}

}  // namespace dengyun::scheduling
