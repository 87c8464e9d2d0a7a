#pragma once
// When a running order will be ready, by how far its tasks are.
#include <optional>
#include <span>

#include "modules/orders/tasks/operation_task.h"

namespace dengyun::orders {

// Pure: when the order's tasks end, where each begins at its planned start, or when what it takes is there, or now, and
// takes as long as planned. None where all are made. Cost: tasks times their inputs.
struct Forecast {
    Instant ends_at{};
    std::size_t task = 0;  // that decides
    bool is_held_up = false;
};
[[nodiscard]] std::optional<Forecast> forecast(std::span<const OperationTask> tasks, Instant now);

// Whether the work on it is behind it.
[[nodiscard]] bool is_made(TaskStatus status);

}  // namespace dengyun::orders
