#include "flows/dispatching/option.h"

#include <algorithm>
#include <set>

namespace dengyun::dispatching {
namespace {

orders::OptionKind kind_of(const plans::Plan& plan) {
    if (plan.kinds.empty()) return orders::OptionKind::other;
    switch (plan.kinds.front()) {
        case plans::PlanKind::cheapest:
            return orders::OptionKind::cheapest;
        case plans::PlanKind::fastest:
            return orders::OptionKind::fastest;
        case plans::PlanKind::safest:
            break;
    }
    return orders::OptionKind::safest;
}

// Predecessors first, so that goods go from a lot to a later one of the list only.
std::vector<plans::PlannedLot> in_order(const plans::Plan& plan, std::span<const items::Operation> operations) {
    const auto sorted = items::in_order(operations);
    auto lots = plan.lots;
    std::ranges::sort(lots, {}, [&](const plans::PlannedLot& lot) {
        return std::pair(std::ranges::find(sorted, lot.operation, &items::Operation::number) - sorted.begin(), lot.lot);
    });
    return lots;
}

}  // namespace

orders::OrderOption option_of(const plans::Plan& plan, const OrderDemand& what, std::span<const SharedSlot> slots,
                              Instant reserved_until) {
    const auto lots = in_order(plan, what.demand.operations);
    orders::OrderOption option{.kind = kind_of(plan),
                               .routing_id = what.routing,
                               .price = plan.price.total(),
                               .setup = plan.price.setup,
                               .work = plan.price.work,
                               .material = plan.price.material,
                               .transport = plan.price.transport,
                               .margin = plan.price.margin,
                               .reserve = plan.price.reserve,
                               .finish_at = plan.finishes_at,
                               .promise_at = plan.promised_at,
                               .risk_ppm = plan.risk_millionths,
                               .reserved_until = reserved_until};
    std::set<Id<Organisation>> workshops;
    for (const auto& lot : lots) {
        const auto& operation = *std::ranges::find(what.demand.operations, lot.operation, &items::Operation::number);
        workshops.insert(lot.workshop);
        orders::PlannedLot made{.operation_id = operation.id,
                                .operation_number = lot.operation,
                                .lot = lot.lot + 1,
                                .workshop_id = lot.workshop,
                                .site_id = lot.site,
                                .machine_id = lot.machine,
                                .quantity_in = {lot.pieces_in * orders::one_piece},
                                .quantity_out = {lot.good.value / orders::one_piece * orders::one_piece},
                                .starts_at = lot.starts_at,
                                .ends_at = lot.ends_at,
                                .price = {lot.setup.value + lot.work.value}};
        made.needs_material = operation.predecessors.empty() && what.demand.material.value > 0;
        if (const auto slot = slot_of(slots, lot); slot && !lot.is_started) made.slot_id = slot;
        option.lots.push_back(std::move(made));
    }
    option.workshops = static_cast<std::int64_t>(workshops.size());
    const auto place_of = [&](std::int64_t operation, std::int64_t lot) {
        const auto found = std::ranges::find_if(
            lots, [&](const plans::PlannedLot& one) { return one.operation == operation && one.lot == lot; });
        return static_cast<std::int64_t>(found - lots.begin());
    };
    for (const auto& one : plan.shipments)
        option.moves.push_back({.from = place_of(one.from_operation, one.from_lot),
                                .to = one.to_operation ? place_of(*one.to_operation, one.to_lot) : -1,
                                .quantity = one.quantity,
                                .departs_at = one.departs_at,
                                .arrives_at = one.arrives_at,
                                .price = one.price});
    return option;
}

}  // namespace dengyun::dispatching
