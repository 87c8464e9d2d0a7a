#pragma once
// What a line may say, what a supplier may name without being asked again, and what posted documents may count up to.
// Pure.
#include "modules/purchase_orders/lines/order_line.h"

namespace dengyun::purchase_orders {

// `path`: of the line in the input ("lines.0."). Sorts the schedules and completes `due_on`. Issues: schedules
// (required, must_add_up), schedules.N.due_on (in_past, taken).
void check_terms(OrderLine& line, std::string_view path, Instant now, std::vector<Issue>& issues);

// What the supplier offers instead of what is asked for.
struct Offer {
    Quantity quantity{};
    UnitPrice unit_price{};
    std::vector<Schedule> schedules;
};
// A quantity within over_rate and under_rate of what is asked, a price at most price_rate above it, no part of the
// quantity later than date_days after the day for which it was asked.
[[nodiscard]] bool is_within_tolerance(const OrderLine& line, const Offer& offer);

// At most this may be under way or have come, beyond what was rejected.
[[nodiscard]] Quantity shippable_max(const OrderLine& line);
[[nodiscard]] Quantity open_to_ship(const OrderLine& line);
// Accepted, less what went back.
[[nodiscard]] Quantity net_of(const OrderLine& line);
// Less than is under way or has come on the terms in force cannot be agreed to: what a change asks for may have been
// overtaken by shipments. Detail: what was shipped and not rejected.
[[nodiscard]] std::optional<Issue> overtaken(const OrderLine& line, std::string_view path);
// The least that counts as the whole.
[[nodiscard]] Quantity enough_of(const OrderLine& line);

// The line invariants:
//   shipped - rejected <= confirmed * (1 + over_rate); received <= shipped + over_received
//   accepted + rejected <= received; returned <= accepted; invoiced - credited <= accepted - returned
// Errors: invalid with an issue on quantity: exceeds_confirmed, exceeds_open, exceeds_net (detail: what is left).
[[nodiscard]] Result<> check_counters(const OrderLine& line);

// What is in force becomes what is asked for again.
void restore_terms(OrderLine& line);
// What is asked for, or the counter, comes into force.
void put_in_force(OrderLine& line, Instant now);
void take_counter(OrderLine& line);

}  // namespace dengyun::purchase_orders
