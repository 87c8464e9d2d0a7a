// RFQs as RequestForQuotation.
#include <boost/json.hpp>

#include "flows/exchange/documents.h"
#include "kernel/meta/date.h"

namespace dengyun::exchange {
namespace {

// The last moment of a day in China.
Instant end_of(ubl::Date day) {
    return Instant(day + std::chrono::days(1)) - std::chrono::hours(8) - std::chrono::milliseconds(1);
}

boost::json::object line_of(const ubl::Line& line, const ubl::Delivery& delivery) {
    const auto& quantity = delivery.quantity ? *delivery.quantity : *line.quantity;
    boost::json::object made{{"description_text", line.item_name},
                             {"quantity", quantity.quantity.value},
                             {"unit", unit_name(quantity.unit)}};
    if (!line.item_description.empty()) made["specification"] = line.item_description;
    if (delivery.due_on) made["due_on"] = meta::date_text(*delivery.due_on);
    return made;
}

}  // namespace

Result<ubl::Document> document_of(store::Reader& reader, const Rfx& rfx) {
    DENGYUN_TRY(buyer, party_of(reader, rfx.organisation_id));
    const auto issued = rfx.published_at.value_or(rfx.created_at);
    ubl::Document document{.kind = ubl::Kind::request_for_quotation,
                           .id = rfx.number,
                           .issued_on = china_date(issued),
                           .due_on = china_date(rfx.closes_at),
                           .note = note_of(rfx.title, rfx.terms),
                           .buyer = std::move(buyer)};
    constexpr std::size_t time_start = 11;
    constexpr std::size_t time_size = 8;
    document.issue_time = to_text(Instant(issued + std::chrono::hours(8))).substr(time_start, time_size) + "+08:00";
    for (const auto& line : rfx.lines) {
        const auto quantity = measure_of(line.quantity, line.unit);
        ubl::Line made{.id = std::to_string(line.position), .item_name = line.description_text, .quantity = quantity};
        made.item_description = line.specification.value_or("");
        if (line.due_on) made.deliveries.push_back({quantity, *line.due_on});
        document.lines.push_back(std::move(made));
    }
    return document;
}

Result<Became> take_rfq(const api::Call& call, store::Unit& unit, const ubl::Document& document) {
    const auto [title, note] = title_of(document);
    boost::json::object given{{"title", title}};
    if (note) given["terms"] = *note;
    if (document.due_on) given["closes_at"] = to_text(end_of(*document.due_on));
    // What is to come on several days is several lines of ours: each is bid for with its day.
    boost::json::array lines;
    for (const auto& line : document.lines) {
        if (line.deliveries.empty()) lines.push_back(line_of(line, {}));
        for (const auto& delivery : line.deliveries) lines.push_back(line_of(line, delivery));
    }
    given["lines"] = std::move(lines);
    DENGYUN_TRY(draft, read_as<Rfx>(given, call));
    draft.organisation_id = call.principal->organisation;
    DENGYUN_TRY(rfx, sourcing::add_rfx(unit, std::move(draft)));
    return Became{"rfx", rfx.id.value, rfx.number};
}

}  // namespace dengyun::exchange
