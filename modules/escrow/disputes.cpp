// Disputes: what is in dispute is frozen, until it is decided or put right.
#include <array>

#include "modules/escrow/accounts.h"
#include "modules/escrow/moves.h"
#include "modules/escrow/rules.h"
#include "modules/escrow/service.h"
#include "modules/escrow/settle.h"

namespace dengyun::escrow {
namespace {

std::int64_t in_dispute(const Dispute& dispute) { return dispute.amount.value - dispute.lifted.value; }

Result<Dispute> keep(store::Unit& unit, Escrow escrow, Dispute dispute) {
    VoucherDraft draft(unit, escrow, "冻结争议金额");
    DENGYUN_CHECK(lift_freeze(draft, escrow));
    escrow.frozen.value += dispute.amount.value - dispute.from_retention.value;
    escrow.retention_frozen.value += dispute.from_retention.value;
    DENGYUN_CHECK(set_freeze(unit, draft, escrow));
    DENGYUN_CHECK(draft.post());
    dispute.organisation_id = escrow.organisation_id;
    dispute.escrow_id = escrow.id;
    dispute.supplier_id = escrow.supplier_id;
    DENGYUN_CHECK(unit.update(std::move(escrow), "frozen"));
    return unit.insert(std::move(dispute));
}

bool is_going(const Escrow& escrow) {
    return escrow.status == EscrowStatus::funded || escrow.status == EscrowStatus::part_released;
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
    if (dispute.status != DisputeStatus::open) return fail(ErrorKind::conflict, "escrow_dispute.decided");
    const auto part = dispute.follows_subject ? in_dispute(dispute) : std::min(amount.value, in_dispute(dispute));
    if (part < 1) return std::move(dispute);
    DENGYUN_TRY(escrow, unit.find(dispute.escrow_id));
    VoucherDraft draft(unit, escrow, "解除争议冻结");
    DENGYUN_CHECK(lift_freeze(draft, escrow));
    escrow.frozen.value -= part - dispute.from_retention.value;
    escrow.retention_frozen.value -= dispute.from_retention.value;
    DENGYUN_CHECK(set_freeze(unit, draft, escrow));
    DENGYUN_CHECK(draft.post());
    DENGYUN_CHECK(unit.update(std::move(escrow), "lifted"));
    dispute.lifted.value += part;
    if (in_dispute(dispute) == 0) dispute.status = DisputeStatus::lifted;
    dispute.decision = std::move(reason);
    return unit.update(std::move(dispute), "lifted");
}

Result<std::vector<Dispute>> open_disputes(store::Reader& reader, const Escrow& escrow) {
    DENGYUN_TRY(found, reader.list<Dispute>({.filters = {{"escrow_id", to_text(escrow.id)}, {"status", "open"}},
                                             .sort = "id",
                                             .limit = store::page_limit_max}));
    return std::move(found.items);
}

Result<Dispute> decide(store::Unit& unit, Dispute dispute, Money to_supplier, Money to_buyer, std::string decision) {
    if (dispute.status != DisputeStatus::open) return fail(ErrorKind::conflict, "escrow_dispute.decided");
    if (dispute.follows_subject) return fail(ErrorKind::conflict, "escrow_dispute.follows_subject");
    const auto whole = in_dispute(dispute);
    if (to_supplier.value < 0 || to_buyer.value < 0 || to_supplier.value + to_buyer.value != whole)
        return fail(ErrorKind::invalid, "request.invalid", {{"to_buyer", "must_add_up", to_text(Money{whole})}});
    DENGYUN_TRY(escrow, unit.find(dispute.escrow_id));
    VoucherDraft draft(unit, escrow, "裁决争议金额");
    DENGYUN_CHECK(lift_freeze(draft, escrow));
    escrow.frozen.value -= whole;
    if (to_supplier.value > 0) {
        DENGYUN_TRY(parts, release_of(escrow, to_supplier));
        DENGYUN_CHECK(draft_release(unit, draft, escrow, parts));
    }
    DENGYUN_CHECK(draft_refund(unit, draft, escrow, to_buyer));
    DENGYUN_CHECK(set_freeze(unit, draft, escrow));
    DENGYUN_CHECK(draft.post());
    const auto left = escrow.total.value - escrow.accepted.value - escrow.refunded.value;
    if (left == 0) {
        DENGYUN_CHECK(
            step(unit, escrow, to_buyer.value == 0 ? EscrowAction::release_all : EscrowAction::expire, system_mover()));
    } else if (to_supplier.value > 0) {
        DENGYUN_CHECK(step(unit, escrow, EscrowAction::release_part, system_mover()));
    }
    DENGYUN_TRY(saved, save(unit, std::move(escrow), "decided"));
    static_cast<void>(saved);
    dispute.status = DisputeStatus::decided;
    dispute.to_supplier = to_supplier;
    dispute.to_buyer = to_buyer;
    dispute.decision = std::move(decision);
    return unit.update(std::move(dispute), "decided");
}

}  // namespace dengyun::escrow
