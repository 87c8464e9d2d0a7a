// Ship notes against an order, and what they and their receipts count on its lines.
#include <algorithm>
#include <map>

#include "flows/purchasing/scoring.h"

namespace dengyun::purchasing {
namespace {

using purchase_orders::Counts;
using purchase_orders::OrderLine;
using purchase_orders::PurchaseOrder;
using shipments::Shipment;
using shipments::ShipmentStatus;

std::string path_of(std::size_t index) { return fmt::format("lines.{}.", index); }

// A ship note has room for so many characters.
std::string shortened(std::string_view text) {
    std::size_t at = 0;
    for (std::size_t characters = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (begins && ++characters > 100) break;
    }
    return std::string(text.substr(0, at));
}

// In drafts of the same order.
Result<std::int64_t> drafted(store::Reader& reader, Id<PurchaseOrder> order, std::int64_t position) {
    DENGYUN_TRY(all, shipments::shipments_for(reader, order_subject, {order.value}));
    std::int64_t sum = 0;
    for (const auto& shipment : all) {
        if (shipment.status != ShipmentStatus::draft) continue;
        for (const auto& line : shipment.lines)
            if (line.subject_position == position) sum += line.quantity.value;
    }
    return sum;
}

Result<OrderLine> line_for(store::Reader& reader, const Shipment& shipment, const shipments::ShipmentLine& line) {
    return purchase_orders::line_at(reader, {shipment.subject_id->value}, line.subject_position.value_or(0));
}

// What leaves counts as shipped; what is lost never did.
Result<> count_shipped(store::Unit& unit, const Shipment& shipment, int sign) {
    for (const auto& line : shipment.lines) {
        DENGYUN_TRY(row, line_for(unit, shipment, line));
        DENGYUN_CHECK(purchase_orders::count(unit, row.id, {.shipped = sign * line.quantity.value}));
    }
    return {};
}

Result<> inspect(store::Unit& unit, const OrderLine& row, const Shipment& shipment, const shipments::ShipmentLine& line,
                 Quantity quantity) {
    inspections::Inspection inspection{.supplier_id = shipment.organisation_id,
                                       .subject_kind = std::string(line_subject),
                                       .subject_id = Id<inspections::Subject>{row.id.value},
                                       .subject_organisation_id = row.organisation_id,
                                       .goods = line.goods,
                                       .lot = line.lot,
                                       .quantity = quantity};
    inspection.organisation_id = row.organisation_id;
    DENGYUN_TRY(begun, inspections::create(unit, std::move(inspection), true));
    static_cast<void>(begun);
    return {};
}

// What is short is to be shipped again; what is damaged is rejected; what is sound is accepted, or inspected first.
Result<> count_received(store::Unit& unit, const Shipment& shipment, const shipments::Receipt& receipt) {
    for (const auto& counted : receipt.lines) {
        const auto& line = shipment.lines[static_cast<std::size_t>(counted.position) - 1];
        DENGYUN_TRY(row, line_for(unit, shipment, line));
        const auto sound = counted.received.value - counted.damaged.value;
        Counts more{.shipped = std::min<std::int64_t>(counted.received.value - line.quantity.value, 0),
                    .received = counted.received.value,
                    .over_received = std::max<std::int64_t>(counted.received.value - line.quantity.value, 0),
                    .accepted = row.has_inspection ? 0 : sound,
                    .rejected = counted.damaged.value};
        DENGYUN_TRY(updated, purchase_orders::count(unit, row.id, more));
        if (sound == 0) continue;
        DENGYUN_CHECK(row.has_inspection ? inspect(unit, updated, shipment, line, {sound})
                                         : deliver(unit, updated, shipment, line, {sound}));
    }
    return note_receipt(unit, shipment, receipt);
}

// Nothing more comes of what five lots in a row were not accepted of, until the buyer lets it.
Result<> check_series(store::Reader& reader, const PurchaseOrder& order, const OrderLine& row) {
    if (!row.has_inspection) return {};
    DENGYUN_TRY(kept, inspections::record_of(reader, order.organisation_id, order.supplier_id,
                                             shortened(row.description_text)));
    if (kept && kept->is_discontinued) return fail(ErrorKind::conflict, "inspection.discontinued");
    return {};
}

Result<std::vector<shipments::ShipmentLine>> lines_to_ship(store::Unit& unit, const PurchaseOrder& order,
                                                           const ShipInput& input) {
    std::vector<Issue> issues;
    if (input.lines.empty()) issues.push_back({"lines", "required"});
    std::vector<shipments::ShipmentLine> lines;
    std::map<std::int64_t, std::int64_t> asked;
    for (std::size_t i = 0; i < input.lines.size(); ++i) {
        const auto& one = input.lines[i];
        const auto row = purchase_orders::line_at(unit, order.id, one.position);
        if (!row) {
            issues.push_back({path_of(i) + "position", "unknown_line", std::to_string(one.position)});
            continue;
        }
        if (!purchase_orders::is_in_force(row->status))
            return fail(ErrorKind::conflict, "purchase_order_line.not_in_force");
        DENGYUN_CHECK(check_series(unit, order, *row));
        DENGYUN_TRY(waiting, drafted(unit, order.id, one.position));
        const auto open = purchase_orders::open_to_ship(*row).value - waiting - asked[one.position];
        if (one.quantity.value > open)
            issues.push_back(
                {path_of(i) + "quantity", "exceeds_open", to_text(Quantity{std::max<std::int64_t>(open, 0)})});
        asked[one.position] += one.quantity.value;
        lines.push_back({.lot = one.lot,
                         .goods = shortened(row->description_text),
                         .unit = row->unit,
                         .quantity = one.quantity,
                         .packages = one.packages,
                         .subject_position = one.position});
    }
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    return lines;
}

}  // namespace

Result<Shipment> ship(store::Unit& unit, const PurchaseOrder& order, const ShipInput& input) {
    DENGYUN_TRY(lines, lines_to_ship(unit, order, input));
    Shipment shipment{.receiver_id = order.organisation_id,
                      .to_site_id = order.site_id,
                      .subject_kind = std::string(order_subject),
                      .subject_id = Id<shipments::Subject>{order.id.value},
                      .subject_organisation_id = order.organisation_id,
                      .lines = std::move(lines),
                      .carrier = input.carrier,
                      .tracking_number = input.tracking_number,
                      .expected_at = input.expected_at,
                      .note = input.note};
    shipment.organisation_id = order.supplier_id;
    return shipments::create(unit, std::move(shipment));
}

Result<> deliver(store::Unit& unit, const OrderLine& line, const Shipment& shipment,
                 const shipments::ShipmentLine& goods, Quantity accepted, Money price_cut) {
    DENGYUN_CHECK(invoicing::add_delivery(unit, line,
                                          {.shipment_id = {shipment.id.value},
                                           .lot = goods.lot,
                                           .shipped = goods.quantity,
                                           .accepted = accepted,
                                           .delivered_on = china_date(shipment.signed_at.value_or(unit.now())),
                                           .price_cut = price_cut}));
    return invoicing::rematch(unit, std::array{line.id});
}

Result<> after_shipment(store::Unit& unit, const Shipment& shipment, const shipments::Receipt* receipt) {
    if (shipment.subject_kind != order_subject) return {};
    if (receipt != nullptr) return count_received(unit, shipment, *receipt);
    if (shipment.status == ShipmentStatus::dispatched) return count_shipped(unit, shipment, 1);
    if (shipment.status == ShipmentStatus::lost) return count_shipped(unit, shipment, -1);
    return {};
}

}  // namespace dengyun::purchasing
