#pragma once
// A payment: one instruction to the partner and what became of it. What leaves custody is held in the ledger before the
// partner hears of it; the hold is posted when it has settled and voided when it was refused. An outcome that we do not
// know is asked for, and never sent again.
#include "kernel/flow/state_table.h"
#include "kernel/meta/entity.h"
#include "modules/ledger/api.h"
#include "modules/payments/partner/partner.h"

namespace dengyun::payments {

enum class PaymentStatus {
    created,     // nobody has been told yet
    sent,        // on its way, or we died while it was
    unknown,     // no answer that says anything
    processing,  // the partner has it
    settled,
    refused
};
enum class PaymentAction { send, give_back, lose, accept, settle, refuse };
const meta::Choices& choices_of(PaymentStatus);
const meta::Choices& choices_of(PaymentAction);

struct Payment : meta::Record<Payment> {
    PaymentKind kind = PaymentKind::top_up;
    Money amount{};
    std::string bank_account;
    std::optional<Id<Payment>> original_id;  // refund: the top-up; top-up: the hold that it takes
    std::vector<SplitPart> parts;            // split; they add up to the amount
    std::string memo;
    PaymentStatus status = PaymentStatus::created;
    std::string reference;  // the partner's
    std::optional<std::string> status_reason;
    Instant valid_until{};
    std::optional<Instant> settled_at;  // as the partner says
    std::int64_t queries = 0;
    std::vector<Id<ledger::Transfer>> hold_ids;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// Until then an instruction may be carried out; after it, and a little more, "not found" is the last word.
inline constexpr Duration validity{24LL * 3600 * 1000};
inline constexpr Duration validity_margin{3'600'000};

// Errors: invalid with issues.
[[nodiscard]] Result<> check_payment(const Payment& payment);

[[nodiscard]] Instruction instruction_of(const Payment& payment);
[[nodiscard]] std::string instruction_id(Id<Payment> id);
[[nodiscard]] std::optional<Id<Payment>> payment_of(std::string_view instruction_id);

enum class DifferenceKind {
    missing_here,   // the partner settled what we know nothing of, or hold for unsettled
    missing_there,  // we hold for settled what its statement lacks
    amount_differs,
    kind_differs,
    day_differs,  // it stands in another day's statement
    duplicate_there,
    balance_differs,  // the custodian's account against the partner's closing balance
    contradiction,    // settled after it was refused, or the other way round
};
enum class DifferenceStatus { open, resolved };
const meta::Choices& choices_of(DifferenceKind);
const meta::Choices& choices_of(DifferenceStatus);

struct Reconciliation : meta::Record<Reconciliation> {
    meta::Date day{};
    std::int64_t lines = 0;
    std::int64_t matched = 0;
    std::int64_t differences = 0;
    Money closing_there{};
    Money closing_here{};
    std::int64_t runs = 0;
    static const meta::Entity description;
};

struct Difference : meta::Record<Difference> {
    DifferenceKind kind = DifferenceKind::missing_here;
    meta::Date day{};
    std::optional<Id<Payment>> payment_id;
    std::string reference;
    std::optional<Money> amount_here;
    std::optional<Money> amount_there;
    DifferenceStatus status = DifferenceStatus::open;
    std::string remark;
    static const meta::Entity description;
};

}  // namespace dengyun::payments
