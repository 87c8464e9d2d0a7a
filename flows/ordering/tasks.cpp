// Tasks with their slots and sub-escrows.
#include "flows/ordering/money.h"

namespace dengyun::ordering {

using orders::TaskAction;
using orders::TaskStatus;

bool is_under_way(orders::OrderStatus status) {
    using enum orders::OrderStatus;
    return status == released || status == in_production || status == partly_delivered || status == delivered;
}

namespace {

Result<bool> can_begin(store::Reader& reader, const OperationTask& task) {
    DENGYUN_TRY(there, orders::has_inputs(reader, task));
    if (!there) return false;
    const auto in_force = items::check_in_force(reader, task.revision_id, task.workshop_id);
    if (!in_force && in_force.error().kind != ErrorKind::conflict) return std::unexpected(in_force.error());
    return in_force.has_value();
}

Result<> forget_escrow(store::Unit& unit, OperationTask& task) {
    DENGYUN_CHECK(refund(unit, task.escrow_id));
    task.escrow_id.reset();
    task.paid = {};
    return {};
}

// What goes with a move, before it.
Result<> prepare(store::Unit& unit, OperationTask& task, TaskAction action) {
    const bool gives_time_back = action == TaskAction::decline || action == TaskAction::expire ||
                                 action == TaskAction::revoke || action == TaskAction::cancel ||
                                 action == TaskAction::scrap;
    if (gives_time_back) {
        DENGYUN_CHECK(free_slot(unit, task.slot_id, "task " + std::string(meta::name_of(action))));
        task.slot_id.reset();
    }
    // Nothing was accepted from it, or what was is paid already.
    if (action == TaskAction::revoke || action == TaskAction::scrap) return forget_escrow(unit, task);
    if (action == TaskAction::cancel) return refund(unit, task.escrow_id);
    return {};
}

}  // namespace

Result<> advance(store::Unit& unit, Id<SalesOrder> id) {
    DENGYUN_TRY(order, unit.find(id));
    if (!is_under_way(order.status)) return {};
    DENGYUN_TRY(tasks, orders::tasks_of(unit, id));
    for (auto& task : tasks) {
        if (task.status != TaskStatus::planned && task.status != TaskStatus::ready) continue;
        DENGYUN_TRY(begins, can_begin(unit, task));
        if (!begins) continue;
        if (task.inputs.empty()) task.quantity_in = task.planned_in;
        const auto& system = orders::system_mover();
        if (task.status == TaskStatus::planned) {
            DENGYUN_TRY(ready, orders::move_task(unit, std::move(task), TaskAction::make_ready, system));
            task = std::move(ready);
        }
        DENGYUN_TRY(offered, orders::move_task(unit, std::move(task), TaskAction::offer, system));
        static_cast<void>(offered);
    }
    return {};
}

Result<OperationTask> acknowledge(store::Unit& unit, const OperationTask& task, std::string person) {
    DENGYUN_TRY(revision, unit.find(task.revision_id));
    DENGYUN_TRY(given, items::distribution_to(unit, revision.organisation_id, task.revision_id, task.workshop_id));
    if (!given) return fail(ErrorKind::conflict, "ordering.not_given_out");
    if (given->status != items::DistributionStatus::acknowledged) {
        DENGYUN_TRY(done, items::acknowledge(unit, given->id, std::move(person)));
        static_cast<void>(done);
    }
    DENGYUN_CHECK(advance(unit, task.order_id));
    return unit.find(task.id);
}

Result<OperationTask> accept_task(store::Unit& unit, OperationTask task, const flow::Mover& mover) {
    DENGYUN_CHECK(items::check_in_force(unit, task.revision_id, task.workshop_id));
    // The table is asked first: money moves only for who may accept.
    DENGYUN_TRY(to, flow::next_state(OperationTask::states, static_cast<std::int64_t>(task.status),
                                     static_cast<std::int64_t>(TaskAction::accept), &task, unit.now(), mover));
    static_cast<void>(to);
    if (task.price.value > 0) {
        DENGYUN_TRY(funded, fund_task(unit, task));
        task.escrow_id = funded;
    }
    return orders::move_task(unit, std::move(task), TaskAction::accept, mover);
}

Result<OperationTask> act_on_task(store::Unit& unit, OperationTask task, TaskAction action, const flow::Mover& mover) {
    if (action == TaskAction::accept) return accept_task(unit, std::move(task), mover);
    if (action == TaskAction::start || action == TaskAction::offer)
        DENGYUN_CHECK(items::check_in_force(unit, task.revision_id, task.workshop_id));
    DENGYUN_TRY(to, flow::next_state(OperationTask::states, static_cast<std::int64_t>(task.status),
                                     static_cast<std::int64_t>(action), &task, unit.now(), mover));
    static_cast<void>(to);
    DENGYUN_CHECK(prepare(unit, task, action));
    DENGYUN_TRY(moved, orders::move_task(unit, std::move(task), action, mover));
    if (action == TaskAction::back_to_ready) {
        DENGYUN_CHECK(advance(unit, moved.order_id));
        return unit.find(moved.id);
    }
    return std::move(moved);
}

Result<OperationTask> hand_over(store::Unit& unit, Id<OperationTask> from, Id<OperationTask> to, Quantity quantity,
                                orders::Arrival arrival) {
    DENGYUN_TRY(received, orders::receive(unit, from, to, quantity, arrival));
    DENGYUN_CHECK(pay_task(unit, from));
    DENGYUN_CHECK(advance(unit, received.order_id));
    return unit.find(to);
}

Result<> bring_along(store::Unit& unit, OperationTask task, Id<OperationTask> from, Quantity gone, Quantity arrived) {
    DENGYUN_TRY(followed, orders::follow(unit, std::move(task), from, gone, arrived));
    return advance(unit, followed.order_id);
}

namespace {

Result<> check_under_way(store::Reader& reader, Id<OperationTask> id) {
    DENGYUN_TRY(task, reader.find(id));
    DENGYUN_TRY(order, reader.find(task.order_id));
    const bool is_open = is_under_way(order.status) || order.status == orders::OrderStatus::terminating;
    return is_open ? Result<>{} : fail(ErrorKind::conflict, "ordering.over");
}

}  // namespace

Result<> give_back(store::Unit& unit, Id<OperationTask> from, Id<OperationTask> to, Quantity quantity) {
    DENGYUN_CHECK(check_under_way(unit, from));
    DENGYUN_CHECK(orders::give_back(unit, from, to, quantity));
    return unpay_task(unit, from);
}

Result<> undeliver(store::Unit& unit, Id<OperationTask> from, Quantity quantity) {
    DENGYUN_CHECK(check_under_way(unit, from));
    DENGYUN_TRY(task, unit.find(from));
    DENGYUN_CHECK(orders::uncount_delivery(unit, task.order_id, from, quantity));
    return unpay_task(unit, from);
}

Result<OperationTask> replan(store::Unit& unit, OperationTask task, const orders::PlannedLot& lot,
                             const flow::Mover& mover) {
    const bool is_new_lot = task.status == TaskStatus::scrapped;
    if (task.workshop_id != lot.workshop_id && !is_new_lot) orders::leave_behind(task);
    task.workshop_id = lot.workshop_id;
    task.site_id = lot.site_id;
    task.machine_id = lot.machine_id;
    task.slot_id = lot.slot_id;
    task.planned_start_at = lot.starts_at;
    task.planned_end_at = lot.ends_at;
    task.price = lot.price;
    task.started_at.reset();
    task.reported_at.reset();
    if (is_new_lot) {
        task.quantity_in = task.good = task.rework = task.scrap = task.handed_over = {};
        for (auto& input : task.inputs) input.received = {};
        task.has_material = !lot.needs_material;
    }
    DENGYUN_TRY(moved, orders::move_task(unit, std::move(task), TaskAction::replan, mover));
    DENGYUN_TRY(order, unit.find(moved.order_id));
    DENGYUN_TRY(free, free_for_tasks(unit, order));
    if (free.value < 0) return fail(ErrorKind::conflict, "ordering.exceeds_funds");
    if (lot.slot_id) {
        DENGYUN_TRY(slot, unit.find(*lot.slot_id));
        if (slot.status == capacity::SlotStatus::reserved) {
            DENGYUN_TRY(booked, capacity::book(unit, slot.id));
            static_cast<void>(booked);
        }
    }
    if (moved.workshop_id != order.organisation_id && is_under_way(order.status)) {
        DENGYUN_TRY(given, items::distribute(unit, moved.revision_id, moved.workshop_id));
        static_cast<void>(given);
    }
    DENGYUN_CHECK(advance(unit, order.id));
    return unit.find(moved.id);
}

Result<OperationTask> supply_material(store::Unit& unit, OperationTask task) {
    if (task.has_material) return std::move(task);
    if (orders::is_final(task.status)) return fail(ErrorKind::conflict, "ordering.over");
    task.has_material = true;
    DENGYUN_TRY(saved, unit.update(std::move(task), "supplied"));
    DENGYUN_CHECK(advance(unit, saved.order_id));
    return unit.find(saved.id);
}

}  // namespace dengyun::ordering
