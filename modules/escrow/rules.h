#pragma once
// How an escrow's money is divided. Pure; every function answers amounts that add up exactly.
#include "modules/escrow/escrow.h"

namespace dengyun::escrow {

inline constexpr Duration hold_time = 7 * flow::day;      // a hold that is not funded is free again
inline constexpr Duration overdue_time = 60 * flow::day;  // after the due date: what was never delivered goes back
inline constexpr Duration answer_time = 15 * flow::day;   // for a note

// Errors: invalid, issues on deposit (too_large), retention_rate (too_large), margin (too_large), supplier_id.
[[nodiscard]] Result<> check_escrow(const Escrow& escrow);

// What is neither accepted, refunded nor frozen.
[[nodiscard]] Money open_amount(const Escrow& escrow);
// What is retained, neither paid, recovered nor frozen.
[[nodiscard]] Money open_retention(const Escrow& escrow);
// The deposit's share of the contract value up to `value`: along the value that was funded first, not along a top-up.
[[nodiscard]] std::int64_t deposit_up_to(const Escrow& escrow, std::int64_t value);

// What a release of accepted value is made of: value = to_supplier + from_deposit + retention + sub_recovered.
// Commission and penalty are taken from what the supplier gets, a bonus is added from the buyer's cash.
struct Release {
    Money value{};
    Money to_supplier{};  // from the escrow account, before commission and penalty
    Money from_deposit{};
    Money retention{};
    Money commission{};
    Money sub_recovered{};
};
// Retention is kept as far as the tasks have left anything. Errors: conflict "escrow.exceeds_open"; invalid where value
// < 1.
[[nodiscard]] Result<Release> release_of(const Escrow& escrow, Money value);

// Of everything accepted up to `accepted`: rounded once.
[[nodiscard]] Result<Money> commission_up_to(const Escrow& escrow, Money accepted);

// A stretch of the value line, taken from its right end: what each account gives.
struct Stretch {
    Money from_escrow{};
    Money from_deposit{};
};
// Of `value` that ends where the refunded part begins.
[[nodiscard]] Stretch stretch_of(const Escrow& escrow, Money value);

// What the supplier has to add so that `value` can go back to the buyer: his tasks used more of the escrow than was
// taken off his releases and than stays in it.
[[nodiscard]] Money uncovered_by(const Escrow& escrow, Money value);

// What sub-escrows may still use: funded less margin, risk reserve and what they use already.
[[nodiscard]] Money free_for_tasks(const Escrow& parent);

}  // namespace dengyun::escrow
