#pragma once
// A statement line: goods of one order line that came with one receipt and were accepted, on the way to being paid. The
// row belongs to the buyer; the supplier is the other side. docs/state-machines/statement_line.md
//
// Both sides' figures stand beside each other: what the supplier shipped and what the buyer accepted. A dispute names
// another quantity; agreed to, it counts, else the line rolls into the next period.
#include "modules/purchase_orders/api.h"

namespace dengyun::invoicing {

using purchase_orders::OrderLine;

inline constexpr Duration dispute_time = 10 * flow::day;  // to agree; then the line rolls into the next period

enum class LineStatus { open, proposed, disputed, agreed, confirmed, invoiced, matched, payable, paid };
enum class LineAction {
    propose,  // into a statement
    confirm,
    dispute,  // by the buyer
    contest,  // by the supplier
    agree,    // the buyer agrees with the supplier
    concur,   // the supplier agrees with the buyer
    roll,
    invoice,
    match,
    approve,
    release,  // its invoice is no more
    pay
};
const meta::Choices& choices_of(LineStatus);
const meta::Choices& choices_of(LineAction);

struct Statement;
struct SupplierInvoice;
struct Source;  // of the goods: a shipment

struct StatementLine : meta::Record<StatementLine> {
    Id<Organisation> supplier_id{};
    std::optional<Id<Statement>> statement_id;
    Id<OrderLine> order_line_id{};
    std::string order_number;
    std::string description_text;
    std::string unit;
    Id<Source> shipment_id{};
    std::string lot;
    meta::Date delivered_on{};
    meta::Date period_ends_on{};  // the last day of its month
    Quantity shipped{};           // as the supplier counted
    Quantity quantity{};          // as the buyer accepted, less what was credited
    UnitPrice unit_price{};
    std::int64_t tax_rate = 0;
    Money net{};
    Money tax{};
    LineStatus status = LineStatus::open;
    std::optional<std::string> status_reason;
    bool disputed_by_supplier = false;
    std::optional<Quantity> claimed;  // of a dispute
    std::optional<Id<SupplierInvoice>> invoice_id;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// Sets net and tax. Error: limit "number.overflow".
[[nodiscard]] Result<> price(StatementLine& line);
[[nodiscard]] meta::Date month_end(meta::Date day);

}  // namespace dengyun::invoicing
