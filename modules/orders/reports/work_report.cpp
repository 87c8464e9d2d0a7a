#include "modules/orders/reports/work_report.h"

#include "kernel/base/instant.h"

namespace dengyun::orders {
namespace {

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options pieces{.min = 0, .max = quantity_max, .format = meta::Format::milli};
constexpr meta::Options counted_pieces{.flags = meta::read_only, .format = meta::Format::milli};

using R = WorkReport;
constexpr auto fields = meta::record<R>(
    meta::field<&R::task_id>("task_id", {"任务", "Task"},
                             {.flags = meta::read_only | meta::filterable, .reference = "operation_task"}),
    meta::field<&R::order_id>("order_id", {"订单", "Order"},
                              {.flags = meta::read_only | meta::filterable, .reference = "sales_order"}),
    meta::field<&R::customer_id>("customer_id", {"派单方", "Customer"},
                                 {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&R::revision_id>("revision_id", {"版本", "Revision"},
                                 {.flags = meta::read_only, .reference = "revision"}),
    meta::field<&R::good>("good", {"合格", "Good"}, counted_pieces),
    meta::field<&R::rework>("rework", {"返工", "Rework"}, counted_pieces),
    meta::field<&R::scrap>("scrap", {"报废", "Scrap"}, counted_pieces),
    meta::field<&R::from_rework>("from_rework", {"返工件", "From rework"}, told),
    meta::field<&R::is_final>("is_final", {"全部完成", "Final"}, told),
    meta::field<&R::started_at>("started_at", {"开始", "Started at"}, told),
    meta::field<&R::ended_at>("ended_at", {"结束", "Ended at"}, told),
    meta::field<&R::note>("note", {"备注", "Note"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&R::reported_by>("reported_by", {"报工人", "Reported by"}, told),
    meta::field<&R::reverses_id>("reverses_id", {"冲销", "Reverses"},
                                 {.flags = meta::read_only, .reference = "work_report"}));
constexpr std::string_view by_task[] = {"task_id"};
constexpr std::string_view by_reversed[] = {"reverses_id"};
constexpr meta::Index indexes[] = {{.name = "work_report_task", .columns = by_task, .across_organisations = true},
                                   {.name = "work_report_reversed", .columns = by_reversed, .unique = true}};

using N = ReportInput;
constexpr auto input_fields = meta::fields(
    meta::field<&N::revision_id>(
        "revision_id", {"图纸版本", "Revision"},
        {.flags = meta::required,
         .reference = "revision",
         .help = {"标签上的版本；与任务不一致会被拒绝", "As on the label; another one is refused"}}),
    meta::field<&N::good>("good", {"合格", "Good"}, pieces),
    meta::field<&N::rework>("rework", {"返工", "Rework"}, pieces),
    meta::field<&N::scrap>("scrap", {"报废", "Scrap"}, pieces),
    meta::field<&N::from_rework>("from_rework", {"返工件", "From rework"},
                                 {.help = {"这些件此前报为返工", "These were reported as rework before"}}),
    meta::field<&N::is_final>("is_final", {"全部完成", "Final"},
                              {.help = {"不再报工；缺少的按丢失计", "Nothing more comes; what is missing is missing"}}),
    meta::field<&N::started_at>("started_at", {"开始", "Started at"}),
    meta::field<&N::ended_at>("ended_at", {"结束", "Ended at"}),
    meta::field<&N::note>("note", {"备注", "Note"}, {.length_max = 500}));

constexpr Duration clock_difference = std::chrono::minutes(10);  // a phone's clock may be ahead

void check_quantity(std::string_view name, Quantity quantity, std::vector<Issue>& issues) {
    if (quantity.value < 0)
        issues.push_back({std::string(name), "too_small", "0"});
    else if (quantity.value > quantity_max)
        issues.push_back({std::string(name), "too_large", to_text(Quantity{quantity_max})});
    else if (quantity.value % one_piece != 0)
        issues.push_back({std::string(name), "not_whole"});
}

std::vector<Issue> faults_of(const OperationTask& task, const WorkReport& report, Instant now) {
    std::vector<Issue> issues;
    check_quantity("good", report.good, issues);
    check_quantity("rework", report.rework, issues);
    check_quantity("scrap", report.scrap, issues);
    if (!issues.empty()) return issues;
    const auto sum = report.good.value + report.rework.value + report.scrap.value;
    const auto open = report.from_rework ? task.rework : open_quantity(task);
    if (sum > open.value) issues.push_back({"good", "exceeds_open", to_text(open)});
    if (sum == 0 && !report.is_final) issues.push_back({"good", "required"});
    if (report.revision_id != task.revision_id) issues.push_back({"revision_id", "other_revision"});
    if (report.started_at && report.ended_at && *report.ended_at < *report.started_at)
        issues.push_back({"ended_at", "not_after"});
    if (report.ended_at && *report.ended_at > now + clock_difference) issues.push_back({"ended_at", "ahead_of_now"});
    return issues;
}

}  // namespace

constinit const meta::Entity WorkReport::description{
    .name = "work_report", .label = {"报工单", "Work report"}, .fields = fields, .indexes = indexes};
constinit const meta::Entity ReportInput::description{
    .name = "report_input", .label = {"报工", "Report"}, .fields = input_fields, .stored = false};

Result<OperationTask> counted(OperationTask task, const WorkReport& report, Instant now) {
    if (task.status != TaskStatus::running) return fail(ErrorKind::conflict, "operation_task.not_running");
    if (auto issues = faults_of(task, report, now); !issues.empty())
        return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    if (report.from_rework) task.rework.value -= report.good.value + report.rework.value + report.scrap.value;
    task.good.value += report.good.value;
    task.rework.value += report.rework.value;
    task.scrap.value += report.scrap.value;
    return task;
}

Result<OperationTask> uncounted(OperationTask task, const WorkReport& report) {
    if (task.status != TaskStatus::running) return fail(ErrorKind::conflict, "operation_task.not_running");
    task.good.value -= report.good.value;
    task.rework.value -= report.rework.value;
    task.scrap.value -= report.scrap.value;
    if (report.from_rework) task.rework.value += report.good.value + report.rework.value + report.scrap.value;
    if (task.good.value < task.handed_over.value || task.rework.value < 0 || task.scrap.value < 0)
        return fail(ErrorKind::conflict, "work_report.used");
    return task;
}

}  // namespace dengyun::orders
