#pragma once
// A sales order: one revision of one item in one quantity, wanted by a buyer and made for it by a supplier, who gives
// the operations to workshops. The row belongs to the buyer. A need is an order in draft.
// docs/state-machines/sales_order.md
//
// The supplier is the platform itself, as the prime contractor: it is paid from the buyer's escrow and pays the
// workshops from it. Counters go back only where a receipt is reversed; what is returned raises `returned`.
#include <optional>
#include <string>

#include "kernel/base/result.h"
#include "kernel/flow/state_table.h"
#include "kernel/meta/entity.h"
#include "modules/enterprise/api.h"
#include "modules/escrow/api.h"
#include "modules/items/api.h"

namespace dengyun::orders {

inline constexpr std::int64_t orders_max = 100'000;                   // per buyer
inline constexpr std::int64_t one_piece = 1'000;                      // milli
inline constexpr std::int64_t quantity_max = 10'000'000 * one_piece;  // of one order
inline constexpr std::int64_t deposit_rate_max = 200'000;             // millionths
inline constexpr std::int64_t retention_rate_max = 200'000;           // millionths
inline constexpr std::int64_t tolerance_rate_max = 100'000;           // millionths
inline constexpr Duration draft_time = 90 * flow::day;                // then the need is dropped
inline constexpr Duration payment_time = 3 * flow::day;               // for the buyer to fund what he accepted
inline constexpr Duration release_time = 7 * flow::day;               // for the supplier to begin, else all goes back
inline constexpr Duration acceptance_time = 15 * flow::day;           // silence accepts what was delivered
inline constexpr Duration lateness_time = 30 * flow::day;             // after the due date the order is terminated
inline constexpr Duration closing_time = 15 * flow::day;              // to agree on a termination

enum class OrderStatus {
    draft,
    quoted,
    accepted,
    funded,
    released,
    in_production,
    partly_delivered,
    delivered,
    settled,
    closed,
    expired,
    cancelled,
    terminating,
    closed_short
};
enum class OrderAction {
    quote,
    accept,
    fund,
    release,
    start,
    deliver_part,
    deliver,
    settle,
    close,
    expire,
    cancel,        // by the buyer
    refuse,        // by the supplier
    terminate,     // by the buyer
    abandon,       // by the supplier
    close_short,   // the supplier agrees to what the buyer asks for, or nobody says anything
    agree_short,   // the buyer agrees to what the supplier asks for
    take_back,     // a receipt was reversed: not everything is there,
    take_back_all  // or nothing
};
const meta::Choices& choices_of(OrderStatus);
const meta::Choices& choices_of(OrderAction);

struct OrderOption;

struct SalesOrder : meta::Record<SalesOrder> {
    std::string number;                   // "SO-000012": counts the buyer's orders
    std::string title;                    // the item and the quantity, as they were when it was written
    std::optional<std::string> title_en;  // where the item has an English name
    Id<Organisation> supplier_id{};
    Id<items::Item> item_id{};
    Id<items::Revision> revision_id{};
    Quantity quantity{};  // whole pieces
    meta::Date due_on{};
    Id<enterprise::Site> site_id{};  // where to
    std::optional<std::string> buyer_reference;
    std::optional<std::string> note;
    std::int64_t deposit_rate = 0;    // millionths of the price
    std::int64_t retention_rate = 0;  // millionths of what is accepted
    std::int64_t guarantee_days = 0;  // after settlement; then the retention is paid
    // Millionths of the quantity that may be missing in the end; where nothing is said, by the terms of the day.
    std::optional<std::int64_t> tolerance_rate;
    OrderStatus status = OrderStatus::draft;
    std::optional<std::string> status_reason;
    // Of the quote.
    std::optional<Instant> quoted_until;
    std::optional<Id<OrderOption>> option_id;  // the one that was accepted
    Money price{};
    Money margin{};
    Money reserve{};
    std::optional<Instant> promise_at;
    // Of the execution.
    std::optional<Id<escrow::Escrow>> escrow_id;
    std::optional<meta::Date> guarantee_until;
    std::int64_t tasks_total = 0;
    std::int64_t tasks_started = 0;
    std::int64_t tasks_done = 0;  // handed over
    Quantity delivered{};         // signed for by the buyer
    Quantity accepted{};
    Quantity rejected{};
    Quantity returned{};  // after acceptance
    Money accepted_value{};
    Money settlement{};  // of a termination: what the supplier gets for work that was not delivered
    bool terminated_by_supplier = false;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// Pure. Errors: invalid with issues: not_whole on quantity, in_past on due_on.
[[nodiscard]] Result<> check_order(const SalesOrder& order, Instant now);
// The pieces that have to be delivered for the order to be delivered: the quantity less the tolerance, whole pieces.
[[nodiscard]] Quantity least_quantity(const SalesOrder& order);
// The part of the price that `quantity` pieces are worth; whole pieces, cumulative, so that parts add up to the price.
[[nodiscard]] Money value_up_to(const SalesOrder& order, Quantity quantity);

}  // namespace dengyun::orders
