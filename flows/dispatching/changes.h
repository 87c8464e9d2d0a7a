#pragma once
// Changes of running orders: the open operations are solved again, the change in cost and promise is shown, the
// supplier agrees to the cost and, where he is worse off, the buyer to price and promise; only then it applies.
#include "flows/dispatching/running.h"

namespace dengyun::dispatching {

// What was found; no option where nothing is in trouble.
struct Change {
    Id<orders::SalesOrder> order_id{};
    std::optional<Id<orders::OrderOption>> option_id;
    std::vector<orders::ChangeCause> causes;
    Money cost_change{};
    Money price_change{};
    std::optional<Instant> promise_before;
    std::optional<Instant> promise_at;
    bool needs_buyer = false;
    std::int64_t lots_moved = 0;
    static const meta::Entity description;
};

// The change as an option, against what holds now: what costs rise comes out of the risk reserve first, the rest raises
// the price; what they fall stays with the reserve. Lots stand for tasks by operation, in their order.
[[nodiscard]] orders::OrderOption change_of(const Running& running, const plans::Plan& plan, Instant reserved_until);

inline constexpr std::string_view resolve_job = "dispatching.resolve";
inline constexpr std::string_view night_job = "dispatching.night";

// Keeps a plan for a running order as a change that waits to be agreed to; one that waits already is withdrawn. In a
// unit that writes all. Errors: conflict "request.changed_meanwhile", "order.capacity_taken".
[[nodiscard]] Result<Change> keep_change(store::Unit& unit, const Running& running, const plans::Plan& plan,
                                         std::int64_t lots_moved, const flow::Mover& mover);
// Solves the troubles of a running order again, and keeps what was found. `writer` writes all. Errors: of keep_change
// and the planner; conflict "order.no_way_on".
[[nodiscard]] Result<Change> solve_again(store::Store& store, Solver& solver, const Running& running, Instant now,
                                         const Scope& writer, const flow::Mover& mover);

// Brings an agreed change about. Errors: conflict "order.capacity_taken"; of ordering::replan.
[[nodiscard]] Result<> apply_change(store::Unit& unit, orders::SalesOrder order, const orders::OrderOption& option);

// POST sales-orders/{id}/changes, order-options/{id}/change/actions.
void add_change_routes(api::Routes& routes, Solver& solver);

}  // namespace dengyun::dispatching
