#pragma once
// What every write of an order checks and what follows from it. Private to this module.
#include <array>
#include <vector>

#include "kernel/store/rows.h"
#include "modules/orders/service.h"

namespace dengyun::orders {

// Errors: invalid with an issue on quantity: exceeds_open, not_whole.
[[nodiscard]] std::unexpected<Error> exceeds(Quantity open);
[[nodiscard]] Result<> check_pieces(Quantity quantity);

// The order's counters of its tasks (done: handed over, or all of it that was planned to go out), and what follows.
[[nodiscard]] Result<> follow_tasks(store::Unit& unit, Id<SalesOrder> id);

// → delivered where everything is there, or all but what the tolerance allows and nothing more comes.
[[nodiscard]] Result<SalesOrder> follow_deliveries(store::Unit& unit, SalesOrder order);

// Checks a need and completes it; `before` is null on creation. As add_order.
[[nodiscard]] Result<> complete_order(store::Reader& reader, SalesOrder& order, const SalesOrder* before);

}  // namespace dengyun::orders
