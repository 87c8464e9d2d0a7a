// Work reports: by the workshop, seen by both sides. Sent twice with one Idempotency-Key they count once.
#include "modules/orders/routes.h"

namespace dengyun::orders {
namespace {

const auto reads = api::needs("orders.read");
const auto works = api::needs("orders.work");
const api::RouteOptions crossing{.reach = api::Reach::crossing};

Result<WorkReport> post_report(const api::Call& call, store::Unit& unit, const ReportInput& given) {
    DENGYUN_TRY(task, find_task(call, unit));
    if (task.workshop_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    return report(unit, std::move(task),
                  {.revision_id = given.revision_id,
                   .good = given.good,
                   .rework = given.rework,
                   .scrap = given.scrap,
                   .from_rework = given.from_rework,
                   .is_final = given.is_final,
                   .started_at = given.started_at,
                   .ended_at = given.ended_at,
                   .note = given.note,
                   .reported_by = call.principal->actor.name});
}

Result<WorkReport> post_reversal(const api::Call& call, store::Unit& unit) {
    DENGYUN_TRY(id, call.id<WorkReport>());
    DENGYUN_TRY(posted, unit.find(id));
    const auto own = call.principal->organisation;
    if (posted.organisation_id != own && posted.customer_id != own)
        return fail(ErrorKind::not_found, "request.not_found");
    if (posted.organisation_id != own) return fail(ErrorKind::forbidden, "request.forbidden");
    return reverse(unit, posted, call.principal->actor.name);
}

}  // namespace

void add_report_routes(api::Routes& routes) {
    routes.declare(WorkReport::description);
    routes.list<WorkReport>("/api/v1/work-reports", reads, {"本单位的报工单", "Work reports of one's own"},
                            [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                return reader.list<WorkReport>(query);
                            },
                            {.list_of = "work_report", .exported = true});
    routes.list<WorkReport>(
        "/api/v1/operation-tasks/{id}/reports", reads, {"任务的报工单", "Reports of a task"},
        [](const api::Call& call, store::Reader& reader, const store::Query& query) -> Result<store::Page<WorkReport>> {
            DENGYUN_TRY(task, find_task(call, reader));
            auto of_task = query;
            std::erase_if(of_task.filters, [](const store::Query::Filter& one) { return one.field == "task_id"; });
            of_task.filters.push_back({"task_id", to_text(task.id)});
            return reader.list<WorkReport>(of_task);
        },
        {.reach = api::Reach::all, .list_of = "work_report"});
    routes.post<ReportInput, WorkReport>("/api/v1/operation-tasks/{id}/reports", works, {"报工", "Report work"},
                                         post_report, crossing);
    routes.post<api::Nothing, WorkReport>("/api/v1/work-reports/{id}/reversals", works,
                                          {"冲销报工单", "Reverse a work report"}, post_reversal, crossing);
}

}  // namespace dengyun::orders
