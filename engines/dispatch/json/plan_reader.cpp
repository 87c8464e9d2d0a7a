#include "engines/dispatch/json/plan_reader.h"

namespace dengyun::dispatch {

Names names_of(const std::vector<std::string>& list) {
    Names out;
    out.reserve(list.size());
    for (const auto& one : list) out.emplace(one, static_cast<Index>(out.size()));
    return out;
}

PlanReader::PlanReader(const Problem& problem)
    : orders_(names_by_id(problem.orders)), machines_(names_by_id(problem.machines)) {
    for (const auto& order : problem.orders) operations_.push_back(names_by_id(order.operations));
}

LotName PlanReader::lot_name(const Place& place) const {
    LotName out;
    if (!place.object({"order", "operation", "lot"})) return out;
    out.order = place.required("order").reference(orders_);
    if (out.order == none) return out;
    out.operation = place.required("operation").reference(operations_[at(out.order)]);
    place.member("lot").index(out.lot);
    return out;
}

LotName PlanReader::end_of(const Place& place, Index order) const {
    LotName out{.order = order};
    if (!place.object({"operation", "lot"})) return out;
    out.operation = place.required("operation").reference(operations_[at(order)]);
    place.member("lot").index(out.lot);
    return out;
}

void PlanReader::lot(const Place& place, OrderPlan& plan) const {
    if (!place.object(
            {"operation", "lot", "machine", "input_milli", "start_ms", "end_ms", "started", "setup_fen", "work_fen"}))
        return;
    Lot out{.name = {.order = plan.order}};
    out.name.operation = place.required("operation").reference(operations_[at(plan.order)]);
    place.member("lot").index(out.name.lot);
    out.machine = place.required("machine").reference(machines_);
    place.required("input_milli").number(out.input_milli);
    place.required("start_ms").number(out.start_ms);
    place.required("end_ms").number(out.end_ms);
    out.is_started = place.member("started").boolean(out.is_started);
    place.member("setup_fen").number(out.setup_fen);
    place.member("work_fen").number(out.work_fen);
    const auto within = [&](const char* name, std::int64_t value, std::int64_t low, std::int64_t high) {
        if (value < low) place.member(name).complain("too_small", std::to_string(low));
        if (value > high) place.member(name).complain("too_large", std::to_string(high));
    };
    within("input_milli", out.input_milli, 1, Bounds::quantity_milli_max);
    within("start_ms", out.start_ms, 0, Bounds::instant_max);
    within("end_ms", out.end_ms, out.start_ms, Bounds::instant_max);
    within("setup_fen", out.setup_fen, 0, Bounds::charge_fen_max);
    within("work_fen", out.work_fen, 0, Bounds::charge_fen_max);
    plan.lots.push_back(out);
}

void PlanReader::shipment(const Place& place, OrderPlan& plan) const {
    if (!place.object({"from", "to", "quantity_milli", "depart_ms", "arrive_ms", "price_fen"})) return;
    Shipment out{.from = end_of(place.required("from"), plan.order), .to = end_of(place.member("to"), plan.order)};
    place.required("quantity_milli").number(out.quantity_milli);
    place.required("depart_ms").number(out.depart_ms);
    place.required("arrive_ms").number(out.arrive_ms);
    place.member("price_fen").number(out.price_fen);
    const auto within = [&](const char* name, std::int64_t value, std::int64_t low, std::int64_t high) {
        if (value < low) place.member(name).complain("too_small", std::to_string(low));
        if (value > high) place.member(name).complain("too_large", std::to_string(high));
    };
    within("quantity_milli", out.quantity_milli, 1, Bounds::quantity_milli_max);
    within("depart_ms", out.depart_ms, 0, Bounds::instant_max);
    within("arrive_ms", out.arrive_ms, out.depart_ms, Bounds::instant_max);
    within("price_fen", out.price_fen, 0, Bounds::charge_fen_max);
    plan.shipments.push_back(out);
}

NamedPlan PlanReader::plan(const Place& place) const {
    NamedPlan out;
    if (!place.object(
            {"order", "names", "lots", "shipments", "prices", "price_fen", "finish_ms", "promise_ms", "risk_ppm"}))
        return out;
    auto& plan = out.plan;
    plan.order = place.required("order").reference(orders_);
    if (plan.order == none) return out;
    place.member("names").each([&](const Place& one) { out.names.push_back(one.text()); });
    const auto lots = place.required("lots");
    if (lots.count() > Bounds::operations_max * static_cast<std::size_t>(Bounds::lots_max)) {
        lots.complain("too_many", std::to_string(Bounds::operations_max * static_cast<std::size_t>(Bounds::lots_max)));
        return out;
    }
    lots.each([&](const Place& one) { lot(one, plan); });
    place.member("shipments").each([&](const Place& one) { shipment(one, plan); });
    place.member("prices").each([&](const Place& one) {
        if (!one.object({"operation", "setup_fen", "work_fen", "material_fen", "transport_fen", "margin_fen"})) return;
        Price price;
        one.member("setup_fen").number(price.setup_fen);
        one.member("work_fen").number(price.work_fen);
        one.member("material_fen").number(price.material_fen);
        one.member("transport_fen").number(price.transport_fen);
        one.member("margin_fen").number(price.margin_fen);
        for (const auto fen :
             {price.setup_fen, price.work_fen, price.material_fen, price.transport_fen, price.margin_fen})
            if (fen < 0 || fen > 100 * Bounds::charge_fen_max)
                one.complain("too_large", std::to_string(100 * Bounds::charge_fen_max));
        plan.prices.push_back(price);
    });
    place.member("finish_ms").number(plan.finish_ms);
    place.member("promise_ms").number(plan.promise_ms);
    place.member("risk_ppm").number(plan.risk_ppm);
    return out;
}

}  // namespace dengyun::dispatch
