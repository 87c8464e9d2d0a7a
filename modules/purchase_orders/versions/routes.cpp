// The versions of an order and what differs between two of them, for both sides.
#include "modules/purchase_orders/routes.h"

#include "modules/purchase_orders/rows.h"

namespace dengyun::purchase_orders {
namespace {

Result<Difference> difference(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(order, find_order(call, reader));
    DENGYUN_TRY(to, call.query_integer("to", order.terms_version, 1, 1'000'000));
    DENGYUN_TRY(from, call.query_integer("from", std::max<std::int64_t>(to - 1, 1), 1, 1'000'000));
    DENGYUN_TRY(before, version_of(reader, order.id, from));
    DENGYUN_TRY(after, version_of(reader, order.id, to));
    return Difference{order.id, from, to, changes_between(before.lines, after.lines)};
}

}  // namespace

void add_version_routes(api::Routes& routes) {
    routes.declare(OrderVersion::description);
    routes.list<OrderVersion>(
        "/api/v1/purchase-orders/{id}/versions", api::needs("purchase_orders.read"),
        {"订单的各个版本", "The versions of a purchase order"},
        [](const api::Call& call, store::Reader& reader, const store::Query&) -> Result<store::Page<OrderVersion>> {
            DENGYUN_TRY(order, find_order(call, reader));
            DENGYUN_TRY(all, rows_of<OrderVersion>(reader,
                                                   "SELECT id FROM purchase_order_version WHERE order_id = ? ORDER BY "
                                                   "number DESC LIMIT 50",
                                                   std::array{meta::Scalar(order.id.value)}));
            return store::Page<OrderVersion>{std::move(all), std::nullopt};
        },
        {.reach = api::Reach::all});
    routes.get<Difference>(
        "/api/v1/purchase-orders/{id}/difference", api::needs("purchase_orders.read"),
        {"两个版本之间的差异", "What differs between two versions"}, difference,
        {.reach = api::Reach::all,
         .parameters = {{"from", {"从版本，不写则为前一版", "From version; the one before where absent"}},
                        {"to", {"到版本，不写则为最新", "To version; the latest where absent"}}}});
}

}  // namespace dengyun::purchase_orders
