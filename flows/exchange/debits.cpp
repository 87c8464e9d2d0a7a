// Debit notes as DebitNote: what a buyer takes off an invoice, by its number and the positions of its lines.
#include <boost/json.hpp>

#include "flows/exchange/documents.h"
#include "kernel/meta/date.h"

namespace dengyun::exchange {
namespace {

Result<SupplierInvoice> invoice_between(store::Reader& reader, Id<Organisation> buyer, Id<Organisation> supplier,
                                        const std::string& number) {
    constexpr std::string_view place = "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID";
    if (number.empty()) return fail(ErrorKind::invalid, "request.invalid", {{std::string(place), "required"}});
    DENGYUN_TRY(found, invoicing::find_invoice(reader, buyer, supplier, number));
    if (!found) return fail(ErrorKind::invalid, "request.invalid", {{std::string(place), "unknown_reference"}});
    return std::move(*found);
}

Result<boost::json::object> line_of(const ubl::Line& line, const std::string& place) {
    constexpr std::string_view invoice_line = "cac:BillingReference/cac:BillingReferenceLine/cbc:ID";
    const auto position = parse_decimal(line.invoice_line, 0);
    if (!position)
        return fail(
            ErrorKind::invalid, "request.invalid",
            {{place + std::string(invoice_line), line.invoice_line.empty() ? "required" : "unknown_reference"}});
    boost::json::object made{{"position", *position},
                             {"reason", line.status.empty() ? "other" : line.status},
                             {"quantity", line.quantity->quantity.value}};
    if (line.price) made["unit_price"] = line.price->value;
    if (!line.note.empty()) made["note"] = line.note;
    return made;
}

// What the other program has counted otherwise than we do: taking off another amount than it says helps neither side.
std::vector<Issue> differences(const ubl::Document& given, const DebitNote& own) {
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < given.lines.size(); ++i) {
        const auto& line = given.lines[i];
        const auto place = fmt::format("cac:DebitNoteLine.{}.", i + 1);
        if (line.amount && *line.amount != own.lines[i].net)
            issues.push_back({place + "cbc:LineExtensionAmount", "debit_differs", to_text(own.lines[i].net)});
        if (line.tax && *line.tax != own.lines[i].tax)
            issues.push_back({place + "cac:TaxTotal/cbc:TaxAmount", "debit_differs", to_text(own.lines[i].tax)});
    }
    if (issues.empty() && given.payable != invoicing::total_of(own))
        issues.push_back(
            {"cac:RequestedMonetaryTotal/cbc:PayableAmount", "debit_differs", to_text(invoicing::total_of(own))});
    return issues;
}

}  // namespace

Result<ubl::Document> document_of(store::Reader& reader, const DebitNote& note) {
    DENGYUN_TRY(buyer, party_of(reader, note.organisation_id));
    DENGYUN_TRY(seller, party_of(reader, note.supplier_id));
    ubl::Document document{.kind = ubl::Kind::debit_note,
                           .id = note.number,
                           .issued_on = china_date(note.created_at),
                           .note = note.note.value_or(""),
                           .invoice = note.invoice_number,
                           .buyer = std::move(buyer),
                           .seller = std::move(seller),
                           .tax = note.tax_total,
                           .amount = note.net_total,
                           .payable = invoicing::total_of(note)};
    std::int64_t number = 0;
    for (const auto& line : note.lines)
        document.lines.push_back({.id = std::to_string(++number),
                                  .note = line.note.value_or(""),
                                  .status = std::string(meta::name_of(line.reason)),
                                  .item_name = line.description_text,
                                  .quantity = measure_of(line.quantity, line.unit),
                                  .price = line.unit_price,
                                  .amount = line.net,
                                  .tax = line.tax,
                                  .tax_rate = line.tax_rate,
                                  .invoice_line = std::to_string(line.position)});
    return document;
}

Result<Became> take_debit_note(const api::Call& call, store::Unit& unit, const ubl::Document& document) {
    const auto buyer = call.principal->organisation;
    DENGYUN_TRY(supplier, organisation_of(unit, document.seller, "cac:AccountingSupplierParty"));
    DENGYUN_TRY(invoice, invoice_between(unit, buyer, supplier, document.invoice));
    boost::json::array lines;
    std::size_t position = 0;
    for (const auto& line : document.lines) {
        DENGYUN_TRY(made, line_of(line, fmt::format("cac:DebitNoteLine.{}.", ++position)));
        lines.push_back(std::move(made));
    }
    const boost::json::object given{{"invoice_id", to_text(invoice.id)},
                                    {"note", document.note.empty() ? document.id : note_of(document.id, document.note)},
                                    {"lines", std::move(lines)}};
    DENGYUN_TRY(draft, read_as<DebitNote>(given, call));
    draft.organisation_id = buyer;
    DENGYUN_TRY(note, invoicing::add_debit_note(unit, std::move(draft)));
    auto issues = differences(document, note);
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    return Became{"debit_note", note.id.value, note.number};
}

}  // namespace dengyun::exchange
