// The routes that lead from tasks and orders to shipments and inspections.
#include "flows/fulfilment/pieces.h"
#include "kernel/api/route.h"

namespace dengyun::fulfilment {
namespace {

using inspections::Inspection;
using orders::OperationTask;
using orders::SalesOrder;

const api::RouteOptions crossing{.reach = api::Reach::crossing};

using I = SendInput;
constexpr auto send_fields = meta::fields(
    meta::field<&I::quantity>(
        "quantity", {"数量", "Quantity"},
        {.flags = meta::required, .min = 1, .max = orders::quantity_max, .format = meta::Format::milli}),
    meta::field<&I::receiver_id>("receiver_id", {"收货单位", "Receiver"},
                                 {.flags = meta::required, .reference = "organisation"}),
    meta::field<&I::packages>("packages", {"件数（箱）", "Packages"}, {.min = 1, .max = 100'000}),
    meta::field<&I::carrier>("carrier", {"承运人", "Carrier"}, {.length_max = 100}),
    meta::field<&I::tracking_number>("tracking_number", {"运单号", "Tracking number"}, {.length_max = 60}),
    meta::field<&I::expected_at>("expected_at", {"预计到达", "Expected at"}, {}),
    meta::field<&I::note>("note", {"备注", "Note"}, {.length_max = 500, .format = meta::Format::multiline}));

struct InspectInput {
    inspections::Level level = inspections::Level::general_2;
    inspections::Aql aql = inspections::Aql::percent_1_0;
    bool is_resubmitted = false;
    static const meta::Entity description;
};
constexpr auto inspect_fields =
    meta::fields(meta::field<&InspectInput::level>("level", {"检验水平", "Level"}, {}),
                 meta::field<&InspectInput::aql>("aql", {"接收质量限 AQL（%）", "AQL (%)"}, {}),
                 meta::field<&InspectInput::is_resubmitted>("is_resubmitted", {"再次提交检验", "Submitted again"}, {}));
constinit const meta::Entity InspectInput::description{
    .name = "fulfilment_inspection_input", .label = {"检验", "Inspection"}, .fields = inspect_fields, .stored = false};

constexpr Message own_messages[] = {
    {"fulfilment.not_passed", {"任务尚未检验合格，不能交接。", "The task has not passed; its goods cannot go on."}},
    {"fulfilment.nothing_to_inspect", {"没有待检验的数量。", "There is nothing to inspect."}},
    {"fulfilment.inspection_open", {"已有待判定的检验。", "An inspection waits for its verdict already."}},
    {"fulfilment.returned",
     {"已对这批货申请退货，签收不能撤回。", "A return was asked for these goods; their receipt stands."}},
    {"fulfilment.forwarded",
     {"货物已转送其他加工点，签收不能撤回。", "The goods have gone on to another workshop; their receipt stands."}},
    {"issue.not_a_receiver",
     {"收货单位既不是后道工序的加工单位，也不是末道工序的买方。",
      "The receiver does the next operation neither, nor is the buyer behind the last one."}},
};

Result<OperationTask> find_as_workshop(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(task, orders::find_task(call, reader));
    if (task.workshop_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    return std::move(task);
}

// One open inspection for a document at a time: pieces are not judged twice.
Result<> check_none_open(store::Reader& reader, std::string_view kind, std::int64_t id) {
    DENGYUN_TRY(all, inspections::inspections_for(reader, kind, {id}));
    for (const auto& one : all)
        if (one.status == inspections::InspectionStatus::pending)
            return fail(ErrorKind::conflict, "fulfilment.inspection_open");
    return {};
}

Result<Inspection> begin(store::Unit& unit, Inspection inspection, const InspectInput& input, std::string_view kind,
                         std::int64_t id) {
    if (inspection.quantity.value <= 0) return fail(ErrorKind::conflict, "fulfilment.nothing_to_inspect");
    DENGYUN_CHECK(check_none_open(unit, kind, id));
    inspection.subject_kind = std::string(kind);
    inspection.subject_id = Id<inspections::Subject>{id};
    inspection.subject_organisation_id = inspection.organisation_id;
    inspection.level = input.level;
    inspection.aql = input.aql;
    inspection.is_resubmitted = input.is_resubmitted;
    return inspections::create(unit, std::move(inspection));
}

Result<Inspection> inspect_task(const api::Call& call, store::Unit& unit, const InspectInput& input) {
    DENGYUN_TRY(task, orders::find_task(call, unit));
    if (task.organisation_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    const bool is_due = task.status == orders::TaskStatus::reported || task.status == orders::TaskStatus::inspected;
    if (!is_due) return fail(ErrorKind::conflict, "fulfilment.nothing_to_inspect");
    Inspection inspection{
        .supplier_id = task.workshop_id, .goods = task.title, .lot = task.lot_number, .quantity = task.good};
    inspection.organisation_id = task.organisation_id;
    return begin(unit, std::move(inspection), input, task_subject, task.id.value);
}

Result<Inspection> inspect_delivery(const api::Call& call, store::Unit& unit, const InspectInput& input) {
    DENGYUN_TRY(order, orders::find_order(call, unit));
    if (order.organisation_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    DENGYUN_TRY(item, unit.find(order.item_id));
    Inspection inspection{
        .supplier_id = order.supplier_id,
        .goods = item.name,
        .lot = fmt::format("{}-{}", order.number, (order.accepted.value + order.rejected.value) / 1'000 + 1),
        .quantity = {order.delivered.value - order.accepted.value - order.rejected.value}};
    inspection.organisation_id = order.organisation_id;
    return begin(unit, std::move(inspection), input, order_subject, order.id.value);
}

}  // namespace

constinit const meta::Entity SendInput::description{
    .name = "fulfilment_send_input", .label = {"发货", "Send"}, .fields = send_fields, .stored = false};

std::span<const Message> messages() { return own_messages; }

void add_routes(api::Routes& routes) {
    routes.post<SendInput, shipments::Shipment>(
        "/api/v1/operation-tasks/{id}/shipments", api::needs("shipments.send"),
        {"把合格品发往后道或买方", "Send a task's good pieces on"},
        [](const api::Call& call, store::Unit& unit, const SendInput& input) -> Result<shipments::Shipment> {
            DENGYUN_TRY(task, find_as_workshop(call, unit));
            return send(unit, task, input);
        },
        crossing);
    routes.get<Destinations>("/api/v1/operation-tasks/{id}/destinations", api::needs("shipments.read"),
                             {"任务的产品交给谁", "Where a task's pieces go next"},
                             [](const api::Call& call, store::Reader& reader) -> Result<Destinations> {
                                 DENGYUN_TRY(task, find_as_workshop(call, reader));
                                 return destinations_of(reader, task);
                             },
                             {.reach = api::Reach::all});
    routes.post<api::Nothing, OperationTask>(
        "/api/v1/operation-tasks/{id}/passing-on/actions", api::needs("shipments.send"),
        {"转给本单位后道工序", "Pass a task's good pieces on within the workshop"},
        [](const api::Call& call, store::Unit& unit) -> Result<OperationTask> {
            DENGYUN_TRY(task, find_as_workshop(call, unit));
            return pass_on(unit, task);
        },
        crossing);
    routes.post<InspectInput, Inspection>("/api/v1/operation-tasks/{id}/inspections", api::needs("inspections.inspect"),
                                          {"检验任务", "Inspect what a task has made"}, inspect_task, crossing);
    routes.post<InspectInput, Inspection>("/api/v1/sales-orders/{id}/inspections", api::needs("inspections.inspect"),
                                          {"检验交付", "Inspect what was delivered"}, inspect_delivery, crossing);
}

}  // namespace dengyun::fulfilment
