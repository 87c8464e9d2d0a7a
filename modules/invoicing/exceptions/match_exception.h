#pragma once
// What of an invoice does not fit, with its reason: it blocks its part of the payment until the buyer accepts or
// refuses it, or until it fits. The row belongs to the buyer; the supplier is the other side.
// docs/state-machines/match_exception.md
#include "modules/invoicing/invoices/supplier_invoice.h"

namespace dengyun::invoicing {

// The order is that of matching::Reason.
enum class Reason {
    unknown_order,
    duplicate,
    unit,
    price,
    tax_rate,
    amount,
    tax_amount,
    date,
    missing_receipt,
    quantity,
    credit_exceeds
};
enum class ExceptionStatus { open, accepted, refused, resolved };
enum class ExceptionAction { accept, refuse, resolve };
const meta::Choices& choices_of(Reason);
const meta::Choices& choices_of(ExceptionStatus);
const meta::Choices& choices_of(ExceptionAction);

struct MatchException : meta::Record<MatchException> {
    Id<Organisation> supplier_id{};
    Id<SupplierInvoice> invoice_id{};
    std::string number;  // of the invoice
    std::int64_t position = 0;
    std::string description_text;
    Reason reason = Reason::quantity;
    std::optional<std::string> expected;  // as people write it
    std::optional<std::string> found;
    Money blocked{};  // with tax: of the line what is not due because of what does not fit
    ExceptionStatus status = ExceptionStatus::open;
    std::optional<std::string> status_reason;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// What a buyer may take as it is. Goods that were not received are never paid for.
[[nodiscard]] constexpr bool is_acceptable(Reason reason) {
    using enum Reason;
    return reason == price || reason == tax_rate || reason == amount || reason == tax_amount || reason == date;
}

}  // namespace dengyun::invoicing
