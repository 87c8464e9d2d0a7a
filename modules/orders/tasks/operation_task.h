#pragma once
// An operation task: one lot of one operation of an order, done by one workshop on one machine. The row belongs to the
// order's supplier, who is the workshop's customer; the workshop is the other side.
// docs/state-machines/operation_task.md
//
// Quantities are whole pieces, in milli. good + rework + scrap <= quantity_in: `good` and `scrap` are final, `rework`
// is what still has to be put right.
#include <optional>
#include <string>
#include <vector>

#include "modules/orders/options/order_option.h"

namespace dengyun::orders {

inline constexpr Duration offer_time = flow::day;           // for the workshop to answer
inline constexpr Duration start_time = 2 * flow::day;       // after the planned end an accepted task is taken back
inline constexpr Duration run_time = 14 * flow::day;        // after the planned end a running task is put on hold
inline constexpr Duration inspection_time = 7 * flow::day;  // silence counts as inspected,
inline constexpr Duration verdict_time = 3 * flow::day;     // and then as passed
inline constexpr Duration rework_time = 3 * flow::day;      // then the workshop is taken to be at it
inline constexpr Duration hold_time = 30 * flow::day;       // then a task on hold is cancelled

enum class TaskStatus {
    planned,
    ready,
    offered,
    accepted,
    running,
    reported,
    inspected,
    passed,
    handed_over,
    declined,
    expired,
    revoked,
    rework,
    scrapped,
    held,
    cancelled
};
enum class TaskAction {
    make_ready,
    offer,
    accept,
    start,
    report,
    inspect,
    pass,
    hand_over,
    decline,
    expire,
    revoke,
    replan,
    rework,
    resume,
    scrap,
    hold,
    back_to_ready,
    back_to_accepted,
    back_to_running,
    cancel,
    take_back  // what was handed over was counted wrongly
};
const meta::Choices& choices_of(TaskStatus);
const meta::Choices& choices_of(TaskAction);

struct OperationTask;

// What comes from another task of the order. `received` of it is at the workshop; `elsewhere` was handed over as well,
// but to a workshop that does the task no more, and follows it from there.
struct TaskInput {
    Id<OperationTask> task_id{};
    std::int64_t operation_number = 0;  // of that task
    Quantity quantity{};
    Quantity received{};
    Quantity elsewhere{};
    static const meta::Entity description;
};

struct OperationTask : meta::Record<OperationTask> {
    Id<SalesOrder> order_id{};
    Id<Organisation> buyer_id{};
    Id<Organisation> workshop_id{};
    std::string title;                    // the operation and the item
    std::optional<std::string> title_en;  // where either has an English name
    Id<items::Item> item_id{};
    Id<items::Revision> revision_id{};
    Id<items::Operation> operation_id{};
    std::int64_t operation_number = 0;
    std::string operation_name;
    std::optional<std::string> operation_name_en;
    reference::Process process = reference::process("other");
    std::optional<std::string> instruction;
    bool has_inspection = false;
    std::int64_t lot = 1;    // of the operation
    std::string lot_number;  // "SO-000012-030-1": on the label
    Id<enterprise::Site> site_id{};
    Id<capacity::Machine> machine_id{};
    std::optional<Id<capacity::CapacitySlot>> slot_id;
    std::vector<TaskInput> inputs;  // none: it begins with material
    bool is_last = false;           // what comes out goes to the buyer
    bool has_material = true;       // what is bought centrally for it has come
    Quantity planned_in{};
    Quantity planned_out{};
    Instant planned_start_at{};
    Instant planned_end_at{};
    // Counters.
    Quantity quantity_in{};
    Quantity good{};
    Quantity rework{};
    Quantity scrap{};
    Quantity handed_over{};  // of the good ones, to the next or to the buyer
    Money price{};
    std::optional<Id<escrow::Escrow>> escrow_id;
    Money paid{};
    std::int64_t attempt = 1;  // rises with every new plan
    TaskStatus status = TaskStatus::planned;
    std::optional<TaskStatus> held_from;  // the last time that it was held
    std::optional<std::string> status_reason;
    std::optional<Instant> offered_until;
    std::optional<Instant> started_at;
    std::optional<Instant> reported_at;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// What went in and is not accounted for yet.
[[nodiscard]] Quantity open_quantity(const OperationTask& task);
// Whether the workshop has it in hand or behind it: what a re-dispatch leaves alone.
[[nodiscard]] bool is_started(TaskStatus status);
// Whether nothing more will happen to it.
[[nodiscard]] bool is_final(TaskStatus status);

}  // namespace dengyun::orders
