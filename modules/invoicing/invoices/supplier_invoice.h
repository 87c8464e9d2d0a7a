#pragma once
// An invoice of a supplier, or his credit note. The row belongs to the supplier; the buyer is the other side.
// Submitted, it is matched at once against orders and receipts; what does not fit waits as exceptions, and blocks its
// part of the payment. docs/state-machines/supplier_invoice.md
//
// The undisputed part is due in any case: of each line what lies on receipts, at no more than the order's price and
// tax.
#include "modules/invoicing/statements/statement.h"

namespace dengyun::invoicing {

inline constexpr std::size_t invoice_lines_max = 500;
inline constexpr Duration exception_time = 15 * flow::day;  // a buyer who says nothing has refused what does not fit
inline constexpr std::int64_t rounding_fen = 1;             // of each amount of a line

enum class InvoiceKind { invoice, credit_note };
enum class InvoiceStatus { draft, submitted, blocked, matched, paid, refused, withdrawn };
enum class InvoiceAction { submit, match, block, lapse, refuse, withdraw, pay };
const meta::Choices& choices_of(InvoiceKind);
const meta::Choices& choices_of(InvoiceStatus);
const meta::Choices& choices_of(InvoiceAction);

struct InvoiceLine {
    std::int64_t position = 0;
    Id<OrderLine> order_line_id{};
    std::string description_text;
    std::string unit;
    Quantity quantity{};
    UnitPrice unit_price{};
    Money net{};
    std::int64_t tax_rate = 130'000;
    Money tax{};
    Quantity matched{};  // lies on receipts
    bool is_clean = false;
    Money agreed{};  // with tax: what is due of it
    static const meta::Entity description;
};

struct SupplierInvoice : meta::Record<SupplierInvoice> {
    std::string number;         // as the supplier writes it
    std::string normal_number;  // without spaces and the like: one supplier uses it once
    InvoiceKind kind = InvoiceKind::invoice;
    Id<Organisation> buyer_id{};
    meta::Date invoiced_on{};
    std::vector<InvoiceLine> lines;
    Money net_total{};
    Money tax_total{};
    InvoiceStatus status = InvoiceStatus::draft;
    std::optional<std::string> status_reason;
    std::optional<Instant> submitted_at;
    std::int64_t exceptions = 0;       // open ones
    Money agreed_total{};              // what is due, with tax
    Money paid_total{};                // or offset
    Money held_total{};                // of debit notes that are not decided: not paid until they are
    Money debited_total{};             // of what was paid or offset: by debit notes
    std::optional<meta::Date> due_on;  // of what is due: from the last delivery that it lies on
    static const meta::Entity description;
    static const flow::StateTable states;
};

// Pure. Numbers the lines and sums them. Errors: invalid with issues on lines (required), lines.N.order_line_id
// (required), number (required).
[[nodiscard]] Result<> complete(SupplierInvoice& invoice);

}  // namespace dengyun::invoicing
