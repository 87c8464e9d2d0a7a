// What verdicts and returns count on the lines of orders.
#include <algorithm>

#include "flows/purchasing/purchasing.h"

namespace dengyun::purchasing {
namespace {

using purchase_orders::Counts;
using purchase_orders::OrderLine;

// The lot as it was shipped: an inspection names no shipment.
Result<> deliver_lot(store::Unit& unit, const OrderLine& line, std::string_view lot, Quantity accepted,
                     Money price_cut) {
    DENGYUN_TRY(all, shipments::shipments_for(unit, order_subject, {line.order_id.value}));
    for (const auto& shipment : all)
        for (const auto& goods : shipment.lines)
            if (goods.lot == lot && goods.subject_position == line.position)
                return deliver(unit, line, shipment, goods, accepted, price_cut);
    return {};
}

}  // namespace

Result<> after_verdict(store::Unit& unit, const inspections::Inspection& inspection) {
    if (inspection.subject_kind != line_subject) return {};
    DENGYUN_TRY(line, unit.find(Id<OrderLine>{inspection.subject_id->value}));
    // A return may have taken back some of the lot meanwhile.
    const auto open = line.received.value - line.accepted.value - line.rejected.value;
    const auto rejected = std::min(inspection.rejected_quantity.value, open);
    const auto accepted = std::min(inspection.accepted_quantity.value, open - rejected);
    Counts more{.accepted = accepted, .rejected = rejected, .price_cut = inspection.price_cut.value_or(Money{})};
    DENGYUN_TRY(counted, purchase_orders::count(unit, line.id, more));
    return accepted == 0 ? Result<>{} : deliver_lot(unit, counted, inspection.lot, {accepted}, more.price_cut);
}

Result<> after_return(store::Unit& unit, const returns::GoodsReturn& moved) {
    if (moved.subject_kind != order_subject || moved.status != returns::ReturnStatus::credited) return {};
    DENGYUN_TRY(shipment, unit.find(moved.shipment_id));
    const auto& goods = shipment.lines[static_cast<std::size_t>(moved.position) - 1];
    DENGYUN_TRY(line, purchase_orders::line_at(unit, {moved.subject_id->value}, goods.subject_position.value_or(0)));
    // What was damaged was rejected when it came, and goes back first.
    DENGYUN_TRY(before, returns::sent_before(unit, moved));
    const auto damaged = std::max<std::int64_t>(goods.damaged.value - before.value, 0);
    auto sound = std::max<std::int64_t>(moved.quantity.value - damaged, 0);
    // What nobody has judged yet is rejected; what was accepted is credited.
    const auto unjudged = line.received.value - line.accepted.value - line.rejected.value;
    const auto rejected = std::min(sound, unjudged);
    sound = std::min(sound - rejected, purchase_orders::net_of(line).value);
    // What was invoiced already beyond what is left is credited.
    const auto left = purchase_orders::net_of(line).value - sound;
    const auto credited = std::max<std::int64_t>(line.invoiced.value - line.credited.value - left, 0);
    DENGYUN_CHECK(
        purchase_orders::count(unit, line.id, {.rejected = rejected, .returned = sound, .credited = credited}));
    if (sound == 0) return {};
    // What is not invoiced yet is not stated any more; what is, the supplier credits by a note.
    DENGYUN_CHECK(invoicing::lower_deliveries(unit, line.id, {sound - credited}));
    return invoicing::rematch(unit, std::array{line.id});
}

}  // namespace dengyun::purchasing
