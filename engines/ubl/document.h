#pragma once
// What the business documents have in common, and they have much: two parties, references, lines, sums. One structure
// for all of them; which of its members a kind uses says shapes.cpp. Texts are empty where a document says nothing.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/number.h"

namespace dengyun::ubl {

enum class Kind {
    request_for_quotation,
    quotation,
    order,
    order_change,
    order_response,
    despatch_advice,
    receipt_advice,
    statement,
    invoice,
    credit_note,
    debit_note,
};

using Date = std::chrono::sys_days;

// A quantity with the code of its unit: UN/ECE recommendation 20 ("C62": piece) or what the two firms call it.
struct Measure {
    Quantity quantity{};
    std::string unit;
    friend bool operator==(const Measure&, const Measure&) = default;
};

struct Party {
    std::string id;  // by which the network knows it
    std::string name;
    std::string company_code;  // GB 32100, 18 characters
    friend bool operator==(const Party&, const Party&) = default;
};

// What is to come, or came, on one day.
struct Delivery {
    std::optional<Measure> quantity;
    std::optional<Date> due_on;
    friend bool operator==(const Delivery&, const Delivery&) = default;
};

struct Line {
    std::string id;
    std::string note;
    std::string status;  // of an answer, by the Peppol codes: "5" accepted, "3" changed, "7" refused; of a debit: why
    std::string item_name;
    std::string item_description;
    std::string buyers_item;
    std::string sellers_item;
    std::optional<Measure> quantity;  // asked, ordered, sent, received, invoiced, credited
    std::optional<Measure> short_quantity;
    std::optional<Measure> rejected_quantity;
    std::optional<Measure> oversupply_quantity;
    std::string reject_reason;
    std::optional<UnitPrice> price;  // of one unit, without tax
    std::optional<Money> amount;     // without tax
    std::optional<Money> tax;
    std::optional<std::int64_t> tax_rate;  // millionths: 13 % is 130,000
    std::vector<Delivery> deliveries;
    std::optional<Date> received_on;
    // Lines of other documents. A document is named only beside its line, and where it is another one than the whole
    // refers to.
    std::string request_line;
    std::string order;
    std::string order_line;
    std::string despatch;
    std::string despatch_line;
    std::string receipt;
    std::string receipt_line;
    std::string invoice_line;
    // Of a statement.
    std::optional<Money> debit;
    std::optional<Money> credit;
    std::string invoice;
    friend bool operator==(const Line&, const Line&) = default;
};

struct Document {
    Kind kind = Kind::order;
    std::string id;
    Date issued_on{};
    std::string issue_time;      // "08:30:00+08:00"
    std::optional<Date> due_on;  // answers to an RFQ, payment of an invoice
    std::string response;        // the code of a whole order response: "AP" accepted, "CA" with changes, "RE" refused
    std::string version;         // of an order, that a change brings
    std::string type;            // UNTDID 1001: "380" commercial invoice, "381" credit note
    std::string note;
    std::string currency = "CNY";  // the only one
    std::optional<Date> period_start;
    std::optional<Date> period_end;
    std::string request;  // documents that this one refers to
    std::string quotation;
    std::string order;
    std::string despatch;
    std::string invoice;
    Party buyer;
    Party seller;
    std::optional<Money> tax;
    std::optional<Money> amount;   // sum of the lines, without tax
    std::optional<Money> payable;  // with tax
    std::optional<Money> debit;    // of a statement
    std::optional<Money> credit;
    std::optional<Money> balance;
    std::vector<Line> lines;
    friend bool operator==(const Document&, const Document&) = default;
};

}  // namespace dengyun::ubl
