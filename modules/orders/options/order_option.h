#pragma once
// An option: one solved way to make an order, with its price, date and risk, and the capacity slots that are reserved
// for it until a shown time. As a `change` it is the same for the open operations of a running order: what a
// re-dispatch proposes, agreed to by the supplier (cost) and, where price or promise get worse for him, by the buyer.
// The row belongs to the buyer; what it consists of is never edited. docs/state-machines/order_option.md
#include <optional>
#include <string>
#include <vector>

#include "modules/capacity/api.h"
#include "modules/orders/orders/sales_order.h"

namespace dengyun::orders {

inline constexpr std::size_t options_max = 50;    // of one order that are open
inline constexpr std::uint32_t lots_max = 2'000;  // of one option
inline constexpr std::uint32_t inputs_max = 4'000;

enum class OptionKind { cheapest, fastest, safest, other };
enum class OptionPurpose { quote, change };
enum class OptionStatus { open, agreed, accepted, declined, withdrawn, lapsed };
enum class OptionAction { agree, accept, apply, decline, withdraw, lapse };
const meta::Choices& choices_of(OptionKind);
const meta::Choices& choices_of(OptionPurpose);
const meta::Choices& choices_of(OptionStatus);
const meta::Choices& choices_of(OptionAction);

// What is wrong with a task, so that a running plan is solved again.
enum class Trouble {
    declined,
    expired,
    revoked,
    scrapped,
    machine,      // out of order, or without work in its calendar
    not_started,  // behind its start
    slow          // running, and behind its end
};
const meta::Choices& choices_of(Trouble);

struct OperationTask;

// Of a change: one of the tasks that it is for.
struct ChangeCause {
    Id<OperationTask> task_id{};
    std::string lot_number;
    std::string operation_name;
    std::optional<std::string> operation_name_en;
    Trouble trouble = Trouble::declined;
    static const meta::Entity description;
    friend bool operator==(const ChangeCause&, const ChangeCause&) = default;
};
inline constexpr std::uint32_t causes_max = 20;

// From lot `from` of this list to lot `to`; what comes from outside has no `from`.
struct PlannedMove {
    std::int64_t from = 0;
    std::int64_t to = 0;
    Quantity quantity{};
    Instant departs_at{};
    Instant arrives_at{};
    Money price{};
    static const meta::Entity description;
};

struct PlannedLot {
    Id<items::Operation> operation_id{};
    std::int64_t operation_number = 0;
    std::int64_t lot = 1;  // 1, 2, …: of this operation
    Id<Organisation> workshop_id{};
    Id<enterprise::Site> site_id{};
    Id<capacity::Machine> machine_id{};
    std::optional<Id<capacity::CapacitySlot>> slot_id;
    Quantity quantity_in{};   // pieces that go in
    Quantity quantity_out{};  // good ones that are expected
    Instant starts_at{};
    Instant ends_at{};
    Money price{};                       // set-up and work: what the workshop gets
    bool needs_material = false;         // something that is bought centrally must have come
    std::optional<std::string> task_id;  // of a change: the running task that it stands for
    static const meta::Entity description;
};

struct OrderOption : meta::Record<OrderOption> {
    Id<SalesOrder> order_id{};
    Id<Organisation> supplier_id{};
    OptionKind kind = OptionKind::other;
    OptionPurpose purpose = OptionPurpose::quote;
    Id<items::Routing> routing_id{};
    // The price and what it is made of; price = set-up + work + material + transport + margin + reserve.
    Money price{};
    Money setup{};
    Money work{};
    Money material{};
    Money transport{};
    Money margin{};
    Money reserve{};
    Instant finish_at{};
    Instant promise_at{};
    std::int64_t risk_ppm = 0;  // of being later than due
    Instant reserved_until{};
    std::int64_t workshops = 0;  // how many take part
    // Of a change: against what holds now.
    std::vector<ChangeCause> causes;  // the first causes_max
    Money price_change{};             // for the buyer
    Money cost_change{};              // for the supplier
    std::optional<Instant> promise_before;
    bool needs_buyer = false;
    OptionStatus status = OptionStatus::open;
    std::optional<std::string> status_reason;
    std::vector<PlannedLot> lots;
    std::vector<PlannedMove> moves;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// Pure: the parts add up, lots are whole pieces, moves stand between lots of the list and lead in no circle.
// Errors: invalid with issues must_add_up on price, not_whole on lots.N.quantity_in, unknown_reference on moves.N.
[[nodiscard]] Result<> check_option(const OrderOption& option);

}  // namespace dengyun::orders
