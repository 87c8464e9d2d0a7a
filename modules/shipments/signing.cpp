#include "modules/shipments/signing.h"

#include "kernel/api/two_sided.h"

namespace dengyun::shipments {
namespace {

constexpr std::int64_t number(ReceiptAction action) { return static_cast<std::int64_t>(action); }

// The receiver is the other side of the shipment and the owner of the receipt, and the sender the reverse.
flow::Mover turned(const flow::Mover& mover) { return {mover.viewer, mover.is_system, !mover.is_platform}; }

void count(Shipment& shipment, const Receipt& receipt) {
    for (const auto& line : receipt.lines) {
        auto& counted = shipment.lines[static_cast<std::size_t>(line.position) - 1];
        counted.received = line.received;
        counted.damaged = line.damaged;
    }
    shipment.outcome = receipt.outcome;
}

Result<Receipt> post_receipt(store::Unit& unit, const Shipment& shipment, Receipt receipt, const flow::Mover& mover) {
    DENGYUN_CHECK(check_counts(shipment, receipt));
    // Nobody who stays silent can be asked whether he knows the new revision.
    if (shipment.revision_id && !mover.is_system)
        DENGYUN_CHECK(check_receivable(unit, *shipment.revision_id, shipment.receiver_id, receipt.superseded_accepted));
    receipt.outcome = outcome_of(shipment, receipt);
    receipt.posted_at = unit.now();
    receipt.posted_by = unit.scope().actor().name;
    receipt.deemed = mover.is_system;
    return api::move_two_sided<Receipt>(unit, std::move(receipt), number(ReceiptAction::post), turned(mover),
                                        &Receipt::sender_id);
}

// `action`: how an arrived shipment becomes signed.
Result<Shipment> sign_with(store::Unit& unit, Shipment shipment, Receipt receipt, ShipmentAction action,
                           const flow::Mover& mover, const Consequences& then) {
    if (shipment.status == ShipmentStatus::dispatched) {
        DENGYUN_TRY(arrived, step(unit, std::move(shipment), ShipmentAction::arrive, mover));
        shipment = std::move(arrived);
    }
    DENGYUN_TRY(posted, post_receipt(unit, shipment, std::move(receipt), mover));
    count(shipment, posted);
    DENGYUN_TRY(moved, step(unit, std::move(shipment), action, mover));
    if (then) DENGYUN_CHECK(then(unit, moved, &posted));
    return std::move(moved);
}

Result<Receipt> store_draft(store::Unit& unit, const Shipment& shipment, Receipt receipt) {
    const bool expected = shipment.status == ShipmentStatus::dispatched || shipment.status == ShipmentStatus::arrived;
    if (!expected) return fail(ErrorKind::conflict, "receipt.not_expected");
    if (receipt.lines.empty()) receipt.lines = counted_in_full(shipment);
    DENGYUN_CHECK(check_counts(shipment, receipt));
    receipt.organisation_id = shipment.receiver_id;
    receipt.shipment_id = shipment.id;
    receipt.sender_id = shipment.organisation_id;
    return unit.insert(std::move(receipt));
}

}  // namespace

Result<std::optional<Receipt>> receipt_of(store::Reader& reader, Id<Shipment> shipment) {
    const std::array parameters{meta::Scalar(shipment.value)};
    std::optional<std::int64_t> id;
    DENGYUN_CHECK(
        reader.query("SELECT id FROM receipt WHERE shipment_id = ? AND status <> 'reversed' ORDER BY id LIMIT 1",
                     parameters, [&](const store::Row& row) { id = row.integer(0); }));
    if (!id) return std::nullopt;
    DENGYUN_TRY(receipt, reader.find(Id<Receipt>{*id}));
    return std::optional(std::move(receipt));
}

Result<Receipt> draft_receipt(store::Unit& unit, const Shipment& shipment, Receipt receipt) {
    DENGYUN_TRY(kept, receipt_of(unit, shipment.id));
    if (kept) return fail(ErrorKind::conflict, "receipt.taken");
    return store_draft(unit, shipment, std::move(receipt));
}

Result<Shipment> sign_as_it_stands(store::Unit& unit, Shipment shipment, ShipmentAction action,
                                   const flow::Mover& mover, const Consequences& then) {
    DENGYUN_CHECK(flow::next_state(Shipment::states, static_cast<std::int64_t>(shipment.status),
                                   static_cast<std::int64_t>(action), &shipment, unit.now(), mover));
    DENGYUN_TRY(kept, receipt_of(unit, shipment.id));
    if (!kept) {
        DENGYUN_TRY(full, store_draft(unit, shipment, {}));
        kept = std::move(full);
    }
    return sign_with(unit, std::move(shipment), std::move(*kept), action, mover, then);
}

Result<Shipment> sign(store::Unit& unit, Shipment shipment, Receipt counts, const flow::Mover& mover,
                      const Consequences& then) {
    if (counts.lines.empty()) counts.lines = counted_in_full(shipment);
    DENGYUN_TRY(kept, receipt_of(unit, shipment.id));
    if (kept && kept->status == ReceiptStatus::posted) {
        if (same_counts(*kept, counts)) return shipment;
        return fail(ErrorKind::conflict, "shipment.signed_otherwise");
    }
    if (!kept) {
        DENGYUN_TRY(drafted, store_draft(unit, shipment, std::move(counts)));
        return sign_with(unit, std::move(shipment), std::move(drafted), ShipmentAction::sign, mover, then);
    }
    // What is signed now replaces what was drafted.
    kept->lines = std::move(counts.lines);
    kept->note = std::move(counts.note);
    kept->over_delivery_accepted = counts.over_delivery_accepted;
    kept->superseded_accepted = counts.superseded_accepted;
    return sign_with(unit, std::move(shipment), std::move(*kept), ShipmentAction::sign, mover, then);
}

Result<Receipt> post(store::Unit& unit, Receipt receipt, const flow::Mover& mover, const Consequences& then) {
    DENGYUN_CHECK(flow::next_state(Receipt::states, static_cast<std::int64_t>(receipt.status),
                                   number(ReceiptAction::post), &receipt, unit.now(), mover));
    const auto id = receipt.id;
    DENGYUN_TRY(shipment, unit.find(receipt.shipment_id));
    DENGYUN_CHECK(sign_with(unit, std::move(shipment), std::move(receipt), ShipmentAction::sign, turned(mover), then));
    return unit.find(id);
}

namespace {

// At the gate again, uncounted; the sender keeps the goods until they are signed for.
Result<> reopen(store::Unit& unit, Shipment shipment) {
    for (auto& line : shipment.lines) line.received = line.damaged = {};
    shipment.outcome.reset();
    shipment.signed_at.reset();
    shipment.signed_by.reset();
    shipment.keeper_id = shipment.organisation_id;
    DENGYUN_CHECK(api::disarm_timer(unit, shipment));
    DENGYUN_CHECK(step(unit, std::move(shipment), ShipmentAction::reopen, {meta::all_seeing(), true, false}));
    return {};
}

}  // namespace

Result<Receipt> reverse(store::Unit& unit, Receipt receipt, const flow::Mover& mover, const Undo& undo) {
    if (!receipt.status_reason || receipt.status_reason->empty())
        return fail(ErrorKind::invalid, "request.invalid", {{"reason", "required"}});
    DENGYUN_TRY(shipment, unit.find(receipt.shipment_id));
    if (shipment.status != ShipmentStatus::signed_for && receipt.status == ReceiptStatus::posted)
        return fail(ErrorKind::conflict, "receipt.closed");
    if (shipment.subject_id && !undo) return fail(ErrorKind::conflict, "receipt.bound");
    DENGYUN_CHECK(flow::next_state(Receipt::states, static_cast<std::int64_t>(receipt.status),
                                   number(ReceiptAction::reverse), &receipt, unit.now(), mover));
    if (shipment.subject_id) DENGYUN_CHECK(undo(unit, shipment, receipt));
    DENGYUN_TRY(reversed, api::move_two_sided<Receipt>(unit, std::move(receipt), number(ReceiptAction::reverse), mover,
                                                       &Receipt::sender_id));
    DENGYUN_CHECK(reopen(unit, std::move(shipment)));
    return std::move(reversed);
}

}  // namespace dengyun::shipments
