#pragma once
// Shipments: the only header of this module that others include. What can be done with them stands in service.h.
#include <span>

#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/store/migrations.h"
#include "modules/shipments/label.h"
#include "modules/shipments/service.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::shipments {

// `then` goes with every move that is made by a route or a timer, in its unit, `undo` with a reversal of what it did.
void add_routes(api::Routes& routes, const Consequences& then = {}, const Undo& undo = {});

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Everything that is stored.
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::shipments
