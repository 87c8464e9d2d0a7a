// Purchase orders as Order, and how a supplier answers as OrderResponse.
#include "flows/exchange/lines.h"
#include "kernel/meta/date.h"

namespace dengyun::exchange {
namespace {

using purchase_orders::LineStatus;
using purchase_orders::OrderLine;
using purchase_orders::Schedule;

// The line of ours that a line of an answer is about: the position counts.
const OrderLine* line_named(const std::vector<OrderLine>& lines, const ubl::Line& line) {
    const auto& name = line.order_line.empty() ? line.id : line.order_line;
    for (const auto& one : lines)
        if (std::to_string(one.position) == name) return &one;
    return nullptr;
}

bool is_waiting(const OrderLine& line) {
    return line.status == LineStatus::issued || line.status == LineStatus::changed;
}

// An answer to the whole: every line that waits.
boost::json::array answered_alike(const std::vector<OrderLine>& lines, const ubl::Document& document) {
    const bool is_refusal = document.response == "RE";
    boost::json::array all;
    for (const auto& line : lines) {
        if (!is_waiting(line)) continue;
        boost::json::object one{{"position", line.position}, {"code", is_refusal ? line_refused : line_accepted}};
        if (is_refusal) one["reason"] = document.note;
        all.push_back(std::move(one));
    }
    return all;
}

Result<boost::json::object> answer_to(const OrderLine& asked, const ubl::Line& line) {
    boost::json::object one{{"position", asked.position}};
    if (!line.note.empty()) one["reason"] = line.note;
    // The codes are Peppol's (UNCL1229) on both sides. Who accepts something else than is asked for now has read other
    // terms.
    const bool is_same = line.quantity->quantity == asked.quantity && line.price == asked.unit_price;
    if (line.status == line_accepted && !is_same) return fail(ErrorKind::conflict, "purchase_order.terms_changed");
    if (line.status == line_changed) {
        one["quantity"] = line.quantity->quantity.value;
        one["unit_price"] = line.price->value;
        if (!line.deliveries.empty()) one["schedules"] = schedules_of(line);
    }
    one["code"] = line.status;
    return one;
}

Result<boost::json::array> answers_to(const std::vector<OrderLine>& lines, const ubl::Document& document) {
    if (document.lines.empty()) return answered_alike(lines, document);
    boost::json::array all;
    std::size_t position = 0;
    for (const auto& line : document.lines) {
        const auto place = fmt::format("cac:OrderLine.{}.cac:LineItem/", ++position);
        const auto* asked = line_named(lines, line);
        if (asked == nullptr)
            return fail(ErrorKind::invalid, "request.invalid", {{place + "cbc:ID", "unknown_reference"}});
        DENGYUN_TRY(one, answer_to(*asked, line));
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace

std::vector<ubl::Delivery> deliveries_of(const std::vector<Schedule>& schedules, std::string_view unit) {
    std::vector<ubl::Delivery> all;
    for (const auto& schedule : schedules) all.push_back({measure_of(schedule.quantity, unit), schedule.due_on});
    return all;
}

Result<ubl::Line> asked(const purchase_orders::LineInput& line) {
    ubl::Line made{.id = std::to_string(line.position),
                   .item_name = line.description_text,
                   .item_description = line.specification.value_or(""),
                   .quantity = measure_of(line.quantity, line.unit),
                   .price = line.unit_price,
                   .tax_rate = line.tax_rate,
                   .deliveries = deliveries_of(line.schedules, line.unit)};
    DENGYUN_TRY(amount, line_value(line.unit_price, line.quantity));
    DENGYUN_TRY(tax, share_at(amount, line.tax_rate));
    made.amount = amount;
    made.tax = tax;
    return made;
}

// The sums of what the document holds: an order's own are without the lines that came to nothing.
Result<> add_up(ubl::Document& document) {
    Money amount;
    Money tax;
    for (const auto& line : document.lines) {
        DENGYUN_TRY(more, add(amount, *line.amount));
        DENGYUN_TRY(more_tax, add(tax, *line.tax));
        amount = more;
        tax = more_tax;
    }
    DENGYUN_TRY(payable, add(amount, tax));
    document.amount = amount;
    document.tax = tax;
    document.payable = payable;
    return {};
}

Result<ubl::Document> headed(store::Reader& reader, const PurchaseOrder& order, ubl::Kind kind) {
    DENGYUN_TRY(buyer, party_of(reader, order.organisation_id));
    DENGYUN_TRY(seller, party_of(reader, order.supplier_id));
    return ubl::Document{.kind = kind,
                         .id = order.number,
                         .issued_on = china_date(order.issued_at.value_or(order.created_at)),
                         .buyer = std::move(buyer),
                         .seller = std::move(seller)};
}

boost::json::object input_of(const ubl::Line& line) {
    boost::json::object made{{"description_text", line.item_name},
                             {"unit", unit_name(line.quantity->unit)},
                             {"quantity", line.quantity->quantity.value},
                             {"unit_price", line.price->value}};
    if (!line.item_description.empty()) made["specification"] = line.item_description;
    if (line.tax_rate) made["tax_rate"] = *line.tax_rate;
    return made;
}

boost::json::array schedules_of(const ubl::Line& line) {
    boost::json::array all;
    for (const auto& delivery : line.deliveries) {
        const auto& quantity = delivery.quantity ? delivery.quantity : line.quantity;
        boost::json::object schedule{{"quantity", quantity->quantity.value}};
        if (delivery.due_on) schedule["due_on"] = meta::date_text(*delivery.due_on);
        all.push_back(std::move(schedule));
    }
    return all;
}

Result<ubl::Document> document_of(store::Reader& reader, const PurchaseOrder& order) {
    DENGYUN_TRY(document, headed(reader, order, ubl::Kind::order));
    DENGYUN_TRY(lines, purchase_orders::lines_of(reader, order.id));
    document.note = note_of(order.title, order.note);
    for (const auto& line : lines) {
        DENGYUN_TRY(made, asked(purchase_orders::input_of(line)));
        document.lines.push_back(std::move(made));
    }
    DENGYUN_CHECK(add_up(document));
    return std::move(document);
}

Result<ubl::Document> document_of(store::Reader& reader, const PurchaseOrder& order, const OrderResponse& response) {
    DENGYUN_TRY(document, headed(reader, order, ubl::Kind::order_response));
    DENGYUN_TRY(lines, purchase_orders::lines_of(reader, order.id));
    document.id = to_text(response.id);
    document.issued_on = china_date(response.created_at);
    document.order = order.number;
    document.response = meta::name_of(response.code);
    document.note = response.note.value_or("");
    for (const auto& answer : response.lines) {
        for (const auto& line : lines) {
            if (line.position != answer.position) continue;
            DENGYUN_TRY(made, asked(purchase_orders::input_of(line)));
            made.status = meta::name_of(answer.code);
            made.note = answer.reason.value_or("");
            if (answer.quantity) made.quantity->quantity = *answer.quantity;
            if (answer.unit_price) made.price = *answer.unit_price;
            if (!answer.schedules.empty()) made.deliveries = deliveries_of(answer.schedules, line.unit);
            made.amount.reset();
            made.tax.reset();
            made.order_line = made.id;
            document.lines.push_back(std::move(made));
        }
    }
    return std::move(document);
}

Result<PurchaseOrder> order_between(store::Reader& reader, Id<Organisation> buyer, Id<Organisation> supplier,
                                    const std::string& number, std::string_view place) {
    store::Query query;
    query.filters = {{"number", number}, {"supplier_id", to_text(supplier)}};
    query.limit = store::page_limit_max;
    for (;;) {
        DENGYUN_TRY(page, reader.list<PurchaseOrder>(query));
        for (auto& order : page.items)
            if (order.organisation_id == buyer && order.terms_version > 0) return std::move(order);
        if (!page.next) break;
        query.after = *page.next;
    }
    return fail(ErrorKind::invalid, "request.invalid", {{std::string(place), "unknown_reference"}});
}

Result<Became> take_order(const api::Call& call, store::Unit& unit, const ubl::Document& document) {
    DENGYUN_TRY(supplier, organisation_of(unit, document.seller, "cac:SellerSupplierParty"));
    const auto [title, note] = title_of(document);
    boost::json::object given{{"title", title}, {"supplier_id", to_text(supplier)}, {"buyer_reference", document.id}};
    if (note) given["note"] = *note;
    boost::json::array lines;
    for (const auto& line : document.lines) {
        auto made = input_of(line);
        made["schedules"] = schedules_of(line);
        lines.push_back(std::move(made));
    }
    given["lines"] = std::move(lines);
    DENGYUN_TRY(input, read_as<purchase_orders::OrderInput>(given, call));
    DENGYUN_TRY(order, purchase_orders::add_order(unit, call.principal->organisation, input));
    return Became{"purchase_order", order.id.value, order.number};
}

Result<Became> take_order_response(const api::Call& call, store::Unit& unit, const ubl::Document& document) {
    const auto supplier = call.principal->organisation;
    DENGYUN_TRY(buyer, organisation_of(unit, document.buyer, "cac:BuyerCustomerParty"));
    DENGYUN_TRY(order, order_between(unit, buyer, supplier, document.order, "cac:OrderReference/cbc:ID"));
    DENGYUN_TRY(lines, purchase_orders::lines_of(unit, order.id));
    DENGYUN_TRY(answers, answers_to(lines, document));
    boost::json::object given{{"terms_version", order.terms_version}, {"lines", std::move(answers)}};
    if (!document.note.empty()) given["note"] = document.note;
    DENGYUN_TRY(input, read_as<purchase_orders::ResponseInput>(given, call));
    const auto mover = purchase_orders::mover_of(call, buyer);
    DENGYUN_TRY(response, purchase_orders::respond(unit, order, input, mover));
    static_cast<void>(response);
    return Became{"purchase_order", order.id.value, order.number};
}

}  // namespace dengyun::exchange
