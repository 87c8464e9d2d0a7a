#pragma once
// Items: the only header of this module that others include. What dispatch and receipt ask stands in service.h.
#include <span>

#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/store/migrations.h"
#include "modules/items/routings/graph.h"
#include "modules/items/service.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::items {

// Rows for loaders: checked and completed as the routes do. `organisation_id` of the row says whose it is; the scope
// must be allowed to write for it.
[[nodiscard]] Result<Item> add_item(store::Unit& unit, Item item);
[[nodiscard]] Result<Revision> add_revision(store::Unit& unit, Revision revision);
[[nodiscard]] Result<Drawing> add_drawing(store::Unit& unit, Drawing drawing);
[[nodiscard]] Result<BomLine> add_bom_line(store::Unit& unit, BomLine line);
[[nodiscard]] Result<Routing> add_routing(store::Unit& unit, Routing routing);
[[nodiscard]] Result<Operation> add_operation(store::Unit& unit, Operation operation);

void add_routes(api::Routes& routes);

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Everything that is stored.
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::items
