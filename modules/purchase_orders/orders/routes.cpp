// Purchase orders as their buyer and their supplier see them. The routes cross organisations and look at the caller's
// side themselves.
#include "modules/purchase_orders/routes.h"

#include "modules/purchase_orders/rows.h"

namespace dengyun::purchase_orders {
namespace {

const auto reads = api::needs("purchase_orders.read");
const auto buys = api::needs("purchase_orders.buy");
const api::RouteOptions crossing{.reach = api::Reach::crossing};

// Everything but drafts, which are the buyer's own.
Result<store::Page<PurchaseOrder>> list_received(const api::Call& call, store::Reader& reader,
                                                 const store::Query& query) {
    auto own = query;
    bool asked = false;
    std::erase_if(own.filters, [&](const store::Query::Filter& one) {
        asked = asked || one.field == "status";
        return one.field == "supplier_id" || (one.field == "status" && one.value == "draft");
    });
    const bool nothing_left =
        asked && std::ranges::find(own.filters, "status", &store::Query::Filter::field) == own.filters.end();
    if (nothing_left) return store::Page<PurchaseOrder>{};
    own.filters.push_back({"supplier_id", to_text(call.principal->organisation)});
    if (!asked)
        for (const auto& status : choices_of(OrderStatus{}).entries)
            if (status.name != "draft") own.filters.push_back({"status", std::string(status.name)});
    return reader.list<PurchaseOrder>(own);
}

Result<PurchaseOrder> find_own(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(order, find_order(call, reader));
    if (order.organisation_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    return std::move(order);
}

Result<PurchaseOrder> find_own_expected(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(order, find_own(call, reader));
    DENGYUN_TRY(version, call.expected_version());
    if (order.version != version) return fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
    return std::move(order);
}

Result<PurchaseOrder> change_own_draft(const api::Call& call, store::Unit& unit, const meta::Patch<OrderInput>& patch) {
    DENGYUN_TRY(order, find_own_expected(call, unit));
    DENGYUN_TRY(lines, lines_of(unit, order.id));
    DENGYUN_TRY(input, patch.applied_to(input_of(order, lines)));
    return change_draft(unit, std::move(order), input);
}

}  // namespace

flow::Mover mover_of(const api::Call& call, Id<Organisation> buyer) {
    return {*call.principal, false, call.principal->organisation != buyer};
}

Result<PurchaseOrder> find_order(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(order, api::find_as_party<PurchaseOrder>(call, reader, &PurchaseOrder::supplier_id));
    const bool is_buyers = order.organisation_id == call.principal->organisation;
    if (!is_buyers && order.status == OrderStatus::draft) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(order);
}

void add_order_routes(api::Routes& routes) {
    routes.declare(PurchaseOrder::description);
    routes.list<PurchaseOrder>("/api/v1/purchase-orders", reads, {"本单位的采购订单", "Purchase orders of one's own"},
                               [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                   return reader.list<PurchaseOrder>(query);
                               },
                               {.list_of = "purchase_order", .exported = true});
    routes.list<PurchaseOrder>("/api/v1/received-purchase-orders", reads,
                               {"客户下给本单位的采购订单", "Purchase orders that one has received"}, list_received,
                               {.reach = api::Reach::all, .list_of = "purchase_order", .exported = true});
    routes.get<PurchaseOrder>("/api/v1/purchase-orders/{id}", reads, {"查看采购订单", "Read a purchase order"},
                              [](const api::Call& call, store::Reader& reader) { return find_order(call, reader); },
                              {.reach = api::Reach::all});
    routes.list<OrderLine>(
        "/api/v1/purchase-orders/{id}/lines", reads, {"采购订单的明细", "The lines of a purchase order"},
        [](const api::Call& call, store::Reader& reader, const store::Query&) -> Result<store::Page<OrderLine>> {
            DENGYUN_TRY(order, find_order(call, reader));
            DENGYUN_TRY(lines, lines_of(reader, order.id));
            return store::Page<OrderLine>{std::move(lines), std::nullopt};
        },
        {.reach = api::Reach::all});
    routes.post<OrderInput, PurchaseOrder>(
        "/api/v1/purchase-orders", buys, {"新建采购订单", "Write a purchase order"},
        [](const api::Call& call, store::Unit& unit, const OrderInput& input) {
            return add_order(unit, call.principal->organisation, input);
        },
        crossing);
    routes.patch<OrderInput, PurchaseOrder>("/api/v1/purchase-orders/{id}", buys,
                                            {"修改草稿", "Change a draft of a purchase order"}, change_own_draft,
                                            crossing);
    routes.remove(
        "/api/v1/purchase-orders/{id}", buys, {"删除草稿", "Remove a draft of a purchase order"},
        [](const api::Call& call, store::Unit& unit) -> Result<> {
            DENGYUN_TRY(order, find_own_expected(call, unit));
            return remove_draft(unit, order);
        },
        crossing);
    routes.post<api::Nothing, PurchaseOrder>(
        "/api/v1/purchase-orders/{id}/issuing/actions", buys, {"下达采购订单", "Issue a purchase order"},
        [](const api::Call& call, store::Unit& unit) -> Result<PurchaseOrder> {
            DENGYUN_TRY(order, find_own(call, unit));
            return issue(unit, std::move(order), {*call.principal, false, false});
        },
        crossing);
    routes.post<ChangeInput, PurchaseOrder>(
        "/api/v1/purchase-orders/{id}/change/actions", buys,
        {"变更已下达的订单，供方须重新答复", "Change an order that was issued; the supplier is to answer again"},
        [](const api::Call& call, store::Unit& unit, const ChangeInput& input) -> Result<PurchaseOrder> {
            DENGYUN_TRY(order, find_own(call, unit));
            return change(unit, std::move(order), input, {*call.principal, false, false});
        },
        crossing);
}

void add_line_routes(api::Routes& routes) {
    api::add_two_sided<OrderLine>(
        routes, {.path = "/api/v1/purchase-order-lines",
                 .incoming = "/api/v1/received-purchase-order-lines",
                 .own_summary = {"本单位采购订单的明细", "Lines of one's own purchase orders"},
                 .incoming_summary = {"客户采购订单的明细", "Lines of purchase orders that one has received"},
                 .read = "purchase_orders.read",
                 .other_field = "supplier_id",
                 .other = &OrderLine::supplier_id,
                 .move = [](store::Unit& unit, OrderLine line, std::int64_t action, const flow::Mover& mover) {
                     return move_line(unit, std::move(line), static_cast<LineAction>(action), mover);
                 }});
}

}  // namespace dengyun::purchase_orders
