#pragma once
// Purchase orders: the only header of this module that others include. What can be done stands in service.h.
#include <span>

#include "kernel/api/call.h"
#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/store/migrations.h"
#include "modules/purchase_orders/service.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::purchase_orders {

// The order that the path names, for its buyer; for its supplier once it is issued. Error: not_found. The scope must
// read all.
[[nodiscard]] Result<PurchaseOrder> find_order(const api::Call& call, store::Reader& reader);
// The caller as the state tables see him: on the side of the buyer or on the other one.
[[nodiscard]] flow::Mover mover_of(const api::Call& call, Id<Organisation> buyer);

void add_routes(api::Routes& routes);

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Everything that is stored.
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::purchase_orders
