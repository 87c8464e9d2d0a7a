#pragma once
// A work report: how many pieces of a task came out good, must be reworked or are scrap, and in which time. The row
// belongs to the workshop and is posted as it is written: it is never edited, only reversed by another one, whole.
#include <optional>
#include <string>

#include "modules/orders/tasks/operation_task.h"

namespace dengyun::orders {

inline constexpr std::int64_t reports_max = 1'000;  // of one task

struct WorkReport : meta::Record<WorkReport> {
    Id<OperationTask> task_id{};
    Id<SalesOrder> order_id{};
    Id<Organisation> customer_id{};
    Id<items::Revision> revision_id{};  // of the drawing that was worked to, as the label says
    Quantity good{};
    Quantity rework{};
    Quantity scrap{};
    bool from_rework = false;  // the pieces are those that were to be put right
    bool is_final = false;     // nothing more comes: what is missing is missing
    std::optional<Instant> started_at;
    std::optional<Instant> ended_at;
    std::optional<std::string> note;
    std::string reported_by;                    // the person's name at that time
    std::optional<Id<WorkReport>> reverses_id;  // then the quantities are those of the other one
    static const meta::Entity description;
};

// What a worker enters.
struct ReportInput {
    Id<items::Revision> revision_id{};
    Quantity good{};
    Quantity rework{};
    Quantity scrap{};
    bool from_rework = false;
    bool is_final = false;
    std::optional<Instant> started_at;
    std::optional<Instant> ended_at;
    std::optional<std::string> note;
    static const meta::Entity description;
};

// Pure: moves the counters of a running task along. Errors: conflict "operation_task.not_running"; invalid with issues
// too_small (negative), not_whole, exceeds_open (more than went in, detail: how many are open), required (nothing at
// all), not_after and ahead_of_now on ended_at, other_revision on revision_id.
[[nodiscard]] Result<OperationTask> counted(OperationTask task, const WorkReport& report, Instant now);
// Pure: takes a report back. Errors: conflict "operation_task.not_running", "work_report.used" (its good pieces have
// gone on, or its rework was done).
[[nodiscard]] Result<OperationTask> uncounted(OperationTask task, const WorkReport& report);

}  // namespace dengyun::orders
