// Disputes: what is in dispute is frozen, until it is agreed, decided or put right.
#include "kernel/api/flow_routes.h"
#include "modules/escrow/accounts.h"
#include "modules/escrow/moves.h"
#include "modules/escrow/rules.h"
#include "modules/escrow/service.h"
#include "modules/escrow/settle.h"

namespace dengyun::escrow {
namespace {

Result<Dispute> keep(store::Unit& unit, Escrow escrow, Dispute dispute) {
    VoucherDraft draft(unit, escrow, "escrow.memo_freeze");
    DENGYUN_CHECK(lift_freeze(draft, escrow));
    escrow.frozen.value += dispute.amount.value - dispute.from_retention.value;
    escrow.retention_frozen.value += dispute.from_retention.value;
    DENGYUN_CHECK(set_freeze(unit, draft, escrow));
    DENGYUN_CHECK(draft.post());
    dispute.organisation_id = escrow.organisation_id;
    dispute.escrow_id = escrow.id;
    dispute.supplier_id = escrow.supplier_id;
    DENGYUN_CHECK(unit.update(std::move(escrow), "frozen"));
    DENGYUN_TRY(made, unit.insert(std::move(dispute)));
    // That of a return waits with the return.
    if (!made.follows_subject) DENGYUN_CHECK(api::arm_timer(unit, made));
    return std::move(made);
}

bool is_going(const Escrow& escrow) {
    return escrow.status == EscrowStatus::funded || escrow.status == EscrowStatus::part_released;
}

bool is_undecided(DisputeStatus status) {
    using enum DisputeStatus;
    return status == open || status == negotiation || status == arbitration;
}

Result<Dispute> move(store::Unit& unit, Dispute dispute, DisputeAction action, const flow::Mover& mover) {
    return api::move(unit, std::move(dispute), static_cast<std::int64_t>(action), mover);
}

// Moves the money as it was agreed or decided.
Result<> carry_out(store::Unit& unit, const Dispute& dispute) {
    DENGYUN_TRY(escrow, unit.find(dispute.escrow_id));
    VoucherDraft draft(unit, escrow, "escrow.memo_decision");
    DENGYUN_CHECK(lift_freeze(draft, escrow));
    escrow.frozen.value -= in_dispute(dispute).value;
    if (dispute.to_supplier->value > 0) {
        DENGYUN_TRY(parts, release_of(escrow, *dispute.to_supplier));
        DENGYUN_CHECK(draft_release(unit, draft, escrow, parts));
    }
    DENGYUN_CHECK(draft_refund(unit, draft, escrow, *dispute.to_buyer));
    DENGYUN_CHECK(set_freeze(unit, draft, escrow));
    DENGYUN_CHECK(draft.post());
    const auto left = escrow.total.value - escrow.accepted.value - escrow.refunded.value;
    if (left == 0) {
        const bool all = dispute.to_buyer->value == 0;
        DENGYUN_CHECK(step(unit, escrow, all ? EscrowAction::release_all : EscrowAction::expire, system_mover()));
    } else if (dispute.to_supplier->value > 0) {
        DENGYUN_CHECK(step(unit, escrow, EscrowAction::release_part, system_mover()));
    }
    DENGYUN_CHECK(save(unit, std::move(escrow), "decided"));
    return {};
}

// Once more for whoever looks at it again.
void keep_first(Dispute& dispute) {
    dispute.first_to_supplier = dispute.to_supplier;
    dispute.first_decision = dispute.decision;
}

}  // namespace

Result<Dispute> freeze(store::Unit& unit, Escrow escrow, Dispute dispute) {
    if (!is_going(escrow)) return fail(ErrorKind::conflict, "escrow.not_funded");
    if (dispute.amount.value < 1) return fail(ErrorKind::invalid, "request.invalid", {{"amount", "too_small", "0.01"}});
    if (dispute.amount > open_amount(escrow)) return fail(ErrorKind::conflict, "escrow.exceeds_open");
    return keep(unit, std::move(escrow), std::move(dispute));
}

Result<std::optional<Dispute>> freeze_claim(store::Unit& unit, Escrow escrow, Dispute dispute) {
    const auto wanted = dispute.amount.value;
    dispute.from_retention = {std::min(wanted, open_retention(escrow).value)};
    const auto open = is_going(escrow) ? open_amount(escrow).value : 0;
    dispute.amount = {dispute.from_retention.value + std::min(wanted - dispute.from_retention.value, open)};
    dispute.follows_subject = true;
    if (dispute.amount.value < 1) return std::nullopt;
    DENGYUN_TRY(kept, keep(unit, std::move(escrow), std::move(dispute)));
    return std::optional(std::move(kept));
}

Result<Dispute> lift(store::Unit& unit, Dispute dispute, Money amount, std::string reason) {
    if (!is_undecided(dispute.status)) return fail(ErrorKind::conflict, "escrow_dispute.decided");
    const auto whole = in_dispute(dispute).value;
    const auto part = dispute.follows_subject ? whole : std::min(amount.value, whole);
    if (part < 1) return std::move(dispute);
    DENGYUN_TRY(escrow, unit.find(dispute.escrow_id));
    VoucherDraft draft(unit, escrow, "escrow.memo_thaw");
    DENGYUN_CHECK(lift_freeze(draft, escrow));
    escrow.frozen.value -= part - dispute.from_retention.value;
    escrow.retention_frozen.value -= dispute.from_retention.value;
    DENGYUN_CHECK(set_freeze(unit, draft, escrow));
    DENGYUN_CHECK(draft.post());
    DENGYUN_CHECK(unit.update(std::move(escrow), "lifted"));
    dispute.lifted.value += part;
    dispute.decision = std::move(reason);
    // What was proposed was about the whole.
    dispute.proposed_to_supplier.reset();
    if (in_dispute(dispute).value > 0) return unit.update(std::move(dispute), "lifted");
    DENGYUN_CHECK(api::disarm_timer(unit, dispute));
    return move(unit, std::move(dispute), DisputeAction::lift, system_mover());
}

Result<std::vector<Dispute>> open_disputes(store::Reader& reader, const Escrow& escrow) {
    DENGYUN_TRY(found, reader.list<Dispute>({.filters = {{"escrow_id", to_text(escrow.id)},
                                                         {"status", "open"},
                                                         {"status", "negotiation"},
                                                         {"status", "arbitration"}},
                                             .sort = "id",
                                             .limit = store::page_limit_max}));
    return std::move(found.items);
}

Result<Dispute> state(store::Unit& unit, Dispute dispute, bool by_supplier, std::string statement) {
    if (dispute.follows_subject) return fail(ErrorKind::conflict, "escrow_dispute.follows_subject");
    if (!is_undecided(dispute.status) && dispute.status != DisputeStatus::appealed)
        return fail(ErrorKind::conflict, "escrow_dispute.decided");
    auto& own = by_supplier ? dispute.supplier_statement : dispute.buyer_statement;
    if (own) return fail(ErrorKind::conflict, "escrow_dispute.stated");
    own = std::move(statement);
    DENGYUN_TRY(stated, unit.update(std::move(dispute), "stated"));
    const bool both = stated.supplier_statement && stated.buyer_statement;
    if (!both || stated.status != DisputeStatus::open) return std::move(stated);
    DENGYUN_CHECK(api::disarm_timer(unit, stated));
    return move(unit, std::move(stated), DisputeAction::negotiate, system_mover());
}

Result<Dispute> propose(store::Unit& unit, Dispute dispute, bool by_supplier, Money to_supplier) {
    if (dispute.follows_subject) return fail(ErrorKind::conflict, "escrow_dispute.follows_subject");
    if (!is_undecided(dispute.status)) return fail(ErrorKind::conflict, "escrow_dispute.decided");
    const auto whole = in_dispute(dispute);
    if (to_supplier.value < 0 || to_supplier > whole)
        return fail(ErrorKind::invalid, "request.invalid", {{"to_supplier", "too_large", to_text(whole)}});
    dispute.proposed_to_supplier = to_supplier;
    dispute.proposed_by_supplier = by_supplier;
    return unit.update(std::move(dispute), "proposed");
}

Result<Dispute> act(store::Unit& unit, Dispute dispute, DisputeAction action, std::optional<std::string> reason,
                    bool by_supplier) {
    if (action != DisputeAction::agree && action != DisputeAction::escalate && action != DisputeAction::appeal)
        return fail(ErrorKind::forbidden, "request.forbidden");
    DENGYUN_CHECK(api::disarm_timer(unit, dispute));
    if (action == DisputeAction::appeal) {
        if (!reason || reason->empty()) return fail(ErrorKind::invalid, "request.invalid", {{"reason", "required"}});
        dispute.appeal_reason = std::move(reason);
        dispute.appealed_by_supplier = by_supplier;
        keep_first(dispute);
    }
    if (action != DisputeAction::agree) return move(unit, std::move(dispute), action, system_mover());
    if (dispute.proposed_to_supplier && dispute.proposed_by_supplier == by_supplier)
        return fail(ErrorKind::conflict, "escrow_dispute.own_proposal");
    if (dispute.proposed_to_supplier) {
        dispute.to_supplier = dispute.proposed_to_supplier;
        dispute.to_buyer = Money{in_dispute(dispute).value - dispute.to_supplier->value};
    }
    DENGYUN_TRY(agreed, move(unit, std::move(dispute), action, system_mover()));
    DENGYUN_CHECK(carry_out(unit, agreed));
    return std::move(agreed);
}

Result<Dispute> decide(store::Unit& unit, Dispute dispute, Money to_supplier, Money to_buyer,
                       std::optional<std::string> decision) {
    if (dispute.follows_subject) return fail(ErrorKind::conflict, "escrow_dispute.follows_subject");
    const bool is_appeal = dispute.status == DisputeStatus::appealed;
    if (dispute.status == DisputeStatus::open || dispute.status == DisputeStatus::negotiation)
        return fail(ErrorKind::conflict, "escrow_dispute.not_in_arbitration");
    if (dispute.status != DisputeStatus::arbitration && !is_appeal)
        return fail(ErrorKind::conflict, "escrow_dispute.decided");
    const auto whole = in_dispute(dispute);
    if (to_supplier.value < 0 || to_buyer.value < 0 || to_supplier.value + to_buyer.value != whole.value)
        return fail(ErrorKind::invalid, "request.invalid", {{"to_buyer", "must_add_up", to_text(whole)}});
    dispute.to_supplier = to_supplier;
    dispute.to_buyer = to_buyer;
    dispute.is_deemed = !decision;
    dispute.decision = std::move(decision);
    DENGYUN_CHECK(api::disarm_timer(unit, dispute));
    DENGYUN_TRY(decided, move(unit, std::move(dispute), DisputeAction::decide, system_mover()));
    if (is_appeal) DENGYUN_CHECK(carry_out(unit, decided));
    return std::move(decided);
}

Result<Dispute> execute(store::Unit& unit, Dispute dispute) {
    DENGYUN_TRY(executed, move(unit, std::move(dispute), DisputeAction::execute, system_mover()));
    DENGYUN_CHECK(carry_out(unit, executed));
    return std::move(executed);
}

Result<> fire_dispute_timer(store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t action) {
    auto dispute = unit.find(Id<Dispute>{id});
    if (!dispute || static_cast<std::int64_t>(dispute->status) != state) return {};
    switch (static_cast<DisputeAction>(action)) {
        case DisputeAction::decide: {
            // On the file: who has said nothing loses to who has; else it goes back to whom it came from.
            const bool to_supplier = dispute->supplier_statement && !dispute->buyer_statement;
            const auto whole = in_dispute(*dispute);
            DENGYUN_CHECK(decide(unit, std::move(*dispute), to_supplier ? whole : Money{},
                                 to_supplier ? Money{} : whole, std::nullopt));
            return {};
        }
        case DisputeAction::execute:
            DENGYUN_CHECK(execute(unit, std::move(*dispute)));
            return {};
        default:
            DENGYUN_CHECK(move(unit, std::move(*dispute), static_cast<DisputeAction>(action), system_mover()));
            return {};
    }
}

}  // namespace dengyun::escrow
