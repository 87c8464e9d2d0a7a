#include "modules/escrow/settle.h"

#include "modules/escrow/credits.h"

namespace dengyun::escrow {

using ledger::TransferKind;

Result<> draft_release(store::Unit& unit, VoucherDraft& draft, Escrow& escrow, const Release& parts) {
    DENGYUN_TRY(payable, payable_of(unit, escrow.supplier_id));
    draft.direct(*escrow.escrow_account_id, payable.id, parts.to_supplier);
    if (parts.from_deposit.value > 0) draft.direct(*escrow.deposit_account_id, payable.id, parts.from_deposit);
    if (parts.retention.value > 0)
        draft.direct(*escrow.escrow_account_id, *escrow.retention_account_id, parts.retention);
    if (parts.commission.value > 0) {
        DENGYUN_TRY(commission, commission_account(unit));
        draft.direct(payable.id, commission.id, parts.commission);
    }
    escrow.accepted.value += parts.value.value;
    escrow.retained.value += parts.retention.value;
    escrow.commission.value += parts.commission.value;
    escrow.sub_recovered.value += parts.sub_recovered.value;
    return {};
}

Result<> settle_notes(store::Unit& unit, VoucherDraft& draft, Escrow& escrow) {
    store::Query agreed{.filters = {{"escrow_id", to_text(escrow.id)}, {"status", "agreed"}},
                        .limit = store::page_limit_max};
    DENGYUN_TRY(notes, unit.list<Note>(agreed));
    DENGYUN_TRY(payable, payable_of(unit, escrow.supplier_id));
    DENGYUN_TRY(cash, cash_of(unit, escrow.organisation_id));
    for (auto& note : notes.items) {
        if (note.kind == NoteKind::credit) continue;  // taken of what is left after the release
        const bool penalty = note.kind == NoteKind::penalty;
        draft.direct(penalty ? payable.id : cash.id, penalty ? cash.id : payable.id, note.amount);
        (penalty ? escrow.penalty : escrow.bonus).value += note.amount.value;
        note.status = NoteStatus::settled;
        DENGYUN_TRY(settled, unit.update(std::move(note), "settled"));
        static_cast<void>(settled);
    }
    return {};
}

namespace {

// What tasks used of an order that is not carried out is the supplier's loss: from what he is owed, then from his cash.
// The answer is what he has not: the buyer waits for that.
Result<Money> draft_cover(store::Unit& unit, VoucherDraft& draft, Escrow& escrow, Money cover) {
    if (cover.value == 0) return Money{};
    DENGYUN_TRY(payable, payable_of(unit, escrow.supplier_id));
    DENGYUN_TRY(owed, available(unit, payable.id, cover));
    draft.direct(payable.id, *escrow.escrow_account_id, owed);
    DENGYUN_TRY(cash, cash_of(unit, escrow.supplier_id));
    DENGYUN_TRY(own, available(unit, cash.id, {cover.value - owed.value}));
    draft.direct(cash.id, *escrow.escrow_account_id, own);
    escrow.sub_recovered.value += cover.value;
    return Money{cover.value - owed.value - own.value};
}

}  // namespace

Result<> draft_refund(store::Unit& unit, VoucherDraft& draft, Escrow& escrow, Money value) {
    if (value.value == 0) return {};
    const auto parts = stretch_of(escrow, value);
    Id<ledger::Account> target;
    if (escrow.parent_id) {
        DENGYUN_TRY(parent, unit.find(*escrow.parent_id));
        target = *parent.escrow_account_id;
        draft.direct(*escrow.escrow_account_id, target, parts.from_escrow);
        parent.sub_funded.value -= value.value;
        // More was taken off the prime's releases than its tasks came to cost: it gets the difference now.
        const auto excess = parent.sub_recovered.value - parent.sub_funded.value;
        if (excess > 0) {
            DENGYUN_TRY(payable, payable_of(unit, parent.supplier_id));
            draft.direct(target, payable.id, {excess});
            parent.sub_recovered.value -= excess;
        }
        DENGYUN_TRY(saved, unit.update(std::move(parent), "sub_funded"));
        static_cast<void>(saved);
    } else {
        DENGYUN_TRY(cash, cash_of(unit, escrow.organisation_id));
        DENGYUN_TRY(missing, draft_cover(unit, draft, escrow, uncovered_by(escrow, value)));
        draft.direct(*escrow.escrow_account_id, cash.id, {parts.from_escrow.value - missing.value});
        if (missing.value > 0) DENGYUN_CHECK(owe(unit, escrow, missing, "escrow.owed_of_refund"));
        if (parts.from_deposit.value > 0) draft.direct(*escrow.deposit_account_id, cash.id, parts.from_deposit);
    }
    escrow.refunded.value += value.value;
    return {};
}

Result<> lift_freeze(VoucherDraft& draft, Escrow& escrow) {
    draft.settle(TransferKind::void_, escrow.freeze_hold_id);
    draft.settle(TransferKind::void_, escrow.deposit_freeze_hold_id);
    draft.settle(TransferKind::void_, escrow.retention_freeze_hold_id);
    escrow.freeze_hold_id.reset();
    escrow.deposit_freeze_hold_id.reset();
    escrow.retention_freeze_hold_id.reset();
    return {};
}

namespace {

// What of a freeze the escrow account itself holds back. Of an order's that is what its tasks may not use (margin and
// reserve, less what was paid and went back): they go on, and what they use of the rest is the supplier's to make good.
Money held_back(const Escrow& escrow, Money from_escrow) {
    if (!escrow.subject_id || escrow.parent_id) return from_escrow;
    const auto right = escrow.total.value - escrow.refunded.value;
    const auto accepted = escrow.accepted.value - deposit_up_to(escrow, escrow.accepted.value);
    const auto refunded =
        escrow.refunded.value - (deposit_up_to(escrow, escrow.total.value) - deposit_up_to(escrow, right));
    const auto not_for_tasks =
        escrow.margin.value + escrow.reserve.value + escrow.sub_recovered.value - accepted - refunded;
    return {std::clamp<std::int64_t>(not_for_tasks, 0, from_escrow.value)};
}

}  // namespace

Result<> set_freeze(store::Unit& unit, VoucherDraft& draft, Escrow& escrow) {
    if (escrow.frozen.value == 0 && escrow.retention_frozen.value == 0) return {};
    const auto parts = stretch_of(escrow, escrow.frozen);
    // Where it will go is open; a hold needs a name, and either decision may follow.
    DENGYUN_TRY(payable, payable_of(unit, escrow.supplier_id));
    if (const auto id =
            draft.hold(*escrow.escrow_account_id, payable.id, held_back(escrow, parts.from_escrow), std::nullopt))
        escrow.freeze_hold_id = id;
    if (parts.from_deposit.value > 0)
        escrow.deposit_freeze_hold_id =
            draft.hold(*escrow.deposit_account_id, payable.id, parts.from_deposit, std::nullopt);
    if (escrow.retention_frozen.value > 0)
        escrow.retention_freeze_hold_id =
            draft.hold(*escrow.retention_account_id, payable.id, escrow.retention_frozen, std::nullopt);
    return {};
}

}  // namespace dengyun::escrow
