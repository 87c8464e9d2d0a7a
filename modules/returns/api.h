#pragma once
// Returns: the only header of this module that others include.
#include <functional>
#include <span>

#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/store/migrations.h"
#include "modules/returns/goods_return.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::returns {

// What follows from a move in the modules above, in the same unit.
using Consequences = std::function<Result<>(store::Unit&, const GoodsReturn&)>;

// In a unit whose scope writes both sides; the receiver of the shipment asks. What the routes of flows have found out
// of the contract (value) is given. Errors: conflict "goods_return.not_received" (the shipment is not signed for);
// invalid with issues on position (unknown_line), quantity (exceeds_received: less what goes back already).
[[nodiscard]] Result<GoodsReturn> request(store::Unit& unit, const shipments::Shipment& shipment, GoodsReturn given);
// What was sent back of the same line by returns made before this one.
[[nodiscard]] Result<Quantity> sent_before(store::Reader& reader, const GoodsReturn& later);
// A dispute is decided by who is no party. Errors: of the state table.
[[nodiscard]] Result<GoodsReturn> decide(store::Unit& unit, GoodsReturn disputed, bool is_upheld,
                                         const Consequences& then = {});

void add_routes(api::Routes& routes, const Consequences& then = {});

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Everything that is stored.
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::returns
