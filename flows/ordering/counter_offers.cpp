// The customer's answer to a counter-offer.
#include "flows/ordering/money.h"
#include "kernel/api/flow_routes.h"

namespace dengyun::ordering {
namespace {

using orders::CounterAction;
using orders::CounterOffer;

// Nobody else's plan may move with it: that is a re-dispatch, which is shown and agreed to as a whole.
Result<> check_successors(store::Reader& reader, const OperationTask& task, Instant ends_at) {
    DENGYUN_TRY(order, reader.find(task.order_id));
    if (task.is_last && order.promise_at && ends_at > *order.promise_at)
        return fail(ErrorKind::conflict, "ordering.moves_others");
    DENGYUN_TRY(next, orders::successors_of(reader, task));
    for (const auto& one : next)
        if (ends_at > one.planned_start_at && ends_at > task.planned_end_at)
            return fail(ErrorKind::conflict, "ordering.moves_others");
    return {};
}

Result<> move_slot(store::Unit& unit, OperationTask& task, const CounterOffer& offer) {
    const bool same = offer.starts_at == task.planned_start_at && offer.ends_at == task.planned_end_at;
    if (same || !task.slot_id) return {};
    DENGYUN_CHECK(free_slot(unit, task.slot_id, "counter-offer"));
    DENGYUN_TRY(reserved, capacity::reserve(unit, {.machine = task.machine_id,
                                                   .starts_at = offer.starts_at,
                                                   .ends_at = offer.ends_at,
                                                   .holder = task.organisation_id,
                                                   .purpose = task.lot_number,
                                                   .expires_at = unit.now() + flow::day}));
    DENGYUN_TRY(booked, capacity::book(unit, reserved.id));
    task.slot_id = booked.id;
    return {};
}

Result<> apply(store::Unit& unit, const CounterOffer& offer) {
    DENGYUN_TRY(task, unit.find(offer.task_id));
    if (task.status != orders::TaskStatus::offered || task.workshop_id != offer.organisation_id)
        return fail(ErrorKind::conflict, "counter_offer.not_offered");
    DENGYUN_CHECK(check_successors(unit, task, offer.ends_at));
    DENGYUN_CHECK(move_slot(unit, task, offer));
    task.price = offer.price;
    task.planned_start_at = offer.starts_at;
    task.planned_end_at = offer.ends_at;
    DENGYUN_TRY(saved, unit.update(std::move(task), "countered"));
    DENGYUN_TRY(order, unit.find(saved.order_id));
    DENGYUN_TRY(free, free_for_tasks(unit, order));
    if (free.value < 0) return fail(ErrorKind::conflict, "ordering.exceeds_funds");
    // It was the workshop's own offer: agreed to, it binds both.
    DENGYUN_TRY(accepted, accept_task(unit, std::move(saved), payee()));
    static_cast<void>(accepted);
    return {};
}

}  // namespace

Result<CounterOffer> answer(store::Unit& unit, CounterOffer offer, CounterAction action, const flow::Mover& mover) {
    DENGYUN_TRY(moved, api::move(unit, std::move(offer), static_cast<std::int64_t>(action), mover));
    if (action == CounterAction::agree) DENGYUN_CHECK(apply(unit, moved));
    return std::move(moved);
}

}  // namespace dengyun::ordering
