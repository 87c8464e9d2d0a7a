// A receipt that was posted by mistake: what it has counted goes back, as long as nothing follows from it.
#include <algorithm>

#include "flows/purchasing/purchasing.h"

namespace dengyun::purchasing {
namespace {

using purchase_orders::Counts;
using purchase_orders::OrderLine;
using shipments::Shipment;

// Whether the goods wait for their inspection, which is off then. Error: conflict where it was decided.
Result<bool> call_off_inspection(store::Unit& unit, const OrderLine& row, std::string_view lot, Quantity sound) {
    DENGYUN_TRY(all, inspections::inspections_for(unit, line_subject, {row.id.value}));
    std::erase_if(all, [&](const inspections::Inspection& one) { return one.lot != lot || one.quantity != sound; });
    if (all.empty()) return false;
    if (all.back().status != inspections::InspectionStatus::pending)
        return fail(ErrorKind::conflict, "purchasing.judged");
    DENGYUN_CHECK(inspections::call_off(unit, all.back()));
    return true;
}

Result<> undo_line(store::Unit& unit, const Shipment& shipment, const shipments::ReceiptLine& counted) {
    const auto& line = shipment.lines[static_cast<std::size_t>(counted.position) - 1];
    DENGYUN_TRY(row, purchase_orders::line_at(unit, {shipment.subject_id->value}, line.subject_position.value_or(0)));
    const Quantity sound{counted.received.value - counted.damaged.value};
    Counts less{.shipped = std::max<std::int64_t>(line.quantity.value - counted.received.value, 0),
                .received = -counted.received.value,
                .over_received = std::min<std::int64_t>(line.quantity.value - counted.received.value, 0),
                .rejected = -counted.damaged.value};
    if (sound.value > 0) {
        DENGYUN_TRY(waited, call_off_inspection(unit, row, line.lot, sound));
        if (!waited) {
            less.accepted = -sound.value;
            DENGYUN_CHECK(invoicing::take_back(unit, row.id, {shipment.id.value}, line.lot, sound));
        }
    }
    DENGYUN_CHECK(purchase_orders::count(unit, row.id, less));
    return invoicing::rematch(unit, std::array{row.id});
}

}  // namespace

Result<> undo_receipt(store::Unit& unit, const Shipment& shipment, const shipments::Receipt& receipt) {
    DENGYUN_TRY(back,
                unit.list<returns::GoodsReturn>({.filters = {{"shipment_id", to_text(shipment.id)}}, .limit = 1}));
    if (!back.items.empty()) return fail(ErrorKind::conflict, "purchasing.returned");
    for (const auto& counted : receipt.lines) DENGYUN_CHECK(undo_line(unit, shipment, counted));
    return {};
}

}  // namespace dengyun::purchasing
