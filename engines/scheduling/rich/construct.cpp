#include "engines/scheduling/rich/construct.h"

#include <algorithm>
#include <queue>

namespace dengyun::scheduling {
namespace {

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

class Construction {
  public:
    Construction(Plan& plan, const Dispatch& dispatch, RandomSource& random)
        : plan_(plan), instance_(plan.instance()), dispatch_(dispatch), random_(random) {}

    void run() {
        plan_.clear();
        set_bias();
        waiting_.resize(at(instance_.operations));
        ready_key_.assign(at(instance_.operations), 0);
        for (Index op = 0; op < instance_.operations; ++op) {
            waiting_[at(op)] = instance_.pred_first[at(op) + 1] - instance_.pred_first[at(op)];
            if (waiting_[at(op)] == 0) queue_.push(entry(op));
        }
        while (!queue_.empty()) {
            auto first = queue_.top();
            queue_.pop();
            const auto again = entry(first.op);
            if (again.key > first.key && !queue_.empty() && again.key > queue_.top().key) {
                queue_.push(again);
                continue;
            }
            place(again);
        }
        plan_.finish();
    }

  private:
    struct Entry {
        double key;
        Index op;
        Index mode;
        bool operator<(const Entry& other) const { return key != other.key ? key > other.key : op > other.op; }
    };

    void set_bias() {
        const auto tail = least_tails(instance_);
        bias_.assign(at(instance_.operations), 0);
        double mean = 0;
        for (const auto duration : instance_.mode_duration) mean += static_cast<double>(duration);
        mean /= static_cast<double>(instance_.mode_duration.size());
        for (Index op = 0; op < instance_.operations; ++op) {
            const auto order = at(instance_.order_of[at(op)]);
            double urgency = -static_cast<double>(tail[at(op)]);
            if (dispatch_.by_due) {
                urgency += instance_.due[order] >= 0 ? static_cast<double>(instance_.due[order]) : 1e9;
                if (dispatch_.by_weight) urgency /= 1.0 + static_cast<double>(instance_.weight[order]);
            }
            bias_[at(op)] = dispatch_.urgency * urgency + dispatch_.noise * mean * random_.unit();
        }
    }

    Entry entry(Index op) {
        if (plan_.alternative(instance_.order_of[at(op)]) != instance_.alternative_of[at(op)])
            return {ready_key_[at(op)], op, plan_.mode(op)};
        if (instance_.frozen_start[at(op)] >= 0)
            return {-1e18 + static_cast<double>(instance_.frozen_start[at(op)]), op, instance_.frozen_mode[at(op)]};
        const Index first = instance_.mode_first[at(op)], last = instance_.mode_first[at(op) + 1];
        Index best = first;
        double best_end = 0;
        Tick best_start = 0;
        for (Index mode = first; mode < last; ++mode) {
            const auto trial = plan_.try_append(op, mode);
            const double end =
                static_cast<double>(trial.end) + dispatch_.price * static_cast<double>(instance_.mode_cost[at(mode)]);
            if (mode > first && end >= best_end) continue;
            best = mode;
            best_end = end;
            best_start = trial.start;
        }
        return {static_cast<double>(best_start) + bias_[at(op)], op, best};
    }

    void place(const Entry& first) {
        plan_.append(first.op, first.mode);
        for (auto a = instance_.succ_first[at(first.op)]; a < instance_.succ_first[at(first.op) + 1]; ++a) {
            const Index after = instance_.succ[at(a)].op;
            ready_key_[at(after)] = std::max(ready_key_[at(after)], first.key);
            if (--waiting_[at(after)] == 0) queue_.push(entry(after));
        }
    }

    Plan& plan_;
    const Instance& instance_;
    const Dispatch& dispatch_;
    RandomSource& random_;
    std::vector<double> bias_, ready_key_;
    std::vector<Index> waiting_;
    std::priority_queue<Entry> queue_;
};

}  // namespace

std::vector<Tick> least_tails(const Instance& instance) {
    std::vector<Tick> tail(at(instance.operations), 0);
    std::vector<Index> waiting(at(instance.operations)), ready;
    for (Index op = 0; op < instance.operations; ++op) {
        waiting[at(op)] = instance.succ_first[at(op) + 1] - instance.succ_first[at(op)];
        if (waiting[at(op)] == 0) ready.push_back(op);
    }
    while (!ready.empty()) {
        const Index op = ready.back();
        ready.pop_back();
        Tick least = std::numeric_limits<Tick>::max();
        for (auto m = instance.mode_first[at(op)]; m < instance.mode_first[at(op) + 1]; ++m)
            least = std::min(least, instance.mode_duration[at(m)]);
        tail[at(op)] += least;
        for (auto a = instance.pred_first[at(op)]; a < instance.pred_first[at(op) + 1]; ++a) {
            const auto& arc = instance.pred[at(a)];
            // An order's tail ends with the order: links between orders do not count.
            if (instance.order_of[at(arc.op)] == instance.order_of[at(op)])
                tail[at(arc.op)] = std::max(tail[at(arc.op)], tail[at(op)] + arc.lag_min);
            if (--waiting[at(arc.op)] == 0) ready.push_back(arc.op);
        }
    }
    return tail;
}

void construct(Plan& plan, const Dispatch& dispatch, RandomSource& random) {
    Construction(plan, dispatch, random).run();
}

}  // namespace dengyun::scheduling
