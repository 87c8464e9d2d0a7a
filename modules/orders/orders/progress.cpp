#include "modules/orders/orders/progress.h"

#include "modules/orders/orders/forecast.h"

namespace dengyun::orders {
namespace {

constexpr meta::Options milli{.format = meta::Format::milli};
using S = ProgressStep;
constexpr auto step_fields = meta::fields(
    meta::field<&S::task_id>("task_id", {"任务", "Task"}, {.reference = "operation_task"}),
    meta::field<&S::operation_number>("operation_number", {"工序号", "Operation number"}),
    meta::field<&S::operation_name>("operation_name", {"工序名称", "Operation name"}),
    meta::field<&S::operation_name_en>("operation_name_en", {"工序英文名称", "English name"}),
    meta::field<&S::process>("process", {"工艺", "Process"}), meta::field<&S::lot>("lot", {"批", "Lot"}),
    meta::field<&S::lot_number>("lot_number", {"批号", "Lot number"}),
    meta::field<&S::workshop_id>("workshop_id", {"加工点", "Workshop"}, {.reference = "organisation"}),
    meta::field<&S::site_id>("site_id", {"厂区", "Site"}, {.reference = "site"}),
    meta::field<&S::inputs>("inputs", {"来料任务", "Inputs"}, {.items_max = 200, .reference = "operation_task"}),
    meta::field<&S::status>("status", {"状态", "Status"}),
    meta::field<&S::planned_in>("planned_in", {"计划投入", "Planned in"}, milli),
    meta::field<&S::planned_out>("planned_out", {"计划产出", "Planned out"}, milli),
    meta::field<&S::quantity_in>("quantity_in", {"投入", "In"}, milli),
    meta::field<&S::good>("good", {"合格", "Good"}, milli),
    meta::field<&S::rework>("rework", {"待返工", "Rework"}, milli),
    meta::field<&S::scrap>("scrap", {"报废", "Scrap"}, milli),
    meta::field<&S::handed_over>("handed_over", {"已交接", "Handed over"}, milli),
    meta::field<&S::planned_start_at>("planned_start_at", {"计划开始", "Planned start"}),
    meta::field<&S::planned_end_at>("planned_end_at", {"计划结束", "Planned end"}),
    meta::field<&S::started_at>("started_at", {"开工时间", "Started at"}),
    meta::field<&S::reported_at>("reported_at", {"报工时间", "Reported at"}),
    meta::field<&S::is_late>("is_late", {"延误", "Late"}));
using P = Progress;
constexpr auto fields =
    meta::fields(meta::field<&P::order_id>("order_id", {"订单", "Order"}, {.reference = "sales_order"}),
                 meta::field<&P::status>("status", {"状态", "Status"}),
                 meta::field<&P::site_id>("site_id", {"交货地点", "Deliver to"}, {.reference = "site"}),
                 meta::field<&P::promise_at>("promise_at", {"承诺交期", "Promise"}),
                 meta::field<&P::expected_at>("expected_at", {"预计完成", "Expected"}),
                 meta::field<&P::steps>("steps", {"进度", "Steps"}, {.items_max = lots_max}));

ProgressStep step_of(const OperationTask& task, Instant now) {
    ProgressStep step{.task_id = task.id,
                      .operation_number = task.operation_number,
                      .operation_name = task.operation_name,
                      .operation_name_en = task.operation_name_en,
                      .process = task.process,
                      .lot = task.lot,
                      .lot_number = task.lot_number,
                      .workshop_id = task.workshop_id,
                      .site_id = task.site_id,
                      .status = task.status,
                      .planned_in = task.planned_in,
                      .planned_out = task.planned_out,
                      .quantity_in = task.quantity_in,
                      .good = task.good,
                      .rework = task.rework,
                      .scrap = task.scrap,
                      .handed_over = task.handed_over,
                      .planned_start_at = task.planned_start_at,
                      .planned_end_at = task.planned_end_at,
                      .started_at = task.started_at,
                      .reported_at = task.reported_at,
                      .is_late = !task.reported_at && !is_final(task.status) && task.planned_end_at < now};
    for (const auto& input : task.inputs) step.inputs.push_back(input.task_id);
    return step;
}

}  // namespace

constinit const meta::Entity ProgressStep::description{
    .name = "progress_step", .label = {"进度", "Progress step"}, .fields = step_fields, .stored = false};
constinit const meta::Entity Progress::description{
    .name = "order_progress", .label = {"订单进度", "Progress of an order"}, .fields = fields, .stored = false};

Result<Progress> progress_of(store::Reader& reader, const SalesOrder& order) {
    Progress progress{
        .order_id = order.id, .status = order.status, .site_id = order.site_id, .promise_at = order.promise_at};
    DENGYUN_TRY(tasks, tasks_of(reader, order.id));
    for (const auto& task : tasks)
        if (task.status != TaskStatus::cancelled) progress.steps.push_back(step_of(task, reader.now()));
    if (const auto found = forecast(tasks, reader.now())) progress.expected_at = found->ends_at;
    return progress;
}

}  // namespace dengyun::orders
