#pragma once
// A debit note: what a buyer takes off an invoice after it was matched, because goods were missing or bad or too dear.
// The row belongs to the buyer; the supplier is the other side. docs/state-machines/debit_note.md
//
// Until it is decided its amount is held back from the payment; agreed to, it is offset against the invoice at once, as
// a credit note is at the payment. Together the debit notes of an invoice never take more than is owed of it.
#include "modules/invoicing/invoices/supplier_invoice.h"

namespace dengyun::invoicing {

inline constexpr std::size_t debit_lines_max = 100;
inline constexpr std::int64_t debit_notes_max = 1'000'000;      // per buyer
inline constexpr Duration debit_answer_time = 10 * flow::day;   // a supplier who says nothing has agreed
inline constexpr Duration debit_dispute_time = 15 * flow::day;  // disputed and not settled, it is off

enum class DebitReason { shortage, defects, price_difference, other };
enum class DebitStatus { issued, disputed, agreed, withdrawn };
enum class DebitAction {
    agree,     // by the supplier
    dispute,   // by the supplier, with the reason
    withdraw,  // by the buyer
    deem,      // nobody has answered
    lapse      // nobody has settled the dispute
};
const meta::Choices& choices_of(DebitReason);
const meta::Choices& choices_of(DebitStatus);
const meta::Choices& choices_of(DebitAction);

struct DebitLine {
    std::int64_t position = 0;  // of the invoice's line
    DebitReason reason = DebitReason::shortage;
    std::string description_text;
    std::string unit;
    Quantity quantity{};
    std::optional<UnitPrice> unit_price;  // the invoice's where absent; of a price difference what is too much
    Money net{};
    std::int64_t tax_rate = 0;  // the invoice's
    Money tax{};
    std::optional<std::string> note;
    static const meta::Entity description;
};

struct DebitNote : meta::Record<DebitNote> {
    std::string number;  // "DN-000012": counts the buyer's
    Id<Organisation> supplier_id{};
    Id<SupplierInvoice> invoice_id{};
    std::string invoice_number;
    meta::Date period_ends_on{};  // of the statement that shows it: the last day of its month
    std::vector<DebitLine> lines;
    std::optional<std::string> note;
    Money net_total{};
    Money tax_total{};
    DebitStatus status = DebitStatus::issued;
    std::optional<std::string> status_reason;
    std::optional<Instant> decided_at;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// Pure. Prices the lines by the invoice and sums them. Errors: invalid with issues on lines (required),
// lines.N.position (unknown_line), lines.N.quantity (exceeds_invoiced), lines.N.unit_price (required: of a price
// difference; exceeds_invoiced); limit "number.overflow".
[[nodiscard]] Result<> complete(DebitNote& note, const SupplierInvoice& invoice);
[[nodiscard]] inline Money total_of(const DebitNote& note) { return {note.net_total.value + note.tax_total.value}; }

}  // namespace dengyun::invoicing
