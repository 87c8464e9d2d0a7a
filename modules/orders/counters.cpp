// Quantities: what arrives, what is reported, what goes on, what the buyer gets.
#include "kernel/api/flow_routes.h"
#include "modules/orders/rows.h"

namespace dengyun::orders {
namespace {

std::unexpected<Error> exceeds(Quantity open) {
    return fail(ErrorKind::invalid, "request.invalid", {{"quantity", "exceeds_open", to_text(open)}});
}

Result<> check_pieces(Quantity quantity) {
    if (quantity.value >= one_piece && quantity.value <= quantity_max && quantity.value % one_piece == 0) return {};
    return fail(ErrorKind::invalid, "request.invalid", {{"quantity", "not_whole"}});
}

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
        DENGYUN_TRY(done, move_task(unit, std::move(from), TaskAction::hand_over, system_mover()));
        static_cast<void>(done);
        return {};
    }
    DENGYUN_TRY(saved, unit.update(std::move(from), "handed_on"));
    static_cast<void>(saved);
    return {};
}

Result<bool> more_is_coming(store::Reader& reader, const OperationTask& task) {
    for (const auto& input : task.inputs) {
        DENGYUN_TRY(from, reader.find(input.task_id));
        if (!is_final(from.status)) return true;
    }
    return false;
}

}  // namespace

Result<bool> has_inputs(store::Reader&, const OperationTask& task) {
    return task.has_material && arrived(task).value > 0;
}

Result<OperationTask> receive(store::Unit& unit, Id<OperationTask> from_id, Id<OperationTask> to_id,
                              Quantity quantity) {
    DENGYUN_CHECK(check_pieces(quantity));
    DENGYUN_TRY(from, unit.find(from_id));
    DENGYUN_TRY(to, unit.find(to_id));
    const auto input = std::ranges::find(to.inputs, from_id, &TaskInput::task_id);
    if (input == to.inputs.end() || to.status == TaskStatus::cancelled)
        return fail(ErrorKind::conflict, "operation_task.not_a_successor");
    DENGYUN_CHECK(hand_over(unit, std::move(from), quantity));
    input->received.value += quantity.value;
    to.quantity_in = arrived(to);
    return unit.update(std::move(to), "received");
}

Result<WorkReport> report(store::Unit& unit, OperationTask task, WorkReport report) {
    DENGYUN_CHECK(items::check_in_force(unit, task.revision_id, task.workshop_id));
    report.task_id = task.id;
    report.order_id = task.order_id;
    report.customer_id = task.organisation_id;
    report.organisation_id = task.workshop_id;
    report.reverses_id.reset();
    DENGYUN_TRY(count, number_of(unit, "SELECT COUNT(*) FROM work_report WHERE task_id = ?",
                                 std::array{meta::Scalar(task.id.value)}));
    if (count >= reports_max) return fail(ErrorKind::limit, "work_report.too_many");
    DENGYUN_TRY(after, counted(std::move(task), report, unit.now()));
    DENGYUN_TRY(posted, unit.insert(std::move(report)));
    bool complete = posted.is_final;
    if (!complete && open_quantity(after).value == 0) {
        DENGYUN_TRY(more, more_is_coming(unit, after));
        complete = !more;
    }
    // Moved by the workshop's own report: the timer of the running task ends with it.
    auto saved = complete ? move_task(unit, std::move(after), TaskAction::report, {meta::all_seeing(), false, true})
                          : unit.update(std::move(after), "counted");
    if (!saved) return std::unexpected(std::move(saved).error());
    return std::move(posted);
}

Result<WorkReport> reverse(store::Unit& unit, const WorkReport& reported, std::string person) {
    if (reported.reverses_id) return fail(ErrorKind::conflict, "work_report.is_reversal");
    DENGYUN_TRY(done, number_of(unit, "SELECT COUNT(*) FROM work_report WHERE task_id = ? AND reverses_id = ?",
                                std::array{meta::Scalar(reported.task_id.value), meta::Scalar(reported.id.value)}));
    if (done > 0) return fail(ErrorKind::conflict, "work_report.reversed");
    DENGYUN_TRY(task, unit.find(reported.task_id));
    DENGYUN_TRY(after, uncounted(std::move(task), reported));
    auto reversal = reported;
    reversal.id = {};
    reversal.reverses_id = reported.id;
    reversal.reported_by = std::move(person);
    DENGYUN_TRY(posted, unit.insert(std::move(reversal)));
    DENGYUN_TRY(saved, unit.update(std::move(after), "uncounted"));
    static_cast<void>(saved);
    return std::move(posted);
}

Result<OperationTask> regrade(store::Unit& unit, OperationTask task, Quantity to_rework, Quantity to_scrap) {
    if (task.status != TaskStatus::reported && task.status != TaskStatus::inspected)
        return fail(ErrorKind::conflict, "operation_task.not_reported");
    const Quantity open{task.good.value - task.handed_over.value};
    const auto whole = [](Quantity one) { return one.value >= 0 && one.value % one_piece == 0; };
    if (!whole(to_rework) || !whole(to_scrap) || to_rework.value > open.value ||
        to_scrap.value > open.value - to_rework.value)
        return exceeds(open);
    task.good.value -= to_rework.value + to_scrap.value;
    task.rework.value += to_rework.value;
    task.scrap.value += to_scrap.value;
    return unit.update(std::move(task), "regraded");
}

Result<SalesOrder> count_delivery(store::Unit& unit, SalesOrder order, Id<OperationTask> from_id, Quantity quantity) {
    DENGYUN_CHECK(check_pieces(quantity));
    DENGYUN_TRY(from, unit.find(from_id));
    if (!from.is_last || from.order_id != order.id) return fail(ErrorKind::conflict, "operation_task.not_last");
    const Quantity open{order.quantity.value - (order.delivered.value - order.rejected.value)};
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
    const bool all = now.delivered.value - now.rejected.value == now.quantity.value;
    if (now.status == terminating) return unit.update(std::move(now), "delivered_more");
    if (all && now.status != delivered) return move_order(unit, std::move(now), OrderAction::deliver, system_mover());
    if (!all && now.status == in_production)
        return move_order(unit, std::move(now), OrderAction::deliver_part, system_mover());
    return unit.update(std::move(now), "delivered_more");
}

Result<SalesOrder> count_verdict(store::Unit& unit, SalesOrder order, Quantity accepted, Quantity rejected) {
    const Quantity open{order.delivered.value - order.accepted.value - order.rejected.value};
    const auto whole = [](Quantity one) { return one.value >= 0 && one.value % one_piece == 0; };
    if (!whole(accepted) || !whole(rejected) || accepted.value > open.value ||
        rejected.value > open.value - accepted.value)
        return exceeds(open);
    order.accepted.value += accepted.value;
    order.rejected.value += rejected.value;
    order.accepted_value = value_up_to(order, order.accepted);
    return unit.update(std::move(order), "judged");
}

Result<SalesOrder> count_return(store::Unit& unit, SalesOrder order, Quantity returned) {
    DENGYUN_CHECK(check_pieces(returned));
    const Quantity open{order.accepted.value - order.returned.value};
    if (returned > open) return exceeds(open);
    order.returned.value += returned.value;
    return unit.update(std::move(order), "returned");
}

}  // namespace dengyun::orders
