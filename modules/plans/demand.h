#pragma once
// What is to be made, and the plans that answer it: which lot of which operation on which machine, when, for how much.
// Pieces are whole; instants are UTC; a plan is worth what the rate cards of its days say, to the fen.
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "modules/capacity/api.h"
#include "modules/items/api.h"

namespace dengyun::plans {

inline constexpr std::size_t operations_max = 100;  // of one demand
inline constexpr std::int64_t pieces_max = 10'000'000;
inline constexpr Duration horizon_max = std::chrono::days(180);

// A lot of an operation on a machine. Lots of one operation count from 0.
struct PlannedLot {
    std::int64_t operation = 0;  // its number in the routing
    std::int64_t lot = 0;
    Id<Organisation> workshop{};
    Id<capacity::Machine> machine{};
    Id<enterprise::Site> site{};
    std::int64_t pieces_in = 0;
    Quantity good{};  // that is expected of it
    Instant starts_at{};
    Instant ends_at{};
    Money setup{};            // of the set-up itself
    Money work{};             // everything else by the rate card
    bool is_started = false;  // stays where and when it is
};

// Goods on their way: from a lot to a lot of a later operation, or to the destination.
struct PlannedShipment {
    std::int64_t from_operation = 0, from_lot = 0;
    std::optional<std::int64_t> to_operation;  // none: delivered
    std::int64_t to_lot = 0;
    Quantity quantity{};
    Instant departs_at{};
    Instant arrives_at{};
    Money price{};
};

struct PriceBreakdown {
    Money setup{}, work{}, material{}, transport{}, margin{};
    Money reserve{};  // against changes of the costs
    [[nodiscard]] Money costs() const { return {setup.value + work.value + material.value + transport.value}; }
    [[nodiscard]] Money total() const { return {costs().value + margin.value + reserve.value}; }
};

enum class PlanKind { cheapest, fastest, safest };

struct Plan {
    std::vector<PlanKind> kinds;   // what it is best in; none: between
    std::vector<PlannedLot> lots;  // by operation, then lot
    std::vector<PlannedShipment> shipments;
    PriceBreakdown price;
    Instant finishes_at{};             // when everything has arrived
    Instant promised_at{};             // kept with the probability of the policy
    std::int64_t risk_millionths = 0;  // of being later than due
};

// Time of a machine that is kept for the demand itself: it does not stand in its way.
struct OwnTime {
    Id<capacity::Machine> machine{};
    Instant from{};
    Instant until{};
};

struct Demand {
    std::string name;          // the order's number, for people
    Id<Organisation> owner{};  // of the item
    std::vector<items::Operation> operations;
    std::int64_t pieces = 0;
    reference::Coordinates destination;
    Instant release{};  // nothing begins before
    Instant due{};
    Money late_per_day{};
    UnitPrice material{};  // bought centrally, for one piece that enters a first operation
    Instant material_ready{};
    std::int64_t piece_weight_g = 0;
    std::vector<OwnTime> own;
    // Of a running order: its plan; workshops that are not asked for an operation (by number) again.
    std::optional<Plan> running;
    std::set<std::pair<std::int64_t, Id<Organisation>>> declined;
};

// Errors: invalid "request.invalid" with issues on `pieces` (too_small, too_large), `due` (in_past, too_late); conflict
// "routing.empty", "plan.too_many_operations", "plan.several_ends".
[[nodiscard]] Result<> check_demand(const Demand& demand, Instant now);

}  // namespace dengyun::plans
