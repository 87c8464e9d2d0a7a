// From what happened to the orders that have to be solved again.
#include "flows/dispatching/changes.h"
#include "flows/ordering/ordering.h"

namespace dengyun::dispatching {
namespace {

using store::Event;

// What happens together is solved together.
constexpr Duration gathering_time = std::chrono::seconds(5);

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

Result<> solve_later(store::Unit& unit, Id<orders::SalesOrder> order, std::string_view about, Instant at) {
    return unit.schedule({.kind = std::string(resolve_job),
                          .key = to_text(order) + std::string(about),
                          .run_at = at,
                          .data = fmt::format(R"({{"order_id":"{}"}})", to_text(order))});
}

Result<> solve_soon(store::Unit& unit, Id<orders::SalesOrder> order) {
    return solve_later(unit, order, "", unit.now() + gathering_time);
}

// A task that is accepted is looked at when it should have begun, one that runs when it should be done.
Result<> look_later(store::Unit& unit, const Event& event) {
    const auto task = unit.find(Id<orders::OperationTask>{event.entity_id});
    if (!task) return {};
    const auto about = " " + to_text(task->id);
    if (event.name == "operation_task.running")
        return solve_later(unit, task->order_id, about, task->planned_end_at + std::chrono::minutes(1));
    return solve_later(unit, task->order_id, about, task->planned_start_at + start_grace + std::chrono::minutes(1));
}

Result<> on_task(store::Unit& unit, const Event& event) {
    if (is_one_of(event.name, {"operation_task.accepted", "operation_task.running"})) return look_later(unit, event);
    const bool is_lost = is_one_of(event.name, {"operation_task.declined", "operation_task.expired",
                                                "operation_task.revoked", "operation_task.scrapped"});
    if (!is_lost) return {};
    const auto task = unit.find(Id<orders::OperationTask>{event.entity_id});
    return task ? solve_soon(unit, task->order_id) : Result<>{};
}

Result<> on_workshop(store::Unit& unit, const Event& event) {
    DENGYUN_TRY(touched, orders::running_orders_at(unit, event.organisation_id));
    for (const auto order : touched) DENGYUN_CHECK(solve_soon(unit, order));
    return {};
}

Result<> on_acknowledgement(store::Unit& unit, const Event& event) {
    const auto given = unit.find(Id<items::Distribution>{event.entity_id});
    if (!given) return {};
    DENGYUN_TRY(waiting, orders::running_orders_at(unit, given->holder_id, given->revision_id));
    for (const auto order : waiting) DENGYUN_CHECK(ordering::advance(unit, order));
    return {};
}

bool is_about_time(const Event& event) {
    if (event.name == "machine.removed" || event.entity == capacity::WorkingCalendar::description.name) return true;
    if (event.name != "machine.changed") return false;
    return event.data.contains("\"is_available\"") || event.data.contains("\"calendar_id\"") ||
           event.data.contains("\"processes\"");
}

Result<> on_event(store::Unit& unit, const Event& event) {
    if (event.entity == orders::OperationTask::description.name) return on_task(unit, event);
    if (event.name == "distribution.acknowledged") return on_acknowledgement(unit, event);
    return is_about_time(event) ? on_workshop(unit, event) : Result<>{};
}

}  // namespace

Watch::Watch(store::Store& store, const Clock& clock) : subscriber_(store, clock, "dispatching.watch", on_event) {}

}  // namespace dengyun::dispatching
