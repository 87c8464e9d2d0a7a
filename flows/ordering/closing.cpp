// Deliveries, verdicts, settlement; and what ends an order that has begun.
#include "flows/ordering/money.h"

namespace dengyun::ordering {

using orders::OrderAction;
using orders::TaskAction;
using orders::TaskStatus;

namespace {

Result<OperationTask> step(store::Unit& unit, OperationTask task, TaskAction action) {
    return act_on_task(unit, std::move(task), action, orders::system_mover());
}

// What nobody has begun is cancelled; what a workshop has accepted is taken back first.
Result<> cancel_open(store::Unit& unit, Id<SalesOrder> order) {
    DENGYUN_TRY(tasks, orders::tasks_of(unit, order));
    for (auto& task : tasks) {
        if (orders::is_started(task.status) || orders::is_final(task.status)) continue;
        if (task.status == TaskStatus::held && task.held_from == TaskStatus::running) continue;
        if (task.status == TaskStatus::accepted) {
            DENGYUN_TRY(revoked, step(unit, std::move(task), TaskAction::revoke));
            task = std::move(revoked);
        }
        DENGYUN_TRY(cancelled, step(unit, std::move(task), TaskAction::cancel));
        static_cast<void>(cancelled);
    }
    return {};
}

Result<> cancel(store::Unit& unit, OperationTask task) {
    DENGYUN_TRY(cancelled, step(unit, std::move(task), TaskAction::cancel));
    static_cast<void>(cancelled);
    return {};
}

// Work that was reported and that nobody has refused is taken over by the supplier and paid by its good pieces; what is
// still being worked on ends.
Result<> end_task(store::Unit& unit, OperationTask task) {
    if (task.status == TaskStatus::rework) {
        DENGYUN_TRY(resumed, step(unit, std::move(task), TaskAction::resume));
        task = std::move(resumed);
    }
    if (task.status == TaskStatus::running) {
        DENGYUN_TRY(held, step(unit, std::move(task), TaskAction::hold));
        task = std::move(held);
    }
    if (task.status == TaskStatus::held || task.status == TaskStatus::scrapped) return cancel(unit, std::move(task));
    if (task.status == TaskStatus::reported) {
        DENGYUN_TRY(inspected, step(unit, std::move(task), TaskAction::inspect));
        task = std::move(inspected);
    }
    if (task.status == TaskStatus::inspected) {
        const bool good = task.good.value > 0;
        DENGYUN_TRY(judged, step(unit, std::move(task), good ? TaskAction::pass : TaskAction::scrap));
        task = std::move(judged);
    }
    if (task.status == TaskStatus::scrapped) return cancel(unit, std::move(task));
    if (task.status != TaskStatus::passed) return {};
    task.handed_over = task.good;
    DENGYUN_TRY(done, step(unit, std::move(task), TaskAction::hand_over));
    return pay_task(unit, done.id);
}

// Releases what the order's accepted value has grown by.
Result<> release_grown(store::Unit& unit, const SalesOrder& order, Money before) {
    const Money due{order.accepted_value.value - before.value};
    DENGYUN_CHECK(make_room(unit, order, due));
    DENGYUN_TRY(paid, pay(unit, order.escrow_id, due));
    static_cast<void>(paid);
    return {};
}

meta::Date guarantee_end(const SalesOrder& order, Instant now) {
    return china_date(now) + std::chrono::days(order.guarantee_days);
}

Result<> begin_guarantee(store::Unit& unit, const SalesOrder& order) {
    DENGYUN_TRY(row, unit.find(order.escrow_id.value()));
    DENGYUN_CHECK(escrow::guarantee(unit, std::move(row), order.guarantee_until.value()));
    return {};
}

Result<SalesOrder> accept_the_rest(store::Unit& unit, SalesOrder order) {
    const Quantity open{order.delivered.value - order.accepted.value - order.rejected.value};
    if (open.value == 0) return std::move(order);
    return judge(unit, std::move(order), open, {});
}

}  // namespace

Result<SalesOrder> deliver(store::Unit& unit, SalesOrder order, Id<OperationTask> from, Quantity quantity) {
    DENGYUN_TRY(counted, orders::count_delivery(unit, std::move(order), from, quantity));
    DENGYUN_CHECK(pay_task(unit, from));
    return unit.find(counted.id);
}

Result<SalesOrder> judge(store::Unit& unit, SalesOrder order, Quantity accepted, Quantity rejected) {
    const auto before = order.accepted_value;
    DENGYUN_TRY(judged, orders::count_verdict(unit, std::move(order), accepted, rejected));
    DENGYUN_CHECK(release_grown(unit, judged, before));
    return std::move(judged);
}

Result<SalesOrder> settle(store::Unit& unit, SalesOrder order, const flow::Mover& mover) {
    // Silence accepts what was delivered.
    if (mover.is_system) {
        DENGYUN_TRY(judged, accept_the_rest(unit, std::move(order)));
        order = std::move(judged);
    }
    order.guarantee_until = guarantee_end(order, unit.now());
    DENGYUN_TRY(settled, orders::move_order(unit, std::move(order), OrderAction::settle, mover));
    DENGYUN_CHECK(refund(unit, settled.escrow_id));
    DENGYUN_CHECK(begin_guarantee(unit, settled));
    return std::move(settled);
}

Result<SalesOrder> close(store::Unit& unit, SalesOrder order) {
    return orders::move_order(unit, std::move(order), OrderAction::close, orders::system_mover());
}

Result<> end_guarantee(store::Unit& unit, const SalesOrder& order) {
    if (!order.escrow_id) return {};
    DENGYUN_TRY(row, unit.find(*order.escrow_id));
    return escrow::end_guarantee(unit, std::move(row));
}

Result<SalesOrder> terminate(store::Unit& unit, SalesOrder order, Money settlement, const flow::Mover& mover) {
    DENGYUN_TRY(row, unit.find(order.escrow_id.value()));
    const auto open = escrow::open_amount(row);
    if (settlement.value < 0 || settlement > open)
        return fail(ErrorKind::invalid, "request.invalid", {{"settlement", "too_large", to_text(open)}});
    const bool by_supplier = mover.is_platform && !mover.is_system;
    order.settlement = settlement;
    order.terminated_by_supplier = by_supplier;
    DENGYUN_TRY(moved, orders::move_order(unit, std::move(order),
                                          by_supplier ? OrderAction::abandon : OrderAction::terminate, mover));
    DENGYUN_CHECK(cancel_open(unit, moved.id));
    DENGYUN_TRY(changes, orders::open_options_of(unit, moved, orders::OptionPurpose::change));
    for (auto& change : changes) {
        DENGYUN_TRY(dropped, drop(unit, std::move(change), orders::OptionAction::lapse, orders::system_mover()));
        static_cast<void>(dropped);
    }
    return unit.find(moved.id);
}

Result<SalesOrder> close_short(store::Unit& unit, SalesOrder order, const flow::Mover& mover) {
    const auto action = order.terminated_by_supplier ? OrderAction::agree_short : OrderAction::close_short;
    order.guarantee_until = guarantee_end(order, unit.now());
    DENGYUN_TRY(moved, orders::move_order(unit, std::move(order), action, mover));
    DENGYUN_TRY(judged, accept_the_rest(unit, std::move(moved)));
    DENGYUN_TRY(tasks, orders::tasks_of(unit, judged.id));
    for (auto& task : tasks)
        if (!orders::is_final(task.status)) DENGYUN_CHECK(end_task(unit, std::move(task)));
    DENGYUN_TRY(paid, pay(unit, judged.escrow_id, judged.settlement));
    static_cast<void>(paid);
    DENGYUN_CHECK(refund(unit, judged.escrow_id));
    DENGYUN_CHECK(begin_guarantee(unit, judged));
    return unit.find(judged.id);
}

Money value_of_return(const SalesOrder& order, Quantity returned) {
    const auto net = order.accepted.value - order.returned.value;
    const auto kept = std::max<std::int64_t>(0, net - returned.value);
    return {orders::value_up_to(order, {net}).value - orders::value_up_to(order, {kept}).value};
}

Result<escrow::Note> credit_return(store::Unit& unit, SalesOrder order, Quantity returned) {
    const auto value = value_of_return(order, returned);
    DENGYUN_TRY(counted, orders::count_return(unit, std::move(order), returned));
    DENGYUN_TRY(row, unit.find(counted.escrow_id.value()));
    return escrow::credit(unit, row, value, counted.number);
}

Result<> lower_price(store::Unit& unit, const SalesOrder& order, Money amount, std::string reason) {
    if (!order.escrow_id) return fail(ErrorKind::conflict, "ordering.no_escrow");
    DENGYUN_TRY(row, unit.find(*order.escrow_id));
    DENGYUN_CHECK(escrow::add_note(unit, row, escrow::NoteKind::penalty, amount, std::move(reason), true));
    return {};
}

Result<SalesOrder> raise_price(store::Unit& unit, SalesOrder order, Money amount) {
    if (!order.escrow_id) return fail(ErrorKind::conflict, "ordering.no_escrow");
    DENGYUN_TRY(row, unit.find(*order.escrow_id));
    DENGYUN_CHECK(escrow::top_up(unit, std::move(row), amount));
    // What was accepted by now is worth more as well; the next release pays the difference.
    order.price.value += amount.value;
    return unit.update(std::move(order), "price_raised");
}

}  // namespace dengyun::ordering
