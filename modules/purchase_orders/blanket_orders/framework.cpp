// Blanket orders and what is called off from them; forecasts.
#include "modules/purchase_orders/rows.h"

namespace dengyun::purchase_orders {
namespace {

template <class E>
Result<> check_references(store::Reader& reader, const E& row) {
    DENGYUN_TRY(known, is_enterprise(reader, row.supplier_id));
    if (!known) return fail(ErrorKind::invalid, "request.invalid", {{"supplier_id", "unknown_reference"}});
    DENGYUN_TRY(item, is_own(reader, row.item_id, row.organisation_id));
    if (!item) return fail(ErrorKind::invalid, "request.invalid", {{"item_id", "unknown_reference"}});
    return {};
}

}  // namespace

Result<BlanketOrder> add_blanket(store::Unit& unit, BlanketOrder blanket) {
    DENGYUN_CHECK(check_blanket(blanket, unit.now()));
    DENGYUN_CHECK(check_references(unit, blanket));
    const std::array owner{meta::Scalar(blanket.organisation_id.value), meta::Scalar(blanket.organisation_id.value)};
    DENGYUN_TRY(last, number_of(unit,
                                "SELECT COALESCE(CAST(SUBSTR(MAX(number), 4) AS BIGINT), 0) FROM blanket_order WHERE "
                                "organisation_id = ? AND id = (SELECT MAX(id) FROM blanket_order WHERE "
                                "organisation_id = ?)",
                                owner));
    if (last >= orders_max) return fail(ErrorKind::limit, "purchase_order.too_many");
    blanket.number = fmt::format("BO-{:06}", last + 1);
    DENGYUN_TRY(made, unit.insert(std::move(blanket)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    DENGYUN_CHECK(unit.emit(made.supplier_id, BlanketOrder::description.name, made.id.value, "created", "{}"));
    return std::move(made);
}

Result<PurchaseOrder> call_off(store::Unit& unit, const BlanketOrder& blanket, const CallOffInput& input,
                               const flow::Mover& mover) {
    DENGYUN_TRY(order, order_of(blanket, input, unit.now()));
    DENGYUN_TRY(made, add_order(unit, blanket.organisation_id, order,
                                OrderSource{std::string(BlanketOrder::description.name), blanket.id.value}));
    return issue(unit, std::move(made), mover);
}

Result<SupplyForecast> publish_forecast(store::Unit& unit, SupplyForecast forecast) {
    DENGYUN_CHECK(check_forecast(forecast, unit.now()));
    DENGYUN_CHECK(check_references(unit, forecast));
    DENGYUN_TRY(before,
                rows_of<SupplyForecast>(
                    unit,
                    "SELECT id FROM supply_forecast WHERE organisation_id = ? AND supplier_id = ? AND "
                    "description_text = ? ORDER BY number DESC LIMIT 1",
                    std::array{meta::Scalar(forecast.organisation_id.value), meta::Scalar(forecast.supplier_id.value),
                               meta::Scalar(std::string_view(forecast.description_text))}));
    forecast.number = 1;
    if (!before.empty()) {
        forecast.number = before.front().number + 1;
        before.front().is_latest = false;
        DENGYUN_CHECK(unit.update(std::move(before.front())));
    }
    forecast.is_latest = true;
    DENGYUN_TRY(made, unit.insert(std::move(forecast)));
    DENGYUN_CHECK(unit.emit(made.supplier_id, SupplyForecast::description.name, made.id.value, "created", "{}"));
    return std::move(made);
}

}  // namespace dengyun::purchase_orders
