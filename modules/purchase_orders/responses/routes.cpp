// Responses: written by the supplier, read by both.
#include "modules/purchase_orders/routes.h"

#include "modules/purchase_orders/rows.h"

namespace dengyun::purchase_orders {

void add_response_routes(api::Routes& routes) {
    routes.declare(OrderResponse::description);
    routes.list<OrderResponse>(
        "/api/v1/purchase-orders/{id}/responses", api::needs("purchase_orders.read"),
        {"供方对订单的答复", "How the supplier has answered an order"},
        [](const api::Call& call, store::Reader& reader, const store::Query&) -> Result<store::Page<OrderResponse>> {
            DENGYUN_TRY(order, find_order(call, reader));
            DENGYUN_TRY(all, rows_of<OrderResponse>(reader,
                                                    "SELECT id FROM purchase_order_response WHERE order_id = ? ORDER "
                                                    "BY id DESC LIMIT 50",
                                                    std::array{meta::Scalar(order.id.value)}));
            return store::Page<OrderResponse>{std::move(all), std::nullopt};
        },
        {.reach = api::Reach::all});
    routes.post<ResponseInput, OrderResponse>(
        "/api/v1/purchase-orders/{id}/responses", api::needs("purchase_orders.supply"),
        {"答复采购订单", "Answer a purchase order"},
        [](const api::Call& call, store::Unit& unit, const ResponseInput& input) -> Result<OrderResponse> {
            DENGYUN_TRY(order, find_order(call, unit));
            if (order.supplier_id != call.principal->organisation)
                return fail(ErrorKind::forbidden, "request.forbidden");
            return respond(unit, order, input, mover_of(call, order.organisation_id));
        },
        {.reach = api::Reach::crossing});
}

}  // namespace dengyun::purchase_orders
