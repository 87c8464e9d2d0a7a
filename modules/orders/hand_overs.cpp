// Quantities that change hands: from task to task, and to the buyer; forwards and, where a receipt is reversed, back.
#include "kernel/api/flow_routes.h"
#include "modules/orders/rows.h"

namespace dengyun::orders {
namespace {

// What can be worked on with what came from each operation before: the least of them.
Quantity arrived(const OperationTask& task) {
    std::int64_t least = task.planned_in.value;
    bool first = true;
    for (const auto& input : task.inputs) {
        std::int64_t sum = 0;
        for (const auto& other : task.inputs)
            if (other.operation_number == input.operation_number) sum += other.received.value;
        least = first ? sum : std::min(least, sum);
        first = false;
    }
    return {least};
}

// Good pieces leave a task: to the next one or to the buyer.
Result<> hand_over(store::Unit& unit, OperationTask from, Quantity quantity) {
    const bool passed = from.status == TaskStatus::passed;
    // In transfer batches while the rest is still being made, where nobody has to look at it first.
    const bool goes_on = !from.has_inspection && is_started(from.status);
    if (!passed && !goes_on) return fail(ErrorKind::conflict, "operation_task.not_passed");
    const Quantity open{from.good.value - from.handed_over.value};
    if (quantity > open) return exceeds(open);
    from.handed_over.value += quantity.value;
    if (passed && from.handed_over == from.good) {
        DENGYUN_CHECK(move_task(unit, std::move(from), TaskAction::hand_over, system_mover()));
        return {};
    }
    const auto order = from.order_id;
    DENGYUN_CHECK(unit.update(std::move(from), "handed_on"));
    return passed ? follow_tasks(unit, order) : Result<>{};
}

// And come back to it.
Result<> take_back(store::Unit& unit, Id<OperationTask> id, Quantity quantity) {
    DENGYUN_TRY(from, unit.find(id));
    if (quantity > from.handed_over) return exceeds(from.handed_over);
    from.handed_over.value -= quantity.value;
    if (from.status == TaskStatus::handed_over) {
        DENGYUN_CHECK(move_task(unit, std::move(from), TaskAction::take_back, system_mover()));
        return {};
    }
    const auto order = from.order_id;
    DENGYUN_CHECK(unit.update(std::move(from), "taken_back"));
    return follow_tasks(unit, order);
}

// What is at the workshop has become less: as long as none of it was worked on.
Result<> check_untouched(const OperationTask& task) {
    using enum TaskStatus;
    const bool is_past = is_started(task.status) && task.status != running;
    if (!is_past && open_quantity(task).value >= 0) return {};
    return fail(ErrorKind::conflict, "operation_task.used");
}

std::int64_t net_delivered(const SalesOrder& order) { return order.delivered.value - order.rejected.value; }

}  // namespace

std::unexpected<Error> exceeds(Quantity open) {
    return fail(ErrorKind::invalid, "request.invalid", {{"quantity", "exceeds_open", to_text(open)}});
}

Result<> check_pieces(Quantity quantity) {
    if (quantity.value >= one_piece && quantity.value <= quantity_max && quantity.value % one_piece == 0) return {};
    return fail(ErrorKind::invalid, "request.invalid", {{"quantity", "not_whole"}});
}

Result<bool> has_inputs(store::Reader&, const OperationTask& task) {
    return task.has_material && arrived(task).value > 0;
}

Result<OperationTask> receive(store::Unit& unit, Id<OperationTask> from_id, Id<OperationTask> to_id, Quantity quantity,
                              Arrival arrival) {
    DENGYUN_CHECK(check_pieces(quantity));
    DENGYUN_TRY(from, unit.find(from_id));
    DENGYUN_TRY(to, unit.find(to_id));
    const auto input = std::ranges::find(to.inputs, from_id, &TaskInput::task_id);
    if (input == to.inputs.end() || to.status == TaskStatus::cancelled)
        return fail(ErrorKind::conflict, "operation_task.not_a_successor");
    DENGYUN_CHECK(hand_over(unit, std::move(from), quantity));
    (arrival == Arrival::at_workshop ? input->received : input->elsewhere).value += quantity.value;
    to.quantity_in = arrived(to);
    return unit.update(std::move(to), "received");
}

Result<OperationTask> give_back(store::Unit& unit, Id<OperationTask> from_id, Id<OperationTask> to_id,
                                Quantity quantity) {
    DENGYUN_CHECK(check_pieces(quantity));
    DENGYUN_TRY(to, unit.find(to_id));
    const auto input = std::ranges::find(to.inputs, from_id, &TaskInput::task_id);
    if (input == to.inputs.end()) return fail(ErrorKind::conflict, "operation_task.not_a_successor");
    if (quantity > input->received) return fail(ErrorKind::conflict, "operation_task.used");
    input->received.value -= quantity.value;
    to.quantity_in = arrived(to);
    DENGYUN_CHECK(check_untouched(to));
    DENGYUN_CHECK(take_back(unit, from_id, quantity));
    return unit.update(std::move(to), "taken_back");
}

void leave_behind(OperationTask& task) {
    for (auto& input : task.inputs) {
        input.elsewhere.value += input.received.value;
        input.received = {};
    }
    if (!task.inputs.empty()) task.quantity_in = {};
}

Result<OperationTask> follow(store::Unit& unit, OperationTask task, Id<OperationTask> from, Quantity gone,
                             Quantity arrives) {
    const auto input = std::ranges::find(task.inputs, from, &TaskInput::task_id);
    // The plan has changed: what it would be for is not made from it any more.
    if (input == task.inputs.end()) return std::move(task);
    input->elsewhere.value = std::max<std::int64_t>(0, input->elsewhere.value - gone.value);
    input->received.value += arrives.value;
    task.quantity_in = arrived(task);
    if (arrives.value < 0) DENGYUN_CHECK(check_untouched(task));
    return unit.update(std::move(task), "followed");
}

Result<SalesOrder> follow_deliveries(store::Unit& unit, SalesOrder order) {
    using enum OrderStatus;
    if (order.status != in_production && order.status != partly_delivered) return std::move(order);
    if (net_delivered(order) < least_quantity(order).value) return std::move(order);
    if (net_delivered(order) < order.quantity.value) {
        DENGYUN_TRY(tasks, tasks_of(unit, order.id));
        const auto may_come = [](const OperationTask& task) { return task.is_last && !is_final(task.status); };
        if (std::ranges::any_of(tasks, may_come)) return std::move(order);
    }
    return move_order(unit, std::move(order), OrderAction::deliver, system_mover());
}

Result<SalesOrder> count_delivery(store::Unit& unit, SalesOrder order, Id<OperationTask> from_id, Quantity quantity) {
    DENGYUN_CHECK(check_pieces(quantity));
    DENGYUN_TRY(from, unit.find(from_id));
    if (!from.is_last || from.order_id != order.id) return fail(ErrorKind::conflict, "operation_task.not_last");
    const Quantity open{order.quantity.value - net_delivered(order)};
    if (quantity > open) return exceeds(open);
    DENGYUN_CHECK(hand_over(unit, std::move(from), quantity));
    // The hand-over may have moved the order's counters of tasks.
    DENGYUN_TRY(now, unit.find(order.id));
    using enum OrderStatus;
    // What was under way when the order was terminated still counts.
    if (now.status != in_production && now.status != partly_delivered && now.status != delivered &&
        now.status != terminating)
        return fail(ErrorKind::conflict, "sales_order.not_in_production");
    now.delivered.value += quantity.value;
    auto saved = now.status == in_production && net_delivered(now) < least_quantity(now).value
                     ? move_order(unit, std::move(now), OrderAction::deliver_part, system_mover())
                     : unit.update(std::move(now), "delivered_more");
    if (!saved) return saved;
    DENGYUN_TRY(followed, follow_deliveries(unit, std::move(*saved)));
    if (followed.status != in_production) return std::move(followed);
    return move_order(unit, std::move(followed), OrderAction::deliver_part, system_mover());
}

Result<SalesOrder> uncount_delivery(store::Unit& unit, Id<SalesOrder> id, Id<OperationTask> from, Quantity quantity) {
    DENGYUN_CHECK(check_pieces(quantity));
    DENGYUN_CHECK(take_back(unit, from, quantity));
    DENGYUN_TRY(order, unit.find(id));
    using enum OrderStatus;
    if (order.status != partly_delivered && order.status != delivered && order.status != terminating)
        return fail(ErrorKind::conflict, "sales_order.not_in_production");
    order.delivered.value -= quantity.value;
    if (order.delivered.value < order.accepted.value + order.rejected.value)
        return fail(ErrorKind::conflict, "sales_order.judged");
    const auto left = order.delivered.value;
    auto now = unit.update(std::move(order), "taken_back");
    const auto moves = [&](OrderStatus from_status, OrderAction action) {
        if (now && now->status == from_status) now = move_order(unit, std::move(*now), action, system_mover());
    };
    moves(delivered, OrderAction::take_back);
    if (left == 0) moves(partly_delivered, OrderAction::take_back_all);
    return now;
}

}  // namespace dengyun::orders
