#pragma once
// Orders: needs, options, tasks, work reports. The only header of this module that others include. What moves money or
// slots with them are the flows: flows/ordering has the action routes and timers of orders, options and tasks.
#include <span>

#include "kernel/api/call.h"
#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/store/migrations.h"
#include "modules/orders/service.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::orders {

// The sides of a document. Who is none of them does not learn that it is there: not_found. The scope must read all.
[[nodiscard]] Result<SalesOrder> find_order(const api::Call& call, store::Reader& reader);    // buyer, supplier
[[nodiscard]] Result<OperationTask> find_task(const api::Call& call, store::Reader& reader);  // supplier, workshop
[[nodiscard]] Result<OrderOption> find_option(const api::Call& call, store::Reader& reader);  // buyer, supplier
// The caller as the state table sees him: on the side of the row's owner or on the other one.
[[nodiscard]] flow::Mover mover_of(const api::Call& call, Id<Organisation> owner);

void add_routes(api::Routes& routes);

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Everything that is stored.
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::orders
