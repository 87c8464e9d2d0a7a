// Needs and orders as their two sides see them. A need is written and changed by its buyer until it is quoted.
#include "modules/orders/routes.h"

#include "kernel/api/resource.h"
#include "modules/orders/orders/progress.h"
#include "modules/orders/rows.h"

namespace dengyun::orders {
namespace {

const auto reads = api::needs("orders.read");
const auto buys = api::needs("orders.buy");
const api::RouteOptions reading{.reach = api::Reach::all};

Result<> check_draft(const SalesOrder& order) {
    if (order.status == OrderStatus::draft) return {};
    return fail(ErrorKind::conflict, "sales_order.posted");
}

Result<store::Page<SalesOrder>> received(const api::Call& call, store::Reader& reader, const store::Query& query) {
    auto own = query;
    std::erase_if(own.filters, [](const store::Query::Filter& one) { return one.field == "supplier_id"; });
    own.filters.push_back({"supplier_id", to_text(call.principal->organisation)});
    return reader.list<SalesOrder>(own);
}

void add_reads(api::Routes& routes) {
    routes.list<SalesOrder>("/api/v1/sales-orders", reads, {"本单位作为买方的订单", "Orders of one's own as the buyer"},
                            [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                return reader.list<SalesOrder>(query);
                            },
                            {.list_of = "sales_order", .exported = true});
    routes.list<SalesOrder>("/api/v1/received-sales-orders", reads,
                            {"本单位作为供方的订单", "Orders of one's own as the supplier"}, received,
                            {.reach = api::Reach::all, .list_of = "sales_order", .exported = true});
    routes.get<SalesOrder>("/api/v1/sales-orders/{id}", reads, {"查看订单", "Read an order"}, find_order, reading);
    routes.get<Progress>(
        "/api/v1/sales-orders/{id}/progress", reads, {"订单进度", "How far an order is"},
        [](const api::Call& call, store::Reader& reader) -> Result<Progress> {
            DENGYUN_TRY(order, find_order(call, reader));
            return progress_of(reader, order);
        },
        reading);
}

void add_writes(api::Routes& routes) {
    routes.post<SalesOrder, SalesOrder>(
        "/api/v1/sales-orders", buys, {"发布需求", "Post a need"},
        [](const api::Call&, store::Unit& unit, const SalesOrder& given) { return add_order(unit, given); });
    routes.patch<SalesOrder, SalesOrder>(
        "/api/v1/sales-orders/{id}", buys, {"修改需求", "Change a need"},
        [](const api::Call& call, store::Unit& unit, const meta::Patch<SalesOrder>& patch) -> Result<SalesOrder> {
            DENGYUN_TRY(before, api::find_expected<SalesOrder>(call, unit));
            DENGYUN_CHECK(check_draft(before));
            DENGYUN_TRY(after, patch.applied_to(before));
            DENGYUN_CHECK(complete_order(unit, after, &before));
            return unit.update(std::move(after));
        });
    routes.remove("/api/v1/sales-orders/{id}", buys, {"删除需求", "Remove a need"},
                  [](const api::Call& call, store::Unit& unit) -> Result<> {
                      DENGYUN_TRY(order, api::find_expected<SalesOrder>(call, unit));
                      DENGYUN_CHECK(check_draft(order));
                      DENGYUN_CHECK(api::disarm_timer(unit, order));
                      return unit.remove(order);
                  });
}

}  // namespace

Result<SalesOrder> find_order(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<SalesOrder>());
    DENGYUN_TRY(order, reader.find(id));
    const auto own = call.principal->organisation;
    if (order.organisation_id != own && order.supplier_id != own)
        return fail(ErrorKind::not_found, "request.not_found");
    return std::move(order);
}

flow::Mover mover_of(const api::Call& call, Id<Organisation> owner) {
    return {*call.principal, false, call.principal->organisation != owner};
}

void add_order_routes(api::Routes& routes) {
    routes.declare(SalesOrder::description, &SalesOrder::states);
    add_reads(routes);
    add_writes(routes);
}

}  // namespace dengyun::orders
