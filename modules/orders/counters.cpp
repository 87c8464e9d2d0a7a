// Quantities: what is reported, what verdicts make of it, what the buyer accepts and returns.
#include "kernel/api/flow_routes.h"
#include "modules/orders/rows.h"

namespace dengyun::orders {
namespace {

Result<bool> more_is_coming(store::Reader& reader, const OperationTask& task) {
    for (const auto& input : task.inputs) {
        if (input.elsewhere.value > 0) return true;
        DENGYUN_TRY(from, reader.find(input.task_id));
        if (!is_final(from.status)) return true;
    }
    return false;
}

}  // namespace

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
