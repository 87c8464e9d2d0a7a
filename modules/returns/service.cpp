#include "kernel/api/two_sided.h"
#include "modules/returns/api.h"

namespace dengyun::returns {

Result<GoodsReturn> request(store::Unit& unit, const shipments::Shipment& shipment, GoodsReturn given) {
    using shipments::ShipmentStatus;
    if (shipment.status != ShipmentStatus::signed_for && shipment.status != ShipmentStatus::closed)
        return fail(ErrorKind::conflict, "goods_return.not_received");
    if (given.position > static_cast<std::int64_t>(shipment.lines.size()))
        return fail(ErrorKind::invalid, "request.invalid",
                    {{"position", "unknown_line", std::to_string(given.position)}});
    const auto& line = shipment.lines[static_cast<std::size_t>(given.position) - 1];
    // What was refused or kept in the end is still with the receiver.
    std::int64_t going_back = 0;
    const std::array parameters{meta::Scalar(shipment.id.value), meta::Scalar(given.position)};
    DENGYUN_CHECK(
        unit.query("SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM goods_return WHERE shipment_id = ? "
                   "AND position = ? AND status <> 'refused' AND (status <> 'closed' OR sent_at IS NOT NULL)",
                   parameters, [&](const store::Row& row) { going_back = row.integer(0); }));
    if (given.quantity.value > line.received.value - going_back)
        return fail(ErrorKind::invalid, "request.invalid",
                    {{"quantity", "exceeds_received", to_text(Quantity{line.received.value - going_back})}});
    given.organisation_id = shipment.receiver_id;
    given.supplier_id = shipment.organisation_id;
    given.shipment_id = shipment.id;
    given.lot = line.lot;
    given.goods = line.goods;
    given.subject_kind = shipment.subject_kind;
    given.subject_id = shipment.subject_id;
    given.subject_organisation_id = shipment.subject_organisation_id;
    DENGYUN_TRY(made, unit.insert(std::move(given)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    DENGYUN_CHECK(unit.emit(made.supplier_id, "goods_return", made.id.value, "created", "{}"));
    return std::move(made);
}

Result<Quantity> sent_before(store::Reader& reader, const GoodsReturn& later) {
    Quantity sum{};
    const std::array parameters{meta::Scalar(later.shipment_id.value), meta::Scalar(later.position),
                                meta::Scalar(later.id.value)};
    DENGYUN_CHECK(
        reader.query("SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM goods_return WHERE shipment_id = ? "
                     "AND position = ? AND id < ? AND sent_at IS NOT NULL",
                     parameters, [&](const store::Row& row) { sum.value = row.integer(0); }));
    return sum;
}

Result<GoodsReturn> decide(store::Unit& unit, GoodsReturn disputed, bool is_upheld, const Consequences& then) {
    const auto action = is_upheld ? ReturnAction::uphold : ReturnAction::dismiss;
    DENGYUN_CHECK(api::disarm_timer(unit, disputed));
    DENGYUN_TRY(decided,
                api::move_two_sided<GoodsReturn>(unit, std::move(disputed), static_cast<std::int64_t>(action),
                                                 {meta::all_seeing(), true, false}, &GoodsReturn::supplier_id));
    if (then) DENGYUN_CHECK(then(unit, decided));
    return std::move(decided);
}

}  // namespace dengyun::returns
