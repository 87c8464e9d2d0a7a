// Blanket orders: written by the buyer, agreed to by the supplier, called off by the buyer.
#include "modules/purchase_orders/routes.h"

#include "modules/purchase_orders/rows.h"

namespace dengyun::purchase_orders {
namespace {

const api::RouteOptions crossing{.reach = api::Reach::crossing};

Result<BlanketOrder> find_own(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<BlanketOrder>());
    DENGYUN_TRY(blanket, reader.find(id));
    if (blanket.organisation_id != call.principal->organisation) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(blanket);
}

}  // namespace

void add_blanket_routes(api::Routes& routes) {
    api::add_two_sided<BlanketOrder>(
        routes, {.path = "/api/v1/blanket-orders",
                 .incoming = "/api/v1/received-blanket-orders",
                 .own_summary = {"本单位的框架订单", "Blanket orders of one's own"},
                 .incoming_summary = {"客户给本单位的框架订单", "Blanket orders that one has received"},
                 .read = "purchase_orders.read",
                 .other_field = "supplier_id",
                 .other = &BlanketOrder::supplier_id});
    routes.post<BlanketOrder, BlanketOrder>(
        "/api/v1/blanket-orders", api::needs("purchase_orders.buy"), {"新建框架订单", "Write a blanket order"},
        [](const api::Call& call, store::Unit& unit, const BlanketOrder& given) {
            auto blanket = given;
            blanket.organisation_id = call.principal->organisation;
            return add_blanket(unit, std::move(blanket));
        },
        crossing);
    routes.post<CallOffInput, PurchaseOrder>(
        "/api/v1/blanket-orders/{id}/call-offs", api::needs("purchase_orders.buy"), {"按框架要货", "Call off an order"},
        [](const api::Call& call, store::Unit& unit, const CallOffInput& input) -> Result<PurchaseOrder> {
            DENGYUN_TRY(blanket, find_own(call, unit));
            return call_off(unit, blanket, input, {*call.principal, false, false});
        },
        crossing);
}

}  // namespace dengyun::purchase_orders
