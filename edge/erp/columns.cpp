#include "edge/erp/columns.h"

#include <fmt/format.h>

#include "kernel/base/digest.h"
#include "kernel/base/instant.h"

namespace dengyun::erp {
namespace {

using ubl::Document;
using ubl::Line;

std::optional<ubl::Date> day_in(const std::string& text) {
    const auto at = parse_instant(text.substr(0, 10) + "T00:00:00Z");
    if (!at) return std::nullopt;
    return std::chrono::floor<std::chrono::days>(*at);
}

template <auto member>
bool of_document(Document& document, Line&, const std::string& text) {
    document.*member = text;
    return true;
}
template <auto member>
bool of_line(Document&, Line& line, const std::string& text) {
    line.*member = text;
    return true;
}
template <auto party>
bool company(Document& document, Line&, const std::string& text) {
    (document.*party).company_code = text;
    return true;
}
template <auto member>
bool quantity(Document&, Line& line, const std::string& text) {
    const auto count = parse_decimal(text, MilliUnit::decimals);
    if (!count) return false;
    line.*member = ubl::Measure{Quantity{*count}, {}};
    return true;
}
template <auto member>
bool money(Document&, Line& line, const std::string& text) {
    constexpr int fen_decimals = 2;
    const auto fen = parse_decimal(text, fen_decimals);
    if (!fen) return false;
    line.*member = Money{*fen};
    return true;
}
bool price(Document&, Line& line, const std::string& text) {
    constexpr int decimals = 6;
    const auto value = parse_decimal(text, decimals);
    if (!value) return false;
    line.price = UnitPrice{*value};
    return true;
}
bool tax_rate(Document&, Line& line, const std::string& text) {
    constexpr int decimals = 6;
    const auto value = parse_decimal(text, decimals);
    if (!value) return false;
    line.tax_rate = *value;
    return true;
}
bool issued_on(Document& document, Line&, const std::string& text) {
    const auto day = day_in(text);
    if (day) document.issued_on = *day;
    return day.has_value();
}
bool answer_by(Document& document, Line&, const std::string& text) {
    document.due_on = day_in(text);
    return document.due_on.has_value();
}
bool more_note(Document& document, Line&, const std::string& text) {
    document.note += '\n' + text;
    return true;
}
bool due_on(Document&, Line& line, const std::string& text) {
    const auto day = day_in(text);
    line.deliveries.push_back({.quantity = std::nullopt, .due_on = day});
    return day.has_value();
}
// The unit of every quantity of the row; it stands behind them.
bool unit(Document&, Line& line, const std::string& text) {
    for (auto* measure : {&line.quantity, &line.rejected_quantity})
        if (*measure) (*measure)->unit = text;
    return true;
}
// Peppol's codes, in words.
bool answer(Document&, Line& line, const std::string& text) {
    line.status = text == "accepted" ? "5" : text == "changed" ? "3" : text == "refused" ? "7" : "";
    return !line.status.empty();
}

constexpr Column id{"document", of_document<&Document::id>, true};
constexpr Column position{"line", of_line<&Line::id>};
constexpr Column issued{"issued_on", issued_on, true};
constexpr Column buyer_code{"buyer_code", company<&Document::buyer>, true};
constexpr Column supplier_code{"supplier_code", company<&Document::seller>, true};
constexpr Column order_number{"order_number", of_document<&Document::order>, true};
constexpr Column order_line{"order_line", of_line<&Line::order_line>};
constexpr Column item{"item", of_line<&Line::item_name>};
constexpr Column item_description{"item_description", of_line<&Line::item_description>};
constexpr Column count{"quantity", quantity<&Line::quantity>};
constexpr Column unit_of{"unit", unit};
constexpr Column unit_price{"unit_price", price};

constexpr Column rfq[] = {id,
                          position,
                          {"title", of_document<&Document::note>, true},
                          {"note", more_note, true},
                          issued,
                          {"answer_by", answer_by, true},
                          item,
                          item_description,
                          count,
                          unit_of,
                          {"due_on", due_on}};
constexpr Column orders[] = {id,
                             position,
                             {"title", of_document<&Document::note>, true},
                             {"note", more_note, true},
                             issued,
                             supplier_code,
                             item,
                             item_description,
                             count,
                             unit_of,
                             unit_price,
                             {"tax_rate", tax_rate},
                             {"due_on", due_on}};
constexpr Column responses[] = {id,
                                position,
                                issued,
                                buyer_code,
                                order_number,
                                order_line,
                                {"answer", answer},
                                item,
                                count,
                                unit_of,
                                unit_price,
                                {"due_on", due_on},
                                {"reason", of_line<&Line::note>}};
constexpr Column despatches[] = {
    id, position, issued, buyer_code, order_number, order_line, item, {"lot", of_line<&Line::note>}, count, unit_of};
constexpr Column receipts[] = {id,
                               position,
                               issued,
                               supplier_code,
                               {"despatch_number", of_document<&Document::despatch>, true},
                               {"despatch_line", of_line<&Line::despatch_line>},
                               item,
                               count,
                               {"damaged", quantity<&Line::rejected_quantity>},
                               unit_of,
                               {"reason", of_line<&Line::reject_reason>}};
constexpr Column invoices[] = {id,
                               position,
                               issued,
                               buyer_code,
                               order_number,
                               order_line,
                               item,
                               count,
                               unit_of,
                               unit_price,
                               {"net", money<&Line::amount>},
                               {"tax_rate", tax_rate},
                               {"tax", money<&Line::tax>}};

constexpr View views[] = {
    {"rfq_line", ubl::Kind::request_for_quotation, rfq},
    {"order_line", ubl::Kind::order, orders},
    {"response_line", ubl::Kind::order_response, responses, true},
    {"despatch_line", ubl::Kind::despatch_advice, despatches, true},
    {"receipt_line", ubl::Kind::receipt_advice, receipts},
    {"invoice_line", ubl::Kind::invoice, invoices, true},
};

bool is_day(const Column& column) { return column.name.ends_with("_on") || column.name == "answer_by"; }

// What the whole says follows from its lines.
void complete(Document& document) {
    if (document.kind == ubl::Kind::request_for_quotation) document.issue_time = "00:00:00+08:00";
    if (document.kind == ubl::Kind::receipt_advice)
        for (auto& line : document.lines) line.order_line = line.despatch_line;
    if (document.kind == ubl::Kind::order_response) {
        const auto all = [&](std::string_view code) {
            return std::ranges::all_of(document.lines, [&](const Line& line) { return line.status == code; });
        };
        document.response = all("5") ? "AP" : all("7") ? "RE" : "CA";
    }
    if (document.kind == ubl::Kind::invoice) {
        Money payable;
        for (const auto& line : document.lines)
            payable.value += line.amount.value_or(Money{}).value + line.tax.value_or(Money{}).value;
        document.payable = payable;
        document.type = "380";
    }
}

}  // namespace

std::span<const View> all_views() { return views; }

std::string select_of(const View& view) {
    std::string sql = "SELECT ";
    for (const auto& column : view.columns)
        sql += fmt::format("{}{}{}::text", sql.size() > 7 ? ", " : "", column.name, is_day(column) ? "::date" : "");
    return sql + fmt::format(" FROM dengyun.{} v ORDER BY v.document, v.line LIMIT $1", view.name);
}

Made document_in(const View& view, std::span<const Cells> rows, const std::string& company_code) {
    Made made{.document = {.kind = view.kind}, .digest = {}, .problems = {}};
    auto& own = view.by_seller ? made.document.seller : made.document.buyer;
    // A request is the firm's by the key that brings it.
    if (view.kind != ubl::Kind::request_for_quotation) own = {.id = {}, .name = "ERP", .company_code = company_code};
    std::string all(view.name);
    for (const auto& row : rows) {
        auto& line = made.document.lines.emplace_back();
        for (std::size_t i = 0; i < view.columns.size(); ++i) {
            const auto& column = view.columns[i];
            const auto text = row[i].value_or("");
            all += fmt::format("{}:{};", text.size(), text);
            if (text.empty() || (column.is_of_document && &row != rows.data())) continue;
            if (!column.read(made.document, line, text))
                made.problems.push_back(fmt::format("line {}, {}: \"{}\"", row[1].value_or(""), column.name, text));
        }
    }
    made.digest = sha256_hex(all);
    complete(made.document);
    return made;
}

}  // namespace dengyun::erp
