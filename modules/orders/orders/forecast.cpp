#include "modules/orders/orders/forecast.h"

#include <algorithm>
#include <map>
#include <vector>

namespace dengyun::orders {
namespace {

bool is_blocked(TaskStatus status) {
    using enum TaskStatus;
    return status == declined || status == expired || status == revoked || status == scrapped || status == held ||
           status == rework;
}

// How far a task's own part of the way stands, at best.
struct Step {
    Instant ends_at{};
    std::size_t decided_by = 0;
};

class Forecasting {
  public:
    Forecasting(std::span<const OperationTask> tasks, Instant now) : tasks_(tasks), now_(now), steps_(tasks.size()) {
        for (std::size_t i = 0; i < tasks.size(); ++i) numbers_[tasks[i].id.value] = i;
    }
    const Step& step(std::size_t number) {
        if (known_.contains(number)) return steps_[number];
        known_.emplace(number, true);  // inputs lead in no circle
        const auto& task = tasks_[number];
        auto& step = steps_[number];
        step.decided_by = number;
        const auto length = std::max(Duration{0}, task.planned_end_at - task.planned_start_at);
        if (is_made(task.status)) {
            step.ends_at = task.reported_at.value_or(task.planned_end_at);
            return step;
        }
        auto starts = task.planned_start_at;
        std::size_t from = number;
        for (const auto& input : task.inputs) {
            const auto found = numbers_.find(input.task_id.value);
            if (found == numbers_.end() || found->second == number) continue;
            const auto before = this->step(found->second);
            // The way between them is what the plan leaves, where it is behind by more than its slack; less than none
            // where the plan lets pieces go on before all are made.
            const auto& other = tasks_[found->second];
            const auto way = std::min<Duration>(task.planned_start_at - other.planned_end_at, std::chrono::hours(4));
            if (before.ends_at + way > starts) {
                starts = before.ends_at + way;
                from = before.decided_by;
            }
        }
        if (task.status == TaskStatus::running) {
            const auto open = open_quantity(task).value;
            const auto rest = length * open / std::max<std::int64_t>(1, task.planned_in.value);
            step.ends_at = std::max(task.planned_end_at, now_ + rest);
            return step;
        }
        if (now_ > starts) {
            starts = now_;
            from = number;
        }
        step.ends_at = starts + length;
        step.decided_by = from;
        return step;
    }

  private:
    std::span<const OperationTask> tasks_;
    Instant now_;
    std::vector<Step> steps_;
    std::map<std::int64_t, std::size_t> numbers_;
    std::map<std::size_t, bool> known_;
};

}  // namespace

bool is_made(TaskStatus status) {
    using enum TaskStatus;
    return status == reported || status == inspected || status == passed || status == handed_over;
}

std::optional<Forecast> forecast(std::span<const OperationTask> tasks, Instant now) {
    Forecasting all(tasks, now);
    std::optional<Forecast> out;
    std::optional<std::size_t> blocked;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (tasks[i].status == TaskStatus::cancelled) continue;
        const auto& step = all.step(i);
        if (!blocked && is_blocked(tasks[i].status)) blocked = i;
        if (is_made(tasks[i].status)) continue;
        if (!out || step.ends_at > out->ends_at) out = Forecast{.ends_at = step.ends_at, .task = step.decided_by};
    }
    if (!out) return out;
    // Where the plan still holds in time, what stands still decides.
    if (blocked && !is_blocked(tasks[out->task].status)) out->task = *blocked;
    out->is_held_up = blocked.has_value();
    return out;
}

}  // namespace dengyun::orders
