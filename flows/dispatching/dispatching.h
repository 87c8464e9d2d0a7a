#pragma once
// From orders to plans: options with reserved slots, their booking, changes of running orders. The only header of this
// flow that others include.
#include "kernel/api/route.h"
#include "modules/orders/api.h"
#include "modules/plans/api.h"

namespace dengyun::dispatching {

// How long an option's slots are kept where the operator says nothing.
inline constexpr Duration quote_time = 2 * flow::day;

// The planner must outlive the routes.
void add_routes(api::Routes& routes, const plans::Planner& planner);
[[nodiscard]] std::span<const Message> messages();

// --- Slots, within the unit of who moves an order, an option or a task

// Books exactly what the lots of an option need and frees what its order's other open options have kept; answers the
// option with the slots that its lots have now, for orders::make_tasks. Errors: conflict "order_option.lapsed" where a
// reservation is gone; of capacity::reserve.
[[nodiscard]] Result<orders::OrderOption> book_option(store::Unit& unit, const orders::SalesOrder& order,
                                                      orders::OrderOption option);
// Frees what options keep. A slot that is free already stays so.
[[nodiscard]] Result<> free_options(store::Unit& unit, std::span<const orders::OrderOption> options,
                                    std::string_view reason);
// Of one option that is dropped: what no other open option of its order needs as well.
[[nodiscard]] Result<> free_option(store::Unit& unit, const orders::OrderOption& option, std::string_view reason);
// Frees what is booked for a task.
[[nodiscard]] Result<> free_task(store::Unit& unit, const orders::OperationTask& task, std::string_view reason);

}  // namespace dengyun::dispatching
