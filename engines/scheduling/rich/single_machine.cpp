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
constexpr std::int64_t first_round = 2'000'000;  // steps
constexpr int block_max = 8;

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
        : jobs_(jobs), limits_(limits), best_(best), random_(seed), n_(jobs.count()), begin_(limits.stopwatch ? limits.stopwatch() : 0) {
        place_.resize(at(n_));
        std::iota(place_.begin(), place_.end(), 0);
        trial_ = place_;
        end_.resize(at(n_) + 1);
        sum_.resize(at(n_) + 1);
    }

    void run() {
        std::ranges::sort(place_, {}, [this](Index j) { return jobs_.due[at(j)]; });
        evaluate_from(0);
        best_.offer(place_, sum_[at(n_)]);
        if (n_ < 2) return;
        for (std::int64_t length = first_round; !over(); length = length * 3 / 2) {
            if (random_.below(3) > 0) {
                place_ = best_.copy().jobs;
                evaluate_from(0);
            }
            round(length);
        }
    }
    [[nodiscard]] std::int64_t iterations() const { return iterations_; }

  private:
    static std::size_t at(Index i) { return static_cast<std::size_t>(i); }

    [[nodiscard]] bool over() const {
        return best_.stopped() || (limits_.iterations && iterations_ >= *limits_.iterations) ||
               (limits_.seconds && limits_.stopwatch() >= *limits_.seconds);
    }

    [[nodiscard]] Index before(const std::vector<Index>& list, Index position) const {
        return position == 0 ? n_ : list[at(position) - 1];
    }

    // end_[k], sum_[k]: when the first k jobs have ended, and how late they are together.
    void evaluate_from(Index first) {
        for (Index k = first; k < n_; ++k) {
            const Index job = place_[at(k)];
            end_[at(k) + 1] = end_[at(k)] + jobs_.setup_between(before(place_, k), job) + jobs_.work[at(job)];
            sum_[at(k) + 1] = sum_[at(k)] + late(job, end_[at(k) + 1]);
        }
    }
    [[nodiscard]] Tick late(Index job, Tick end) const {
        return jobs_.weight[at(job)] * std::max<Tick>(0, end - jobs_.due[at(job)]);
    }

    // Writes the changed range [first, last) of a random neighbour into trial_.
    void draw(Index& first, Index& last) {
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
            const auto change = static_cast<double>(judge(first, last, std::numeric_limits<double>::infinity()) - sum_[at(n_)]);
            if (change > 0) worse.push_back(change);
        }
        if (worse.empty()) return 1;
        std::ranges::nth_element(worse, worse.begin() + static_cast<std::ptrdiff_t>(worse.size() / 4));
        return worse[worse.size() / 4];
    }

    void round(std::int64_t length) {
        const double hot = sample_change() * (0.05 + 0.6 * random_.unit());
        double temperature = hot;
        Tick round_best = sum_[at(n_)];
        for (std::int64_t step = 0; step < length; ++step) {
            ++iterations_;
            if (step % clock_every == 0) {
                if (over()) return;
                temperature = hot * std::pow(0.002, static_cast<double>(step) / static_cast<double>(length));
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
    std::vector<Index> place_, trial_;
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
