// An order from its quote to its release, and what ends it before.
#include "flows/ordering/money.h"

namespace dengyun::ordering {

using orders::OptionAction;
using orders::OrderAction;

Result<SalesOrder> quote(store::Unit& unit, SalesOrder order, const flow::Mover& mover) {
    DENGYUN_CHECK(items::check_in_force(unit, order.revision_id, order.organisation_id));
    DENGYUN_TRY(options, orders::open_options_of(unit, order, orders::OptionPurpose::quote));
    if (options.empty()) return fail(ErrorKind::conflict, "ordering.no_option");
    order.quoted_until = std::ranges::min(options, {}, &OrderOption::reserved_until).reserved_until;
    return orders::move_order(unit, std::move(order), OrderAction::quote, mover);
}

Result<OrderOption> drop(store::Unit& unit, OrderOption option, OptionAction action, const flow::Mover& mover) {
    DENGYUN_TRY(dropped, orders::move_option(unit, std::move(option), action, mover));
    DENGYUN_CHECK(free_slots(unit, dropped, "option dropped"));
    return std::move(dropped);
}

namespace {

Result<> drop_open(store::Unit& unit, const SalesOrder& order) {
    for (const auto purpose : {orders::OptionPurpose::quote, orders::OptionPurpose::change}) {
        DENGYUN_TRY(options, orders::open_options_of(unit, order, purpose));
        for (auto& option : options) {
            DENGYUN_TRY(dropped, drop(unit, std::move(option), OptionAction::lapse, orders::system_mover()));
            static_cast<void>(dropped);
        }
    }
    return {};
}

}  // namespace

Result<SalesOrder> accept(store::Unit& unit, OrderOption option, const flow::Mover& mover) {
    DENGYUN_TRY(order, unit.find(option.order_id));
    DENGYUN_TRY(accepted, orders::move_option(unit, std::move(option), OptionAction::accept, mover));
    DENGYUN_TRY(booked, book_slots(unit, accepted));
    DENGYUN_CHECK(drop_open(unit, order));
    order.option_id = accepted.id;
    order.price = accepted.price;
    order.margin = accepted.margin;
    order.reserve = accepted.reserve;
    order.promise_at = accepted.promise_at;
    DENGYUN_TRY(escrow_id, make_escrow(unit, order));
    order.escrow_id = escrow_id;
    DENGYUN_TRY(tasks, orders::make_tasks(unit, order, booked));
    order.tasks_total = static_cast<std::int64_t>(tasks.size());
    DENGYUN_TRY(free, free_for_tasks(unit, order));
    if (free.value < 0) return fail(ErrorKind::conflict, "ordering.exceeds_funds");
    return orders::move_order(unit, std::move(order), OrderAction::accept, mover);
}

Result<SalesOrder> fund(store::Unit& unit, SalesOrder order, const flow::Mover& mover) {
    DENGYUN_TRY(moved, orders::move_order(unit, std::move(order), OrderAction::fund, mover));
    DENGYUN_TRY(row, unit.find(moved.escrow_id.value()));
    DENGYUN_TRY(held, escrow::hold(unit, std::move(row), payer()));
    DENGYUN_TRY(funded, escrow::fund(unit, std::move(held), payer()));
    static_cast<void>(funded);
    return std::move(moved);
}

Result<SalesOrder> release(store::Unit& unit, SalesOrder order, const flow::Mover& mover) {
    DENGYUN_TRY(free, free_for_tasks(unit, order));
    if (free.value < 0) return fail(ErrorKind::conflict, "ordering.exceeds_funds");
    DENGYUN_TRY(moved, orders::move_order(unit, std::move(order), OrderAction::release, mover));
    DENGYUN_TRY(tasks, orders::tasks_of(unit, moved.id));
    for (const auto& task : tasks) {
        if (task.workshop_id == moved.organisation_id) continue;
        DENGYUN_TRY(given, items::distribute(unit, moved.revision_id, task.workshop_id));
        static_cast<void>(given);
    }
    DENGYUN_CHECK(advance(unit, moved.id));
    return unit.find(moved.id);
}

Result<SalesOrder> call_off(store::Unit& unit, SalesOrder order, OrderAction action, const flow::Mover& mover) {
    DENGYUN_TRY(moved, orders::move_order(unit, std::move(order), action, mover));
    DENGYUN_CHECK(drop_open(unit, moved));
    DENGYUN_TRY(tasks, orders::tasks_of(unit, moved.id));
    for (auto& task : tasks) {
        DENGYUN_TRY(cancelled, act_on_task(unit, std::move(task), orders::TaskAction::cancel, orders::system_mover()));
        static_cast<void>(cancelled);
    }
    DENGYUN_CHECK(refund(unit, moved.escrow_id));
    return unit.find(moved.id);
}

Result<Money> free_for_tasks(store::Reader& reader, const SalesOrder& order) {
    if (!order.escrow_id) return Money{};
    DENGYUN_TRY(row, reader.find(*order.escrow_id));
    auto free = escrow::free_for_tasks(row);
    DENGYUN_TRY(tasks, orders::tasks_of(reader, order.id));
    for (const auto& task : tasks)
        if (!task.escrow_id && !orders::is_final(task.status)) free.value -= task.price.value;
    return free;
}

Result<SalesOrder> draw_reserve(store::Unit& unit, SalesOrder order, Money amount) {
    if (!order.escrow_id) return fail(ErrorKind::conflict, "ordering.no_escrow");
    if (!is_under_way(order.status) && order.status != orders::OrderStatus::funded)
        return fail(ErrorKind::conflict, "ordering.over");
    DENGYUN_TRY(row, unit.find(*order.escrow_id));
    DENGYUN_TRY(drawn, escrow::draw_reserve(unit, std::move(row), amount));
    order.reserve = drawn.reserve;
    return unit.update(std::move(order), "reserve_drawn");
}

}  // namespace dengyun::ordering
