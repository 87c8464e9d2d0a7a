#include "flows/ordering/money.h"

namespace dengyun::ordering {

bool is_going(const escrow::Escrow& one) {
    return one.status == escrow::EscrowStatus::funded || one.status == escrow::EscrowStatus::part_released;
}

flow::Mover payer() { return {meta::all_seeing(), false, false}; }
flow::Mover payee() { return {meta::all_seeing(), false, true}; }

Result<Id<escrow::Escrow>> make_escrow(store::Unit& unit, const SalesOrder& order) {
    DENGYUN_TRY(deposit, share_at(order.price, order.deposit_rate));
    escrow::Escrow row{.title = order.number + " " + order.title,
                       .supplier_id = order.supplier_id,
                       .subject_kind = std::string(SalesOrder::description.name),
                       .subject_id = Id<escrow::Subject>{order.id.value},
                       .total = order.price,
                       .deposit = deposit,
                       .retention_rate = order.retention_rate,
                       .margin = order.margin,
                       .reserve = order.reserve,
                       .due_on = order.due_on};
    if (row.title.size() > 100) row.title = order.number;
    row.organisation_id = order.organisation_id;
    DENGYUN_TRY(made, escrow::create(unit, std::move(row)));
    return made.id;
}

Result<> refund(store::Unit& unit, const std::optional<Id<escrow::Escrow>>& id) {
    if (!id) return {};
    DENGYUN_TRY(row, unit.find(*id));
    using enum escrow::EscrowStatus;
    Result<escrow::Escrow> done = row;
    if (row.status == created || row.status == held)
        done = escrow::cancel(unit, std::move(row), payer());
    else if (is_going(row) && escrow::open_amount(row).value > 0)
        done = escrow::refund(unit, std::move(row), payee());
    if (!done) return std::unexpected(std::move(done).error());
    return {};
}

Result<Money> pay(store::Unit& unit, const std::optional<Id<escrow::Escrow>>& id, Money value) {
    if (!id || value.value <= 0) return Money{};
    DENGYUN_TRY(row, unit.find(*id));
    if (!is_going(row)) return Money{};
    const auto part = std::min(value, escrow::open_amount(row));
    if (part.value == 0) return Money{};
    DENGYUN_TRY(released, escrow::release(unit, std::move(row), part, payer()));
    static_cast<void>(released);
    return part;
}

Result<Id<escrow::Escrow>> fund_task(store::Unit& unit, const OperationTask& task) {
    DENGYUN_TRY(order, unit.find(task.order_id));
    escrow::Escrow row{.title = task.lot_number + " " + task.title,
                       .supplier_id = task.workshop_id,
                       .parent_id = order.escrow_id,
                       .subject_kind = std::string(OperationTask::description.name),
                       .subject_id = Id<escrow::Subject>{task.id.value},
                       .total = task.price,
                       .due_on = order.due_on};
    if (row.title.size() > 100) row.title = task.lot_number;
    row.organisation_id = task.organisation_id;
    DENGYUN_TRY(made, escrow::create(unit, std::move(row)));
    DENGYUN_TRY(held, escrow::hold(unit, std::move(made), payer()));
    DENGYUN_TRY(funded, escrow::fund(unit, std::move(held), payer()));
    return funded.id;
}

namespace {

// Of the price: what was handed over of what was planned to come out; more than planned is not paid for.
std::int64_t due_to(const OperationTask& task) {
    const auto out = std::min(task.handed_over.value, task.planned_out.value);
    return static_cast<std::int64_t>(static_cast<__int128>(task.price.value) * out / task.planned_out.value);
}

}  // namespace

Result<> unpay_task(store::Unit& unit, Id<OperationTask> id) {
    DENGYUN_TRY(task, unit.find(id));
    const Money too_much{task.paid.value - due_to(task)};
    if (too_much.value <= 0 || !task.escrow_id) return {};
    DENGYUN_TRY(row, unit.find(*task.escrow_id));
    DENGYUN_CHECK(escrow::take_back(unit, std::move(row), too_much));
    task.paid.value -= too_much.value;
    DENGYUN_CHECK(unit.update(std::move(task), "paid"));
    return {};
}

Result<> pay_task(store::Unit& unit, Id<OperationTask> id) {
    DENGYUN_TRY(task, unit.find(id));
    DENGYUN_TRY(paid, pay(unit, task.escrow_id, {due_to(task) - task.paid.value}));
    if (paid.value > 0) {
        task.paid.value += paid.value;
        DENGYUN_TRY(saved, unit.update(std::move(task), "paid"));
        task = std::move(saved);
    }
    return orders::is_final(task.status) ? refund(unit, task.escrow_id) : Result<>{};
}

}  // namespace dengyun::ordering
