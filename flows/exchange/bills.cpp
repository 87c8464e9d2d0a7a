// Invoices and credit notes as such; statements as Statement.
#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "flows/exchange/documents.h"
#include "kernel/meta/date.h"

namespace dengyun::exchange {
namespace {

using invoicing::InvoiceKind;
using purchase_orders::OrderLine;

Result<boost::json::object> line_of(const ubl::Line& line, const OrderLine& ordered) {
    boost::json::object made{{"order_line_id", to_text(ordered.id)},
                             {"description_text", line.item_name},
                             {"unit", unit_name(line.quantity->unit)},
                             {"quantity", line.quantity->quantity.value},
                             {"unit_price", line.price.value_or(ordered.confirmed_unit_price).value},
                             {"net", line.amount->value}};
    const auto rate = line.tax_rate.value_or(ordered.confirmed_tax_rate);
    DENGYUN_TRY(tax, share_at(*line.amount, rate));
    made["tax_rate"] = rate;
    made["tax"] = line.tax.value_or(tax).value;
    return made;
}

// The order's line that a line bills: by the number of the order, the document's where the line names none, and the
// position in it.
Result<OrderLine> billed(store::Reader& reader, const ubl::Document& document, const ubl::Line& line,
                         Id<Organisation> buyer, Id<Organisation> supplier, const std::string& place) {
    const auto& number = line.order.empty() ? document.order : line.order;
    DENGYUN_TRY(order, order_between(reader, buyer, supplier, number, place + "cac:OrderLineReference"));
    DENGYUN_TRY(lines, purchase_orders::lines_of(reader, order.id));
    for (auto& one : lines)
        if (std::to_string(one.position) == line.order_line) return std::move(one);
    return fail(ErrorKind::invalid, "request.invalid",
                {{place + "cac:OrderLineReference/cbc:LineID", "unknown_reference"}});
}

// The statement of that number between the two; numbers count the buyer's.
Result<Statement> statement_between(store::Reader& reader, Id<Organisation> buyer, Id<Organisation> supplier,
                                    const std::string& number) {
    store::Query query;
    query.filters = {{"number", number}, {"supplier_id", to_text(supplier)}};
    query.limit = store::page_limit_max;
    for (;;) {
        DENGYUN_TRY(page, reader.list<Statement>(query));
        for (auto& statement : page.items)
            if (statement.organisation_id == buyer) return std::move(statement);
        if (!page.next) break;
        query.after = *page.next;
    }
    return fail(ErrorKind::invalid, "request.invalid", {{"cbc:ID", "unknown_reference"}});
}

// What another statement says otherwise than ours.
std::vector<Issue> differences(const ubl::Document& given, const ubl::Document& own) {
    std::vector<Issue> issues;
    std::set<std::string> named;
    std::size_t position = 0;
    for (const auto& line : given.lines) {
        const auto place = fmt::format("cac:StatementLine.{}.", ++position);
        const auto ours = std::ranges::find(own.lines, line.id, &ubl::Line::id);
        if (ours == own.lines.end()) {
            issues.push_back({place + "cbc:ID", "unknown_reference"});
        } else if (!named.insert(line.id).second) {
            issues.push_back({place + "cbc:ID", "taken"});
        } else if (line.debit != ours->debit) {
            issues.push_back({place + "cbc:DebitLineAmount", "statement_differs", to_text(*ours->debit)});
        }
    }
    if (issues.empty() && named.size() != own.lines.size())
        issues.push_back({"cac:StatementLine", "statement_lines", std::to_string(own.lines.size())});
    if (issues.empty() && given.balance && given.balance != own.balance)
        issues.push_back({"cbc:TotalBalanceAmount", "statement_differs", to_text(*own.balance)});
    return issues;
}

}  // namespace

Result<ubl::Document> document_of(store::Reader& reader, const SupplierInvoice& invoice) {
    const bool is_credit = invoice.kind == InvoiceKind::credit_note;
    DENGYUN_TRY(buyer, party_of(reader, invoice.buyer_id));
    DENGYUN_TRY(seller, party_of(reader, invoice.organisation_id));
    DENGYUN_TRY(payable, add(invoice.net_total, invoice.tax_total));
    ubl::Document document{.kind = is_credit ? ubl::Kind::credit_note : ubl::Kind::invoice,
                           .id = invoice.number,
                           .issued_on = invoice.invoiced_on,
                           .due_on = is_credit ? std::nullopt : invoice.due_on,
                           .type = is_credit ? "381" : "380",
                           .buyer = std::move(buyer),
                           .seller = std::move(seller),
                           .tax = invoice.tax_total,
                           .amount = invoice.net_total,
                           .payable = payable};
    for (const auto& line : invoice.lines) {
        DENGYUN_TRY(ordered, reader.find(line.order_line_id));
        document.lines.push_back({.id = std::to_string(line.position),
                                  .item_name = line.description_text,
                                  .quantity = measure_of(line.quantity, line.unit),
                                  .price = line.unit_price,
                                  .amount = line.net,
                                  .tax = line.tax,
                                  .tax_rate = line.tax_rate,
                                  .order = ordered.number,
                                  .order_line = std::to_string(ordered.position)});
    }
    return document;
}

Result<ubl::Document> document_of(store::Reader& reader, const Statement& statement) {
    DENGYUN_TRY(buyer, party_of(reader, statement.organisation_id));
    DENGYUN_TRY(seller, party_of(reader, statement.supplier_id));
    DENGYUN_TRY(balance, add(statement.net_total, statement.tax_total));
    ubl::Document document{.kind = ubl::Kind::statement,
                           .id = statement.number,
                           .issued_on = china_date(statement.created_at),
                           .period_end = statement.period_ends_on,
                           .buyer = std::move(buyer),
                           .seller = std::move(seller),
                           .debit = balance,
                           .balance = balance};
    DENGYUN_TRY(lines, invoicing::lines_of(reader, statement.id));
    std::int64_t position = 0;
    for (const auto& line : lines) {
        DENGYUN_TRY(amount, add(line.net, line.tax));
        document.lines.push_back({.id = std::to_string(++position),
                                  .note = line.order_number + ' ' + line.description_text,
                                  .receipt = line.lot,
                                  .debit = amount});
    }
    return document;
}

Result<Became> take_invoice(const api::Call& call, store::Unit& unit, const ubl::Document& document) {
    const auto supplier = call.principal->organisation;
    const bool is_credit = document.kind == ubl::Kind::credit_note;
    DENGYUN_TRY(buyer, organisation_of(unit, document.buyer, "cac:AccountingCustomerParty"));
    boost::json::array lines;
    std::size_t position = 0;
    for (const auto& line : document.lines) {
        const auto place = fmt::format("{}.{}.", is_credit ? "cac:CreditNoteLine" : "cac:InvoiceLine", ++position);
        DENGYUN_TRY(ordered, billed(unit, document, line, buyer, supplier, place));
        DENGYUN_TRY(made, line_of(line, ordered));
        lines.push_back(std::move(made));
    }
    const boost::json::object given{{"number", document.id},
                                    {"kind", is_credit ? "credit_note" : "invoice"},
                                    {"buyer_id", to_text(buyer)},
                                    {"invoiced_on", meta::date_text(document.issued_on)},
                                    {"lines", std::move(lines)}};
    DENGYUN_TRY(draft, read_as<SupplierInvoice>(given, call));
    draft.organisation_id = supplier;
    DENGYUN_TRY(invoice, invoicing::add_invoice(unit, std::move(draft)));
    return Became{"supplier_invoice", invoice.id.value, invoice.number};
}

Result<Became> take_statement(const api::Call& call, store::Unit& unit, const ubl::Document& document) {
    DENGYUN_TRY(buyer, organisation_of(unit, document.buyer, "cac:AccountingCustomerParty"));
    DENGYUN_TRY(supplier, organisation_of(unit, document.seller, "cac:AccountingSupplierParty"));
    DENGYUN_TRY(statement, statement_between(unit, buyer, supplier, document.id));
    const auto caller = call.principal->organisation;
    if (caller != buyer && caller != supplier)
        return fail(ErrorKind::invalid, "request.invalid", {{"cbc:ID", "unknown_reference"}});
    const bool by_supplier = caller == supplier;
    if (!call.principal->may(by_supplier ? "invoicing.supply" : "invoicing.buy"))
        return fail(ErrorKind::conflict, "exchange.not_yours");
    DENGYUN_TRY(own, document_of(unit, statement));
    auto issues = differences(document, own);
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    DENGYUN_TRY(confirmed, invoicing::confirm(unit, std::move(statement), by_supplier));
    return Became{"statement", confirmed.id.value, confirmed.number};
}

}  // namespace dengyun::exchange
