// Evidence as the workshop, the customer and the buyer see it, and what the customer has found about what is doubtful.
#include "modules/evidence/routes.h"

#include "kernel/api/route.h"
#include "modules/evidence/records/work_evidence.h"

namespace dengyun::evidence {
namespace {

using api::Call;
using Filter = store::Query::Filter;

const auto reads = api::needs("evidence.read");
const api::RouteOptions listing{.reach = api::Reach::all, .list_of = "work_evidence"};

Result<store::Page<WorkEvidence>> narrowed(store::Reader& reader, store::Query query, std::string_view field,
                                           std::string value) {
    std::erase_if(query.filters, [&](const Filter& one) { return one.field == field; });
    query.filters.push_back({std::string(field), std::move(value)});
    return reader.list<WorkEvidence>(query);
}

// The side of the document that one's own organisation is on says what else may be asked.
Result<store::Page<WorkEvidence>> of_customer(const Call& call, store::Reader& reader, const store::Query& query) {
    return narrowed(reader, query, "customer_id", to_text(call.principal->organisation));
}
Result<store::Page<WorkEvidence>> of_order(const Call& call, store::Reader& reader, const store::Query& query) {
    DENGYUN_TRY(order, orders::find_order(call, reader));
    return narrowed(reader, query, "order_id", to_text(order.id));
}
Result<store::Page<WorkEvidence>> of_task(const Call& call, store::Reader& reader, const store::Query& query) {
    DENGYUN_TRY(task, orders::find_task(call, reader));
    return narrowed(reader, query, "task_id", to_text(task.id));
}

Result<WorkEvidence> find_evidence(const Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<WorkEvidence>());
    DENGYUN_TRY(one, reader.find(id));
    const auto own = call.principal->organisation;
    if (one.organisation_id != own && one.customer_id != own && one.buyer_id != own)
        return fail(ErrorKind::not_found, "request.not_found");
    return std::move(one);
}

Result<WorkEvidence> review(const Call& call, store::Unit& unit, const ReviewInput& given) {
    DENGYUN_TRY(one, find_evidence(call, unit));
    if (one.customer_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    if (!one.is_flagged) return fail(ErrorKind::conflict, "work_evidence.not_flagged");
    one.is_flagged = false;
    one.reviewed_at = unit.now();
    one.reviewed_by = call.principal->actor.name;
    one.review_note = given.note;
    return unit.update(std::move(one), "reviewed");
}

std::optional<std::string> lot_of(store::Reader& reader, Id<orders::OperationTask> id) {
    const auto task = reader.find(id);
    return task ? task->lot_number + " " + task->title : std::string();
}

Result<api::FoundTasks> to_review(const Call& call, store::Reader& reader) {
    api::FoundTasks found;
    std::vector<std::pair<Id<WorkEvidence>, Id<orders::OperationTask>>> rows;
    const std::array<meta::Scalar, 2> values{call.principal->organisation.value, api::tasks_counted_max};
    DENGYUN_CHECK(
        reader.query("SELECT id, task_id FROM work_evidence WHERE customer_id = ? AND is_flagged = 1 ORDER "
                     "BY ended_at, id LIMIT ?",
                     values, [&](const store::Row& row) { rows.emplace_back(row.integer(0), row.integer(1)); }));
    for (const auto& [id, task] : rows) {
        // Only those that are shown need a title.
        const bool is_shown = found.tasks.size() < api::tasks_shown_max;
        found.add({.title = is_shown ? lot_of(reader, task).value_or("") : std::string(),
                   .entity = "operation_task",
                   .entity_id = to_text(task),
                   .organisation_id = call.principal->organisation,
                   .due_at = std::nullopt});
    }
    return found;
}

std::optional<std::string> doubt_subject(store::Reader& reader, const store::Event& event) {
    const auto one = reader.find(Id<WorkEvidence>{event.entity_id});
    return one ? lot_of(reader, one->task_id) : std::nullopt;
}

constexpr api::Notice own_notices[] = {{"work_evidence.doubted",
                                        {"报工与机器数据不符或无数据", "A report that its machine does not bear out"},
                                        api::Audience::organisation,
                                        "evidence.review",
                                        doubt_subject}};

}  // namespace

void add_evidence_routes(api::Routes& routes) {
    routes.declare(WorkEvidence::description);
    routes.list<WorkEvidence>("/api/v1/work-evidence", reads, {"派出任务的报工佐证", "Evidence of work given out"},
                              of_customer, listing);
    routes.list<WorkEvidence>("/api/v1/sales-orders/{id}/evidence", reads, {"订单的报工佐证", "Evidence of an order"},
                              of_order, listing);
    routes.list<WorkEvidence>("/api/v1/operation-tasks/{id}/evidence", reads, {"任务的报工佐证", "Evidence of a task"},
                              of_task, listing);
    routes.get<WorkEvidence>("/api/v1/work-evidence/{id}", reads, {"查看报工佐证", "Read evidence"}, find_evidence,
                             {.reach = api::Reach::all});
    routes.post<ReviewInput, WorkEvidence>(
        "/api/v1/work-evidence/{id}/reviews/actions", api::needs("evidence.review"),
        {"核实存疑的报工，记下结果", "Look into a doubtful report and say what was found"}, review,
        {.reach = api::Reach::crossing});
    routes.declare(api::TaskSource{.name = "evidence_to_review",
                                   .label = {"待核实的报工", "Reports to look into"},
                                   .permission = "evidence.review",
                                   .reads_all = true,
                                   .find = to_review});
    routes.declare(own_notices);
}

}  // namespace dengyun::evidence
