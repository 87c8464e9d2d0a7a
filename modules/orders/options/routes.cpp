// Options as the buyer and the supplier of an order see them.
#include "modules/orders/routes.h"

namespace dengyun::orders {
namespace {

const auto reads = api::needs("orders.read");

Result<store::Page<OrderOption>> list_of_order(const api::Call& call, store::Reader& reader,
                                               const store::Query& query) {
    DENGYUN_TRY(order, find_order(call, reader));
    auto narrowed = query;
    std::erase_if(narrowed.filters, [](const store::Query::Filter& one) { return one.field == "order_id"; });
    narrowed.filters.push_back({"order_id", to_text(order.id)});
    return reader.list<OrderOption>(narrowed);
}

}  // namespace

Result<OrderOption> find_option(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<OrderOption>());
    DENGYUN_TRY(option, reader.find(id));
    const auto own = call.principal->organisation;
    if (option.organisation_id != own && option.supplier_id != own)
        return fail(ErrorKind::not_found, "request.not_found");
    return std::move(option);
}

void add_option_routes(api::Routes& routes) {
    routes.declare(OrderOption::description, &OrderOption::states);
    routes.list<OrderOption>("/api/v1/sales-orders/{id}/options", reads, {"订单的方案", "Options of an order"},
                             list_of_order, {.reach = api::Reach::all, .list_of = "order_option"});
    routes.get<OrderOption>("/api/v1/order-options/{id}", reads, {"查看方案", "Read an option"}, find_option,
                            {.reach = api::Reach::all});
}

}  // namespace dengyun::orders
