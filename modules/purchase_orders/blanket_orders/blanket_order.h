#pragma once
// A blanket order: a framework of a total quantity at a price within a period, from which the buyer calls off orders.
// The row belongs to the buyer; the supplier agrees to it once. docs/state-machines/blanket_order.md
#include "modules/purchase_orders/orders/input.h"

namespace dengyun::purchase_orders {

inline constexpr Duration offer_time = 15 * flow::day;  // a supplier who says nothing has not agreed

enum class BlanketStatus { offered, agreed, refused, withdrawn, ended };
enum class BlanketAction { agree, refuse, withdraw, lapse, end, expire };
const meta::Choices& choices_of(BlanketStatus);
const meta::Choices& choices_of(BlanketAction);

struct BlanketOrder : meta::Record<BlanketOrder> {
    std::string number;  // "BO-000003"
    Id<Organisation> supplier_id{};
    std::optional<Id<items::Item>> item_id;
    std::string description_text;
    std::optional<std::string> specification;
    std::string unit;
    Quantity quantity{};  // in the whole period, at most
    UnitPrice unit_price{};
    std::int64_t tax_rate = 130'000;
    meta::Date valid_from{};
    meta::Date valid_to{};
    std::int64_t payment_days = 30;
    std::int64_t over_rate = 0;  // of each call-off
    std::int64_t under_rate = 0;
    std::int64_t date_days = 0;
    bool has_inspection = false;
    std::optional<std::string> terms;
    BlanketStatus status = BlanketStatus::offered;
    std::optional<std::string> status_reason;
    Quantity called_off{};  // of orders that were neither rejected nor cancelled
    static const meta::Entity description;
    static const flow::StateTable states;
};

struct CallOffInput {
    std::vector<Schedule> schedules;
    std::optional<Id<enterprise::Site>> site_id;
    std::optional<std::string> buyer_reference;
    static const meta::Entity description;
};

// Pure. Errors: invalid with issues on valid_to (before_start, in_past), supplier_id (same_party).
[[nodiscard]] Result<> check_blanket(const BlanketOrder& blanket, Instant now);
// The order that a call-off is. Errors: conflict "blanket_order.not_agreed", "blanket_order.out_of_period"; invalid
// with issues on schedules (required, exceeds_open), schedules.N.due_on (out_of_period).
[[nodiscard]] Result<OrderInput> order_of(const BlanketOrder& blanket, const CallOffInput& input, Instant now);

}  // namespace dengyun::purchase_orders
