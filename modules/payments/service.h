#pragma once
// The life of a payment: made, sent once, asked for until it is known, concluded once.
#include "kernel/store/jobs.h"
#include "modules/payments/payment.h"

namespace dengyun::payments {

inline constexpr std::string_view send_job = "payments.send";
inline constexpr std::string_view query_job = "payments.query";

// Checks, holds in the ledger what will leave custody, and schedules the sending. The unit may write the custody book.
// Errors: invalid with issues; "transfer.insufficient_funds"; conflict "payment.not_refundable".
[[nodiscard]] Result<Payment> create_payment(store::Unit& unit, Payment payment);

// The two jobs. They do the talking outside of a unit.
[[nodiscard]] Result<> send(store::Store& store, Partner& partner, Id<Payment> id);
[[nodiscard]] Result<> query(store::Store& store, Partner& partner, Id<Payment> id);

// What the partner says, by whichever way it came, in any order and any number of times. What contradicts a final state
// is kept as a difference and changes nothing. Errors: not_found.
[[nodiscard]] Result<Payment> conclude(store::Unit& unit, Id<Payment> id, const PartnerAnswer& answer);

// The custodian's account of the custody book.
[[nodiscard]] Result<ledger::Account> custodian_account(store::Unit& unit);

}  // namespace dengyun::payments
