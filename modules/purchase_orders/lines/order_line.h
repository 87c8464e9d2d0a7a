#pragma once
// A line of a purchase order: one item in one quantity at one price, delivered in parts on certain days. The row
// belongs to the buyer; the supplier is the other side once it is issued. docs/state-machines/purchase_order_line.md
//
// What is asked for (`quantity`, `unit_price`, …, of `terms_version`) and what is in force (`confirmed_…`, of
// `confirmed_version`) stand beside each other: a change that nobody has answered changes nothing.
// Quantities: thousandths of the unit; unit prices: millionths of a yuan without tax; rates: millionths.
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/flow/state_table.h"
#include "kernel/meta/entity.h"
#include "modules/items/api.h"

namespace dengyun::purchase_orders {

inline constexpr std::size_t lines_max = 200;     // of an order
inline constexpr std::size_t schedules_max = 60;  // of a line
inline constexpr std::int64_t quantity_max = 1'000'000'000'000;
inline constexpr Money total_max{1'000'000'000'000};  // of an order or an invoice, with tax: ten thousand million yuan
inline constexpr std::int64_t unit_price_max = 1'000'000'000'000'000;
inline constexpr std::int64_t tax_rate_max = 500'000;
inline constexpr std::int64_t tolerance_max = 200'000;
inline constexpr std::int64_t date_days_max = 90;
inline constexpr Duration answer_time = 5 * flow::day;     // a supplier who says nothing has not taken the order
inline constexpr Duration decision_time = 5 * flow::day;   // a counter that nobody takes up is the end of the line
inline constexpr Duration lateness_time = 60 * flow::day;  // after the last delivery date: what has not come is off

// A delivery of a part of a line.
struct Schedule {
    meta::Date due_on{};
    Quantity quantity{};
    friend bool operator==(const Schedule&, const Schedule&) = default;
    static const meta::Entity description;
};

enum class LineStatus { draft, issued, countered, changed, confirmed, open, closed, closed_short, rejected, cancelled };
enum class LineAction {
    issue,
    confirm,      // the supplier takes what is asked for
    counter,      // the supplier offers something else
    reject,       // by the supplier
    accept,       // the buyer takes the counter
    reissue,      // the buyer asks for something else before anything is in force
    withdraw,     // by the buyer
    lapse,        // nobody has answered, or delivered
    change,       // the buyer asks for something else than what is in force
    keep,         // the supplier refuses the change
    begin,        // something was dispatched
    complete,     // everything was accepted
    finish,       // the buyer takes a little less as the whole
    close_short,  // the buyer no longer waits for what is late
    give_up,      // the supplier will not deliver the rest
    reopen        // a receipt was reversed: it is not the whole any more
};
const meta::Choices& choices_of(LineStatus);
const meta::Choices& choices_of(LineAction);

struct PurchaseOrder;

struct OrderLine : meta::Record<OrderLine> {
    Id<PurchaseOrder> order_id{};
    std::string number;              // of the order
    Id<Organisation> supplier_id{};  // of a draft the buyer himself: nobody else sees it
    std::int64_t position = 0;       // from 1
    std::optional<Id<items::Item>> item_id;
    std::string description_text;
    std::optional<std::string> specification;
    std::string unit;
    Quantity quantity{};
    UnitPrice unit_price{};
    std::int64_t tax_rate = 130'000;
    std::vector<Schedule> schedules;  // add up to the quantity, by date
    meta::Date due_on{};              // the last of them
    // Tolerances: of the quantity delivered, of the price and the dates that a supplier may name.
    std::int64_t over_rate = 0;
    std::int64_t under_rate = 0;
    std::int64_t price_rate = 0;
    std::int64_t date_days = 0;
    bool has_inspection = false;  // what arrives is inspected before it counts as accepted
    std::int64_t terms_version = 0;
    LineStatus status = LineStatus::draft;
    std::optional<std::string> status_reason;
    // Of a counter.
    std::optional<Quantity> counter_quantity;
    std::optional<UnitPrice> counter_unit_price;
    std::vector<Schedule> counter_schedules;
    // In force.
    std::int64_t confirmed_version = 0;  // 0: nothing is
    Quantity confirmed_quantity{};
    UnitPrice confirmed_unit_price{};
    std::int64_t confirmed_tax_rate = 0;
    std::vector<Schedule> confirmed_schedules;
    std::optional<Instant> confirmed_at;
    // Counters of posted documents.
    Quantity shipped{};        // dispatched and neither lost nor found missing at the receipt
    Quantity received{};       // signed for, damaged ones included
    Quantity over_received{};  // of it, signed for as over-delivery
    Quantity accepted{};
    Quantity rejected{};  // damaged at the receipt, or by an inspection: to be delivered anew
    Quantity returned{};  // after acceptance, and credited
    Quantity invoiced{};
    Quantity credited{};
    Money price_cut{};  // of concessions
    static const meta::Entity description;
    static const flow::StateTable states;
};

[[nodiscard]] constexpr bool is_in_force(LineStatus status) {
    using enum LineStatus;
    return status == confirmed || status == open || status == changed;
}
[[nodiscard]] constexpr bool is_over(LineStatus status) {
    using enum LineStatus;
    return status == closed || status == closed_short || status == rejected || status == cancelled;
}

}  // namespace dengyun::purchase_orders
