// Shipments for purchase orders as DespatchAdvice, and what was received of them as ReceiptAdvice.
#include "flows/exchange/documents.h"

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

}  // namespace dengyun::exchange
