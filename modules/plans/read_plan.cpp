// What the engine found, in the words of the platform, priced by the rate cards of the days on which the lots start.
#include <algorithm>

#include "modules/plans/problem.h"

namespace dengyun::plans {
namespace {

using dispatch::at;
using dispatch::none;

Result<capacity::Price> price_of_lot(const capacity::IndexedWorkshop& workshop, const items::Operation& operation,
                                     Instant starts, std::int64_t pieces, std::int64_t tier_pieces) {
    for (const auto& card : workshop.rates)
        if (card.process == operation.process && capacity::holds_on(card, china_date(starts)))
            return capacity::price_of(card, {.pieces = pieces,
                                             .tier_pieces = tier_pieces,
                                             .setup_ms = operation.setup_s * 1'000,
                                             .unit_time_ms = operation.unit_time_ms,
                                             .area_mm2 = operation.area_mm2.value_or(0),
                                             .mass_mg = operation.mass_mg.value_or(0)});
    return fail(ErrorKind::conflict, "rate_card.none");
}

}  // namespace

Result<Plan> ProblemBuilder::read(const Demand& demand, const dispatch::OrderPlan& found) const {
    Plan plan{.finishes_at = instant_of(found.finish_ms),
              .promised_at = instant_of(found.promise_ms),
              .risk_millionths = found.risk_ppm};
    std::vector<std::int64_t> all(demand.operations.size(), 0);
    for (const auto& lot : found.lots) all[at(lot.name.operation)] += lot.input_milli / 1'000;
    for (const auto& lot : found.lots) {
        const auto& operation = demand.operations[at(lot.name.operation)];
        const auto& [workshop, machine] = places_[at(lot.machine)];
        PlannedLot made{.operation = operation.number,
                        .lot = lot.name.lot,
                        .workshop = workshop->organisation,
                        .machine = machine->machine.id,
                        .site = machine->machine.site_id,
                        .pieces_in = lot.input_milli / 1'000,
                        .good = {lot.input_milli / 1'000 * operation.yield_millionths / 1'000},
                        .starts_at = instant_of(lot.start_ms),
                        .ends_at = instant_of(lot.end_ms),
                        .setup = {lot.setup_fen},
                        .work = {lot.work_fen},
                        .is_started = lot.is_started};
        // A started lot keeps the price that was agreed.
        if (!lot.is_started) {
            DENGYUN_TRY(
                price, price_of_lot(*workshop, operation, made.starts_at, made.pieces_in, all[at(lot.name.operation)]));
            made.setup = {};
            for (const auto& line : price.lines)
                if (line.component == capacity::PriceComponent::setup) made.setup = line.amount;
            made.work = {price.total.value - made.setup.value};
        }
        plan.price.setup.value += made.setup.value;
        plan.price.work.value += made.work.value;
        plan.lots.push_back(std::move(made));
    }
    for (const auto& one : found.shipments) {
        PlannedShipment made{.from_operation = demand.operations[at(one.from.operation)].number,
                             .from_lot = one.from.lot,
                             .to_operation = {},
                             .to_lot = one.to.lot,
                             .quantity = {one.quantity_milli},
                             .departs_at = instant_of(one.depart_ms),
                             .arrives_at = instant_of(one.arrive_ms),
                             .price = {one.price_fen}};
        if (one.to.operation != none) made.to_operation = demand.operations[at(one.to.operation)].number;
        plan.price.transport.value += made.price.value;
        plan.shipments.push_back(std::move(made));
    }
    for (const auto& line : found.prices) plan.price.material.value += line.material_fen;
    const auto costs = plan.price.costs();
    DENGYUN_TRY(margin, share_at(costs, policy_.margin_millionths));
    DENGYUN_TRY(reserve, share_at(costs, policy_.reserve_millionths));
    plan.price.margin = margin;
    plan.price.reserve = reserve;
    return plan;
}

}  // namespace dengyun::plans
