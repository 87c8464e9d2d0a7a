// Tasks as their customer and their workshop see them.
#include "modules/orders/routes.h"

namespace dengyun::orders {
namespace {

const auto reads = api::needs("orders.read");
const api::RouteOptions listing{.reach = api::Reach::all, .list_of = "operation_task", .exported = true};

Result<store::Page<OperationTask>> narrowed(store::Reader& reader, const store::Query& query, std::string_view field,
                                            std::string value) {
    auto own = query;
    std::erase_if(own.filters, [&](const store::Query::Filter& one) { return one.field == field; });
    own.filters.push_back({std::string(field), std::move(value)});
    return reader.list<OperationTask>(own);
}

}  // namespace

Result<OperationTask> find_task(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<OperationTask>());
    DENGYUN_TRY(task, reader.find(id));
    const auto own = call.principal->organisation;
    if (task.organisation_id != own && task.workshop_id != own) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(task);
}

void add_task_routes(api::Routes& routes) {
    routes.declare(OperationTask::description, &OperationTask::states);
    routes.list<OperationTask>("/api/v1/operation-tasks", reads, {"本单位派出的任务", "Tasks that one has given out"},
                               [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                   return reader.list<OperationTask>(query);
                               },
                               {.list_of = "operation_task", .exported = true});
    routes.list<OperationTask>(
        "/api/v1/received-operation-tasks", reads, {"本单位收到的任务", "Tasks that one was given"},
        [](const api::Call& call, store::Reader& reader, const store::Query& query) {
            return narrowed(reader, query, "workshop_id", to_text(call.principal->organisation));
        },
        listing);
    routes.list<OperationTask>("/api/v1/sales-orders/{id}/tasks", reads, {"订单的任务", "Tasks of an order"},
                               [](const api::Call& call, store::Reader& reader,
                                  const store::Query& query) -> Result<store::Page<OperationTask>> {
                                   DENGYUN_TRY(order, find_order(call, reader));
                                   // What the workshops get is between them and the supplier; the buyer has the
                                   // progress.
                                   if (order.supplier_id != call.principal->organisation)
                                       return fail(ErrorKind::forbidden, "request.forbidden");
                                   return narrowed(reader, query, "order_id", to_text(order.id));
                               },
                               {.reach = api::Reach::all, .list_of = "operation_task"});
    routes.get<OperationTask>("/api/v1/operation-tasks/{id}", reads, {"查看任务", "Read a task"}, find_task,
                              {.reach = api::Reach::all});
}

}  // namespace dengyun::orders
