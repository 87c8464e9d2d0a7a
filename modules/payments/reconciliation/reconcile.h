#pragma once
// The daily comparison of what settled here with what the partner's statement says.
#include "modules/payments/payment.h"

namespace dengyun::payments {

// What of ours settled on the day of the statement, and what its lines name besides.
struct OwnPayment {
    Id<Payment> id{};
    PaymentKind kind = PaymentKind::top_up;
    Money amount{};
    PaymentStatus status = PaymentStatus::created;
    std::optional<meta::Date> settled_on;
    std::string reference;
};
// Pure: every difference, each once, in the order of the statement and then of our own.
[[nodiscard]] std::vector<Difference> differences_of(const Statement& statement, std::span<const OwnPayment> own,
                                                     Money closing_here);

// Fetches the statement of a day, compares, and keeps the outcome; running it again replaces what is open and leaves
// what somebody has resolved. A payment that is still open here and settled there is asked for at once.
[[nodiscard]] Result<Reconciliation> reconcile(store::Store& store, Partner& partner, meta::Date day);

}  // namespace dengyun::payments
