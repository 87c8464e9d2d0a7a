#pragma once
// What can be done with purchase orders, each in one unit with its rows and events. The unit's scope writes both sides
// (Scope::crossing, Scope::system); what each side may do is asked of the state tables. Whoever moves or counts a line
// moves its order along.
#include <functional>

#include "kernel/store/unit.h"
#include "modules/purchase_orders/blanket_orders/blanket_order.h"
#include "modules/purchase_orders/forecasts/supply_forecast.h"
#include "modules/purchase_orders/lines/rules.h"
#include "modules/purchase_orders/orders/spending.h"
#include "modules/purchase_orders/responses/order_response.h"
#include "modules/purchase_orders/versions/order_version.h"

namespace dengyun::purchase_orders {

[[nodiscard]] const flow::Mover& system_mover();

struct OrderSource {
    std::string kind;  // the entity that it was made from: "rfx"
    std::int64_t id = 0;
};
// A draft. Errors: invalid with issues on supplier_id (unknown_reference, same_party), site_id, lines.N.item_id
// (unknown_reference: not the buyer's), lines (required) and of check_terms; limit "purchase_order.too_many".
[[nodiscard]] Result<PurchaseOrder> add_order(store::Unit& unit, Id<Organisation> buyer, const OrderInput& input,
                                              const std::optional<OrderSource>& source = {});
// Errors: as add_order; conflict "purchase_order.issued".
[[nodiscard]] Result<PurchaseOrder> change_draft(store::Unit& unit, PurchaseOrder order, const OrderInput& input);
[[nodiscard]] Result<> remove_draft(store::Unit& unit, const PurchaseOrder& order);
// The supplier sees it from now on, and is to answer. Errors: conflict "purchase_order.issued"; of check_terms;
// evaluations::check_line's.
[[nodiscard]] Result<PurchaseOrder> issue(store::Unit& unit, PurchaseOrder order, const flow::Mover& mover);
// Lines that nobody has answered, or that were countered, are asked anew; what is in force stays so until the supplier
// answers; new lines are issued. Errors: conflict "purchase_order.terms_changed" (another version is current),
// "purchase_order.not_issued"; invalid with issues on lines (required), lines.N.position (unknown_line, taken),
// lines.N.quantity (below_shipped), lines (same_terms) and as add_order; of the state table.
[[nodiscard]] Result<PurchaseOrder> change(store::Unit& unit, PurchaseOrder order, const ChangeInput& input,
                                           const flow::Mover& mover);
// All lines that are named are answered, or none. What is offered within the tolerances is confirmed as offered; beyond
// them it is a counter for the buyer to take up. Errors: conflict "purchase_order.terms_changed"; invalid with issues
// on lines (required), lines.N.position (unknown_line, taken, not_waiting), lines.N.reason (required),
// lines.N.schedules (must_add_up), lines.N.code (change_within_only: a change of what is in force cannot be countered).
[[nodiscard]] Result<OrderResponse> respond(store::Unit& unit, const PurchaseOrder& order, const ResponseInput& input,
                                            const flow::Mover& mover);
// A move of the table that needs nothing else. Errors: of the state table; conflict "purchase_order_line.by_response",
// "purchase_order_line.by_change"; invalid with an issue on reason.
[[nodiscard]] Result<OrderLine> move_line(store::Unit& unit, OrderLine line, LineAction action,
                                          const flow::Mover& mover);

// What posted documents add to a line; negative where a document was reversed.
struct Counts {
    std::int64_t shipped = 0;
    std::int64_t received = 0;
    std::int64_t over_received = 0;
    std::int64_t accepted = 0;
    std::int64_t rejected = 0;
    std::int64_t returned = 0;
    std::int64_t invoiced = 0;
    std::int64_t credited = 0;
    Money price_cut{};
};
// Errors: check_counters'; conflict "purchase_order_line.not_in_force" where something is shipped on a line that is
// not. What was shipped begins the line, what was accepted completes it, what was not received after all reopens it.
[[nodiscard]] Result<OrderLine> count(store::Unit& unit, Id<OrderLine> line, const Counts& more);

// In the order of their positions.
[[nodiscard]] Result<std::vector<OrderLine>> lines_of(store::Reader& reader, Id<PurchaseOrder> order);
[[nodiscard]] Result<OrderLine> line_at(store::Reader& reader, Id<PurchaseOrder> order, std::int64_t position);
// Error: not_found.
[[nodiscard]] Result<OrderVersion> version_of(store::Reader& reader, Id<PurchaseOrder> order, std::int64_t number);
[[nodiscard]] Result<std::vector<PurchaseOrder>> orders_from(store::Reader& reader, std::string_view source_kind,
                                                             std::int64_t source_id);

// Offered to the supplier at once. Errors: check_blanket's; invalid with issues on supplier_id, item_id
// (unknown_reference).
[[nodiscard]] Result<BlanketOrder> add_blanket(store::Unit& unit, BlanketOrder blanket);
// An order within the framework, issued at once. Errors: order_of's and add_order's.
[[nodiscard]] Result<PurchaseOrder> call_off(store::Unit& unit, const BlanketOrder& blanket, const CallOffInput& input,
                                             const flow::Mover& mover);
// Errors: check_forecast's; invalid with issues on supplier_id, item_id (unknown_reference).
[[nodiscard]] Result<SupplyForecast> publish_forecast(store::Unit& unit, SupplyForecast forecast);

}  // namespace dengyun::purchase_orders
