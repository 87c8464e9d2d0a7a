#pragma once
// The three-way match. What a supplier invoices is laid onto what was received, receipt by receipt; what does not fit
// is an exception with its reason. One invoice line may lie on many receipts and many order lines, one receipt under
// many invoice lines.
//
// Quantities in thousandths of the unit, prices in millionths of a yuan without tax, money in fen, rates in millionths,
// days since 1970. Ids are the caller's, unique within their kind, and not 0. The outcome depends on the order of the
// invoice lines, which is that of their arrival: who came first is served first.
//
// A line names a receipt, or an order line, or only an item. Those that name more are laid first: of nested choices,
// serving the narrowest first leaves no line hungry that another order would feed (a greedy matching on a laminar
// family; Edmonds 1971). O(n log n) in the lines, receipts and order lines of an item.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "kernel/base/number.h"

namespace dengyun::matching {

struct Tolerances {
    std::int64_t quantity_rate = 0;  // invoiced beyond what was received of an order line
    std::int64_t price_rate = 0;     // above the price of the order
    std::int64_t date_days = 0;      // an invoice may be dated so long before its goods came
    std::int64_t rounding = 1;       // fen, of each amount of a line
};

struct OrderLine {
    std::int64_t id = 0;
    std::string item;
    std::string unit;
    UnitPrice unit_price{};
    std::int64_t tax_rate = 0;
};

struct Receipt {
    std::int64_t id = 0;
    std::int64_t order_line = 0;
    std::string unit;
    Quantity quantity{};  // that was accepted
    std::int64_t day = 0;
};

struct Return {
    std::int64_t order_line = 0;
    std::int64_t receipt = 0;  // 0: of the latest ones
    Quantity quantity{};
};

struct InvoiceLine {
    std::int64_t id = 0;
    std::int64_t document = 0;
    std::string number;           // of the document, as its supplier writes it
    std::int64_t receipt = 0;     // 0: not named
    std::int64_t order_line = 0;  // 0: not named
    std::string item;             // where neither is
    std::string unit;
    Quantity quantity{};
    UnitPrice unit_price{};
    Money net{};
    std::int64_t tax_rate = 0;
    Money tax{};
    std::int64_t day = 0;    // of the invoice
    bool is_credit = false;  // takes back what was invoiced of its order line
};

struct Input {
    Tolerances tolerances;
    std::vector<OrderLine> order_lines;
    std::vector<Receipt> receipts;
    std::vector<Return> returns;
    std::vector<InvoiceLine> invoice_lines;
};

enum class Reason {
    unknown_order,    // names nothing that was ordered
    duplicate,        // the same was invoiced before
    unit,             // another unit than the order's
    price,            // above the order's price
    tax_rate,         // another rate than the order's
    amount,           // is not price * quantity
    tax_amount,       // is not net * rate
    date,             // dated before its goods came
    missing_receipt,  // nothing was received that it could lie on
    quantity,         // more than was received and is not invoiced already
    credit_exceeds,   // takes back more than was invoiced
};

// `expected` and `found` in the unit of the reason: price, rate, fen, day, quantity; 0 where it has none.
struct Exception {
    std::int64_t invoice_line = 0;
    Reason reason = Reason::quantity;
    std::int64_t expected = 0;
    std::int64_t found = 0;
};
struct Allocation {
    std::int64_t invoice_line = 0;
    std::int64_t receipt = 0;
    Quantity quantity{};
};
// Lines and receipts that hang together by allocations.
struct MatchedSet {
    std::vector<std::int64_t> invoice_lines;
    std::vector<std::int64_t> receipts;
    std::vector<std::int64_t> order_lines;
    Quantity quantity{};
};
struct Outcome {
    std::int64_t invoice_line = 0;
    Quantity matched{};  // lies on receipts, or within the tolerance of the quantity beyond them
    bool is_clean = true;
};

struct Match {
    std::vector<Outcome> outcomes;  // in the order of the invoice lines
    std::vector<Allocation> allocations;
    std::vector<MatchedSet> sets;
    std::vector<Exception> exceptions;   // by invoice line
    std::vector<Allocation> uninvoiced;  // what of each receipt nobody has invoiced; invoice_line is 0
};

// Errors: invalid "matching.bad_input" (an id of 0 or twice, a negative quantity, a receipt or return of an unknown
// order line, a return of a receipt of another one); limit "number.overflow".
[[nodiscard]] Result<Match> match(const Input& input);

// How two numbers of documents compare: without spaces, hyphens, leading zeros and the case of letters.
[[nodiscard]] std::string normal_number(std::string_view number);

}  // namespace dengyun::matching
