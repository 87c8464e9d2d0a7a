#pragma once
// What every write checks. Private to this module.
#include <array>

#include "kernel/api/flow_routes.h"
#include "kernel/api/two_sided.h"
#include "kernel/store/rows.h"
#include "modules/purchase_orders/service.h"

namespace dengyun::purchase_orders {

// Whether it is there and belongs to `owner`; an absent id does. Somebody else's row is as unknown as none at all.
template <class E>
Result<bool> is_own(store::Reader& reader, const std::optional<Id<E>>& id, Id<Organisation> owner) {
    if (!id) return true;
    const auto found = reader.find(*id);
    if (!found && found.error().kind != ErrorKind::not_found) return std::unexpected(found.error());
    return found && found->organisation_id == owner;
}
[[nodiscard]] Result<bool> is_enterprise(store::Reader& reader, Id<Organisation> organisation);

// A move by the table, with event, timer and the other side's event.
[[nodiscard]] Result<OrderLine> step(store::Unit& unit, OrderLine line, LineAction action, const flow::Mover& mover);
// The header as it follows from its lines, and the blanket order that it was called off.
[[nodiscard]] Result<PurchaseOrder> follow_lines(store::Unit& unit, Id<PurchaseOrder> order);
// What is asked for now, written down as the order's next version.
[[nodiscard]] Result<> write_version(store::Unit& unit, const PurchaseOrder& order, std::string reason);

}  // namespace dengyun::purchase_orders
