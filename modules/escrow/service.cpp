#include "modules/escrow/service.h"

#include "kernel/api/flow_routes.h"
#include "kernel/base/assert.h"
#include "modules/escrow/accounts.h"
#include "modules/escrow/credits.h"
#include "modules/escrow/moves.h"
#include "modules/escrow/rules.h"
#include "modules/escrow/settle.h"
#include "modules/terms/api.h"

namespace dengyun::escrow {
namespace {

using ledger::TransferKind;

std::int64_t number(EscrowAction action) { return static_cast<std::int64_t>(action); }

// Where a hold takes the money from: the buyer's cash, or the escrow of the order that the task belongs to.
Result<Id<ledger::Account>> source_of(store::Unit& unit, const Escrow& escrow) {
    if (!escrow.parent_id) {
        DENGYUN_TRY(cash, cash_of(unit, escrow.organisation_id));
        return cash.id;
    }
    DENGYUN_TRY(parent, unit.find(*escrow.parent_id));
    return parent.escrow_account_id.value();
}

Result<> use_parent(store::Unit& unit, const Escrow& escrow, std::int64_t change) {
    if (!escrow.parent_id) return {};
    DENGYUN_TRY(parent, unit.find(*escrow.parent_id));
    const bool funded = parent.status == EscrowStatus::funded || parent.status == EscrowStatus::part_released;
    if (change > 0 && !funded) return fail(ErrorKind::conflict, "escrow.parent_not_funded");
    if (change > free_for_tasks(parent).value) return fail(ErrorKind::conflict, "escrow.exceeds_parent");
    parent.sub_funded.value += change;
    DENGYUN_TRY(saved, unit.update(std::move(parent), "sub_funded"));
    static_cast<void>(saved);
    return {};
}

Result<Escrow> lapse(store::Unit& unit, Escrow escrow) {
    // The ledger has let the holds go by its own clock; where it has not yet, this does.
    DENGYUN_TRY(expired, ledger::expire_due(unit, ledger::custody_book, 1'000));
    static_cast<void>(expired);
    DENGYUN_CHECK(use_parent(unit, escrow, -escrow.total.value));
    escrow.hold_id.reset();
    escrow.deposit_hold_id.reset();
    escrow.held_until.reset();
    return save(unit, std::move(escrow), "lapsed", true);
}

}  // namespace

Result<Escrow> create(store::Unit& unit, Escrow escrow) {
    DENGYUN_CHECK(check_escrow(escrow));
    if (escrow.parent_id) {
        DENGYUN_TRY(parent, unit.find(*escrow.parent_id));
        if (parent.supplier_id != escrow.organisation_id) return fail(ErrorKind::not_found, "request.not_found");
        if (parent.parent_id) return fail(ErrorKind::conflict, "escrow.not_the_prime");
    }
    const auto rate = terms::rule_at("escrow_commission", china_date(unit.now()));
    escrow.commission_rate = rate ? rate->value : 0;
    return unit.insert(std::move(escrow));
}

Result<Escrow> hold(store::Unit& unit, Escrow escrow, const flow::Mover& mover) {
    DENGYUN_CHECK(step(unit, escrow, EscrowAction::hold, mover));
    DENGYUN_CHECK(use_parent(unit, escrow, escrow.total.value));
    DENGYUN_CHECK(open_accounts(unit, escrow));
    DENGYUN_TRY(source, source_of(unit, escrow));
    escrow.held_until = unit.now() + hold_time;
    VoucherDraft draft(unit, escrow, "escrow.memo_hold");
    const auto own =
        draft.hold(source, *escrow.escrow_account_id, {escrow.total.value - escrow.deposit.value}, escrow.held_until);
    if (own) escrow.hold_id = own;
    if (escrow.deposit_account_id)
        escrow.deposit_hold_id = draft.hold(source, *escrow.deposit_account_id, escrow.deposit, escrow.held_until);
    DENGYUN_CHECK(draft.post());
    return save(unit, std::move(escrow), "held");
}

Result<Escrow> fund(store::Unit& unit, Escrow escrow, const flow::Mover& mover) {
    DENGYUN_CHECK(step(unit, escrow, EscrowAction::fund, mover));
    VoucherDraft draft(unit, escrow, "escrow.memo_fund");
    draft.settle(TransferKind::post, escrow.hold_id);
    draft.settle(TransferKind::post, escrow.deposit_hold_id);
    DENGYUN_CHECK(draft.post());
    escrow.hold_id.reset();
    escrow.deposit_hold_id.reset();
    escrow.held_until.reset();
    return save(unit, std::move(escrow), "funded");
}

Result<Escrow> cancel(store::Unit& unit, Escrow escrow, const flow::Mover& mover) {
    const bool held = escrow.status == EscrowStatus::held;
    DENGYUN_CHECK(step(unit, escrow, EscrowAction::cancel, mover));
    if (held) {
        VoucherDraft draft(unit, escrow, "escrow.memo_cancel");
        draft.settle(TransferKind::void_, escrow.hold_id);
        draft.settle(TransferKind::void_, escrow.deposit_hold_id);
        DENGYUN_CHECK(draft.post());
        DENGYUN_CHECK(use_parent(unit, escrow, -escrow.total.value));
        escrow.hold_id.reset();
        escrow.deposit_hold_id.reset();
        escrow.held_until.reset();
    }
    return save(unit, std::move(escrow), "cancelled");
}

Result<Escrow> release(store::Unit& unit, Escrow escrow, Money value, const flow::Mover& mover) {
    DENGYUN_TRY(parts, release_of(escrow, value));
    const bool all = open_amount(escrow) == value && escrow.frozen.value == 0;
    DENGYUN_CHECK(step(unit, escrow, all ? EscrowAction::release_all : EscrowAction::release_part, mover));
    VoucherDraft draft(unit, escrow, all ? "escrow.memo_release_all" : "escrow.memo_release");
    DENGYUN_CHECK(lift_freeze(draft, escrow));
    DENGYUN_CHECK(draft_release(unit, draft, escrow, parts));
    DENGYUN_CHECK(set_freeze(unit, draft, escrow));
    DENGYUN_CHECK(settle_notes(unit, draft, escrow));
    DENGYUN_CHECK(draft.post());
    DENGYUN_CHECK(recover_credits(unit, escrow));
    return save(unit, std::move(escrow), all ? "released" : "part_released");
}

Result<Escrow> refund(store::Unit& unit, Escrow escrow, const flow::Mover& mover) {
    const auto open = open_amount(escrow);
    if (open.value == 0 && escrow.frozen.value > 0) return fail(ErrorKind::conflict, "escrow.frozen");
    // What is frozen stays and keeps the escrow going until it is decided.
    if (escrow.frozen.value == 0) {
        DENGYUN_CHECK(step(unit, escrow, mover.is_system ? EscrowAction::expire : EscrowAction::refund, mover));
    } else {
        auto probe = escrow;
        DENGYUN_CHECK(step(unit, probe, mover.is_system ? EscrowAction::expire : EscrowAction::refund, mover));
    }
    VoucherDraft draft(unit, escrow, "escrow.memo_refund");
    DENGYUN_CHECK(lift_freeze(draft, escrow));
    DENGYUN_CHECK(draft_refund(unit, draft, escrow, open));
    DENGYUN_CHECK(set_freeze(unit, draft, escrow));
    DENGYUN_CHECK(draft.post());
    return save(unit, std::move(escrow), "refunded", mover.is_system);
}

Result<Escrow> pay_retention(store::Unit& unit, Escrow escrow, Money amount, bool to_buyer) {
    if (amount.value < 1 || amount > open_retention(escrow))
        return fail(ErrorKind::conflict, "escrow.exceeds_retention");
    Id<ledger::Account> target;
    if (to_buyer) {
        DENGYUN_TRY(cash, cash_of(unit, escrow.organisation_id));
        target = cash.id;
    } else {
        DENGYUN_TRY(payable, payable_of(unit, escrow.supplier_id));
        target = payable.id;
    }
    VoucherDraft draft(unit, escrow, to_buyer ? "escrow.memo_retention_back" : "escrow.memo_retention");
    draft.direct(*escrow.retention_account_id, target, amount);
    DENGYUN_CHECK(draft.post());
    escrow.retention_paid.value += amount.value;
    return unit.update(std::move(escrow), to_buyer ? "recovered" : "retention_released");
}

Result<Escrow> take_back(store::Unit& unit, Escrow escrow, Money value) {
    // What an order's escrow releases was accepted; that is not taken back but returned.
    DENGYUN_ASSERT(escrow.parent_id.has_value());
    if (value.value < 1 || value > escrow.accepted)
        return fail(ErrorKind::invalid, "request.invalid", {{"amount", "too_large", to_text(escrow.accepted)}});
    DENGYUN_CHECK(step(unit, escrow, EscrowAction::take_back, system_mover()));
    DENGYUN_TRY(due, commission_up_to(escrow, {escrow.accepted.value - value.value}));
    const Money commission{std::max<std::int64_t>(0, escrow.commission.value - due.value)};
    const Money rest{value.value - commission.value};
    DENGYUN_TRY(payable, payable_of(unit, escrow.supplier_id));
    DENGYUN_TRY(owed, ledger::read_balance(unit, ledger::custody_book, payable.id));
    if (owed.balance - owed.debits_pending < rest.value) return fail(ErrorKind::conflict, "escrow.paid_out");
    VoucherDraft draft(unit, escrow, "escrow.memo_take_back");
    DENGYUN_CHECK(lift_freeze(draft, escrow));
    draft.direct(payable.id, *escrow.escrow_account_id, rest);
    if (commission.value > 0) {
        DENGYUN_TRY(earned, commission_account(unit));
        draft.direct(earned.id, *escrow.escrow_account_id, commission);
    }
    escrow.accepted.value -= value.value;
    escrow.commission.value -= commission.value;
    DENGYUN_CHECK(set_freeze(unit, draft, escrow));
    DENGYUN_CHECK(draft.post());
    return save(unit, std::move(escrow), "taken_back");
}

Result<Escrow> guarantee(store::Unit& unit, Escrow escrow, meta::Date until) {
    escrow.retention_until = until;
    return save(unit, std::move(escrow), "guaranteed");
}

Result<> end_guarantee(store::Unit& unit, Escrow escrow) {
    const bool is_settled = escrow.status == EscrowStatus::released || escrow.status == EscrowStatus::refunded;
    const auto left = open_retention(escrow);
    if (!is_settled || left.value == 0 || !escrow.retention_until) return {};
    if (Instant(*escrow.retention_until) + flow::day > unit.now()) return {};
    DENGYUN_CHECK(pay_retention(unit, std::move(escrow), left, false));
    return {};
}

Result<Escrow> top_up(store::Unit& unit, Escrow escrow, Money amount) {
    if (escrow.status != EscrowStatus::funded && escrow.status != EscrowStatus::part_released)
        return fail(ErrorKind::conflict, "escrow.not_funded");
    DENGYUN_TRY(total, add(escrow.total, amount));
    if (amount.value < 1) return fail(ErrorKind::invalid, "request.invalid", {{"amount", "too_small", "0.01"}});
    DENGYUN_TRY(cash, cash_of(unit, escrow.organisation_id));
    VoucherDraft draft(unit, escrow, "escrow.memo_top_up");
    DENGYUN_CHECK(lift_freeze(draft, escrow));
    // What is refunded stays at the right end: the deposit reaches no further than what is left of it there.
    const auto right = escrow.total.value - escrow.refunded.value;
    const auto reach = escrow.deposit_reach.value_or(Money{escrow.total.value - escrow.topped_up.value}).value;
    if (escrow.deposit.value > 0) escrow.deposit_reach = Money{std::min(reach, right)};
    escrow.total = total;
    escrow.topped_up.value += amount.value;
    draft.direct(cash.id, *escrow.escrow_account_id, amount);
    DENGYUN_CHECK(set_freeze(unit, draft, escrow));
    DENGYUN_CHECK(draft.post());
    return unit.update(std::move(escrow), "topped_up");
}

Result<Escrow> draw_reserve(store::Unit& unit, Escrow escrow, Money amount) {
    if (amount.value < 1 || amount > escrow.reserve)
        return fail(ErrorKind::invalid, "request.invalid", {{"amount", "too_large", to_text(escrow.reserve)}});
    escrow.reserve.value -= amount.value;
    return unit.update(std::move(escrow), "reserve_drawn");
}

Result<> fire_timer(store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t action) {
    auto escrow = unit.find(Id<Escrow>{id});
    if (!escrow || static_cast<std::int64_t>(escrow->status) != state) return {};
    if (action == number(EscrowAction::lapse)) {
        DENGYUN_CHECK(step(unit, *escrow, EscrowAction::lapse, system_mover()));
        DENGYUN_TRY(lapsed, lapse(unit, std::move(*escrow)));
        static_cast<void>(lapsed);
        return {};
    }
    if (action == number(EscrowAction::pay_retention)) return end_guarantee(unit, std::move(*escrow));
    if (open_amount(*escrow).value == 0) return {};
    DENGYUN_TRY(refunded, refund(unit, std::move(*escrow), system_mover()));
    static_cast<void>(refunded);
    return {};
}

}  // namespace dengyun::escrow
