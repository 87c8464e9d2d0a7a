#pragma once
// How far an order is, as its buyer may see it: who makes what, where and when, without what it costs.
#include "modules/orders/service.h"

namespace dengyun::orders {

struct ProgressStep {
    Id<OperationTask> task_id{};
    std::int64_t operation_number = 0;
    std::string operation_name;
    std::optional<std::string> operation_name_en;
    reference::Process process = reference::process("other");
    std::int64_t lot = 1;
    std::string lot_number;
    Id<Organisation> workshop_id{};
    Id<enterprise::Site> site_id{};
    std::vector<Id<OperationTask>> inputs;
    TaskStatus status = TaskStatus::planned;
    Quantity planned_in{};
    Quantity planned_out{};
    Quantity quantity_in{};
    Quantity good{};
    Quantity rework{};
    Quantity scrap{};
    Quantity handed_over{};
    Instant planned_start_at{};
    Instant planned_end_at{};
    std::optional<Instant> started_at;
    std::optional<Instant> reported_at;
    bool is_late = false;  // not reported, and past its planned end
    static const meta::Entity description;
};

struct Progress {
    Id<SalesOrder> order_id{};
    OrderStatus status = OrderStatus::draft;
    Id<enterprise::Site> site_id{};
    std::optional<Instant> promise_at;
    std::optional<Instant> expected_at;  // by the forecast; none where all is made
    std::vector<ProgressStep> steps;     // by operation and lot; without what was cancelled
    static const meta::Entity description;
};

[[nodiscard]] Result<Progress> progress_of(store::Reader& reader, const SalesOrder& order);

}  // namespace dengyun::orders
