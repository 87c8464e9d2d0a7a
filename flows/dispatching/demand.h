#pragma once
// What an order asks of the planner.
#include "flows/dispatching/dispatching.h"

namespace dengyun::dispatching {

// What the operator says when he asks for options.
struct QuoteRequest {
    std::optional<Id<items::Routing>> routing_id;  // none: the revision's primary one
    std::optional<UnitPrice> material_unit_price;  // bought centrally, of one piece that enters; none: the routing's
    std::optional<Instant> material_ready_at;
    std::optional<std::int64_t> piece_weight_g;
    std::optional<std::int64_t> valid_hours;  // that the slots are kept
    static const meta::Entity description;
};

// So many pieces of an operation, as rate cards price them.
[[nodiscard]] capacity::Work work_of(const items::Operation& operation, std::int64_t pieces);

struct OrderDemand {
    plans::Demand demand;
    Id<items::Routing> routing{};
};
// The scope must read all. Due is the end of the day in China. Errors: conflict "order.no_routing" (neither named nor
// there); not_found; invalid with issue unknown_reference on routing_id (of another revision).
[[nodiscard]] Result<OrderDemand> demand_of(store::Reader& reader, const orders::SalesOrder& order,
                                            const QuoteRequest& request);

}  // namespace dengyun::dispatching
