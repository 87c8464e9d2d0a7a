// Shipments for purchase orders as DespatchAdvice, and what was received of them as ReceiptAdvice.
#include <boost/json.hpp>

#include "flows/exchange/documents.h"
#include "flows/purchasing/purchasing.h"

namespace dengyun::exchange {
namespace {

using shipments::ShipmentLine;

// The order that a shipment is made for. Error: not_found where it is made for something else.
Result<PurchaseOrder> order_of(store::Reader& reader, const Shipment& shipment) {
    if (shipment.subject_kind != "purchase_order" || !shipment.subject_id)
        return fail(ErrorKind::not_found, "request.not_found");
    return reader.find(Id<PurchaseOrder>{shipment.subject_id->value});
}

Result<ubl::Document> headed(store::Reader& reader, const Shipment& shipment, const PurchaseOrder& order,
                             ubl::Kind kind) {
    DENGYUN_TRY(buyer, party_of(reader, shipment.receiver_id));
    DENGYUN_TRY(seller, party_of(reader, shipment.organisation_id));
    return ubl::Document{.kind = kind,
                         .id = shipment.label_code,
                         .issued_on = china_date(shipment.dispatched_at.value_or(shipment.created_at)),
                         .note = shipment.note.value_or(""),
                         .order = order.number,
                         .buyer = std::move(buyer),
                         .seller = std::move(seller)};
}

ubl::Line headed(const ShipmentLine& line) {
    return {.id = std::to_string(line.position),
            .note = line.lot,
            .item_name = line.goods,
            .order_line = std::to_string(line.subject_position.value_or(line.position))};
}

std::unexpected<Error> unknown(std::string place) {
    return fail(ErrorKind::invalid, "request.invalid", {{std::move(place), "unknown_reference"}});
}

// The number that a text is, 0 where it is none: no line has it.
std::int64_t position_of(const std::string& text) { return id_from_text(text).value_or(0); }

flow::Mover mover_of(const api::Call& call, bool other_side) { return {*call.principal, false, other_side}; }

}  // namespace

Result<ubl::Document> document_of(store::Reader& reader, const Shipment& shipment) {
    DENGYUN_TRY(order, order_of(reader, shipment));
    DENGYUN_TRY(document, headed(reader, shipment, order, ubl::Kind::despatch_advice));
    for (const auto& line : shipment.lines) {
        auto made = headed(line);
        made.quantity = measure_of(line.quantity, line.unit);
        document.lines.push_back(std::move(made));
    }
    return std::move(document);
}

Result<ubl::Document> document_of(store::Reader& reader, const Shipment& shipment, const shipments::Receipt& receipt) {
    DENGYUN_TRY(order, order_of(reader, shipment));
    DENGYUN_TRY(document, headed(reader, shipment, order, ubl::Kind::receipt_advice));
    document.issued_on = china_date(receipt.posted_at.value_or(receipt.created_at));
    document.despatch = shipment.label_code;
    document.note = receipt.note.value_or("");
    for (const auto& line : shipment.lines) {
        auto made = headed(line);
        for (const auto& counted : receipt.lines) {
            if (counted.position != line.position) continue;
            made.quantity = measure_of(counted.received, line.unit);
            if (counted.damaged.value > 0) made.rejected_quantity = measure_of(counted.damaged, line.unit);
            const auto missing = line.quantity.value - counted.received.value;
            if (missing > 0) made.short_quantity = measure_of(Quantity{missing}, line.unit);
            if (missing < 0) made.oversupply_quantity = measure_of(Quantity{-missing}, line.unit);
            made.reject_reason = counted.note.value_or("");
        }
        if (!made.quantity) made.quantity = measure_of(Quantity{0}, line.unit);
        made.despatch_line = made.id;
        document.lines.push_back(std::move(made));
    }
    return std::move(document);
}

Result<Became> take_despatch(const api::Call& call, store::Unit& unit, const ubl::Document& document) {
    const auto supplier = call.principal->organisation;
    DENGYUN_TRY(buyer, organisation_of(unit, document.buyer, "cac:DeliveryCustomerParty"));
    const auto& number = document.order.empty() ? document.lines.front().order : document.order;
    DENGYUN_TRY(order, order_between(unit, buyer, supplier, number, "cac:OrderReference/cbc:ID"));
    boost::json::array lines;
    for (const auto& line : document.lines)
        lines.push_back(boost::json::object{{"position", position_of(line.order_line)},
                                            {"quantity", line.quantity->quantity.value},
                                            {"lot", line.note.empty() ? document.id : line.note}});
    boost::json::object given{{"lines", std::move(lines)}};
    if (!document.note.empty()) given["note"] = document.note;
    DENGYUN_TRY(input, read_as<purchasing::ShipInput>(given, call));
    DENGYUN_TRY(draft, purchasing::ship(unit, order, input));
    // A ship note of the supplier's own program is his signature: the goods have left.
    DENGYUN_TRY(left, shipments::move(unit, std::move(draft), shipments::ShipmentAction::dispatch,
                                      mover_of(call, false), purchasing::after_shipment));
    return Became{"shipment", left.id.value, left.label_code};
}

Result<Became> take_receipt(const api::Call& call, store::Unit& unit, const ubl::Document& document) {
    constexpr std::string_view place = "cac:DespatchDocumentReference/cbc:ID";
    const auto id = shipments::read_label(document.despatch);
    if (!id) return unknown(std::string(place));
    const auto found = unit.find(*id);
    if (!found || found->receiver_id != call.principal->organisation ||
        found->status == shipments::ShipmentStatus::draft || found->subject_kind != purchasing::order_subject)
        return unknown(std::string(place));
    boost::json::array lines;
    for (const auto& line : document.lines) {
        const auto damaged = line.rejected_quantity ? line.rejected_quantity->quantity.value : 0;
        boost::json::object one{{"position", position_of(line.despatch_line.empty() ? line.id : line.despatch_line)},
                                {"received", line.quantity->quantity.value},
                                {"damaged", damaged}};
        if (!line.reject_reason.empty()) one["note"] = line.reject_reason;
        lines.push_back(std::move(one));
    }
    boost::json::object given{{"lines", std::move(lines)}};
    if (!document.note.empty()) given["note"] = document.note;
    DENGYUN_TRY(counts, read_as<shipments::Receipt>(given, call));
    DENGYUN_TRY(signed_for,
                shipments::sign(unit, *found, std::move(counts), mover_of(call, true), purchasing::after_shipment));
    return Became{"shipment", signed_for.id.value, signed_for.label_code};
}

}  // namespace dengyun::exchange
