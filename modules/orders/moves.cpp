// Moves by the state tables, and the headers that follow from their lines.
#include "kernel/api/flow_routes.h"
#include "modules/orders/rows.h"

namespace dengyun::orders {
namespace {

template <class E, class A>
Result<E> step(store::Unit& unit, E row, A action, const flow::Mover& mover) {
    DENGYUN_TRY(moved, api::move(unit, std::move(row), static_cast<std::int64_t>(action), mover));
    // In the system's name the flow leaves the timer of the state before; a state without one has none to keep.
    if (mover.is_system) {
        const auto runs =
            flow::deadline(E::states, E::description, static_cast<std::int64_t>(moved.status), &moved, unit.now());
        if (!runs) DENGYUN_CHECK(api::disarm_timer(unit, moved));
    }
    return std::move(moved);
}

void note_moments(store::Unit& unit, OperationTask& task, TaskAction action) {
    switch (action) {
        case TaskAction::offer:
            task.offered_until = unit.now() + offer_time;
            break;
        case TaskAction::start:
            task.started_at = unit.now();
            break;
        case TaskAction::report:
            task.reported_at = unit.now();
            break;
        case TaskAction::hold:
            task.held_from = task.status;
            break;
        case TaskAction::replan:
            ++task.attempt;
            task.offered_until.reset();
            break;
        default:
            break;
    }
}

}  // namespace

Result<> follow_tasks(store::Unit& unit, Id<SalesOrder> id) {
    std::array<std::int64_t, 3> now{};
    DENGYUN_CHECK(
        unit.query("SELECT COUNT(*), SUM(CASE WHEN started_at IS NOT NULL THEN 1 ELSE 0 END), SUM(CASE WHEN status = "
                   "'handed_over' OR (status = 'passed' AND handed_over >= planned_out) THEN 1 ELSE 0 END) FROM "
                   "operation_task WHERE order_id = ? AND status <> 'cancelled'",
                   std::array{meta::Scalar(id.value)}, [&](const store::Row& row) {
                       for (std::size_t i = 0; i < now.size(); ++i) now.at(i) = row.is_null(i) ? 0 : row.integer(i);
                   }));
    DENGYUN_TRY(order, unit.find(id));
    const bool starts = order.status == OrderStatus::released && now[1] > 0;
    if (!starts && std::array{order.tasks_total, order.tasks_started, order.tasks_done} == now) return {};
    order.tasks_total = now[0];
    order.tasks_started = now[1];
    order.tasks_done = now[2];
    auto saved = starts ? step(unit, std::move(order), OrderAction::start, system_mover())
                        : unit.update(std::move(order), "progressed");
    if (!saved) return std::unexpected(std::move(saved).error());
    // What is over may have been the last that could still come.
    DENGYUN_CHECK(follow_deliveries(unit, std::move(*saved)));
    return {};
}

const flow::Mover& system_mover() {
    static const flow::Mover mover{meta::all_seeing(), true, false};
    return mover;
}

Result<SalesOrder> move_order(store::Unit& unit, SalesOrder order, OrderAction action, const flow::Mover& mover) {
    return step(unit, std::move(order), action, mover);
}

Result<OrderOption> move_option(store::Unit& unit, OrderOption option, OptionAction action, const flow::Mover& mover) {
    return step(unit, std::move(option), action, mover);
}

Result<OperationTask> move_task(store::Unit& unit, OperationTask task, TaskAction action, const flow::Mover& mover) {
    const auto from = static_cast<std::int64_t>(task.status);
    DENGYUN_TRY(
        to, flow::next_state(OperationTask::states, from, static_cast<std::int64_t>(action), &task, unit.now(), mover));
    static_cast<void>(to);
    const auto order = task.order_id;
    note_moments(unit, task, action);
    DENGYUN_TRY(moved, step(unit, std::move(task), action, mover));
    DENGYUN_CHECK(follow_tasks(unit, order));
    return std::move(moved);
}

Result<OperationTask> resume(store::Unit& unit, OperationTask task, const flow::Mover& mover) {
    auto action = TaskAction::back_to_ready;
    if (task.held_from == TaskStatus::accepted) action = TaskAction::back_to_accepted;
    if (task.held_from == TaskStatus::running) action = TaskAction::back_to_running;
    return move_task(unit, std::move(task), action, mover);
}

}  // namespace dengyun::orders
