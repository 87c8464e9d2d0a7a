#pragma once
// What can be done with an escrow: each is one unit of work with its state, its postings and its events. The unit's
// scope must be allowed to write both parties' rows and the custody book (Scope::crossing, Scope::system). An escrow
// that was made for a document of a flow (`subject_id`) is moved in nobody's name, with meta::all_seeing() as the
// mover's viewer; people get conflict "escrow.bound".
#include "modules/escrow/dispute.h"

namespace dengyun::escrow {

// Errors: invalid with issues; not_found for the parent; conflict "escrow.not_the_prime" where the parent's supplier is
// not the buyer of the task.
[[nodiscard]] Result<Escrow> create(store::Unit& unit, Escrow escrow);
// Holds the buyer's cash, or for a task the parent's escrow. Errors: "transfer.insufficient_funds",
// "escrow.exceeds_parent", "escrow.parent_not_funded".
[[nodiscard]] Result<Escrow> hold(store::Unit& unit, Escrow escrow, const flow::Mover& mover);
[[nodiscard]] Result<Escrow> fund(store::Unit& unit, Escrow escrow, const flow::Mover& mover);
[[nodiscard]] Result<Escrow> cancel(store::Unit& unit, Escrow escrow, const flow::Mover& mover);
// `value` of the contract has been accepted: pays the supplier, with every note that is agreed.
[[nodiscard]] Result<Escrow> release(store::Unit& unit, Escrow escrow, Money value, const flow::Mover& mover);
// What is open goes back to the buyer (of a task: to the parent's escrow). What is frozen stays. Where tasks used what
// has to go back, the supplier makes it good. Error: "transfer.insufficient_funds" where he cannot.
[[nodiscard]] Result<Escrow> refund(store::Unit& unit, Escrow escrow, const flow::Mover& mover);
// Retention to the supplier (after the guarantee, or earlier if the buyer wants) or, recovered, to the buyer.
[[nodiscard]] Result<Escrow> pay_retention(store::Unit& unit, Escrow escrow, Money amount, bool to_buyer);

// The guarantee for what was accepted runs to the end of this day.
[[nodiscard]] Result<Escrow> guarantee(store::Unit& unit, Escrow escrow, meta::Date until);
// Where the escrow is settled and its guarantee is over, what is retained goes to the supplier; what is frozen for a
// return waits until that is over. Nothing otherwise. A timer does it; who ends a freeze calls it.
[[nodiscard]] Result<> end_guarantee(store::Unit& unit, Escrow escrow);

// A release of a task's escrow was wrong: `value` of it comes back from what the supplier is owed. Errors: conflict
// "escrow.paid_out" (he has it by now); invalid with issue too_large on amount.
[[nodiscard]] Result<Escrow> take_back(store::Unit& unit, Escrow escrow, Money value);

// The contract grows by `amount`, which comes from the buyer's cash at once. Errors: conflict "escrow.not_funded",
// "transfer.insufficient_funds"; limit "number.overflow".
[[nodiscard]] Result<Escrow> top_up(store::Unit& unit, Escrow escrow, Money amount);
// A part of the risk reserve of an order becomes free for its tasks. Errors: invalid with issue too_large on amount.
[[nodiscard]] Result<Escrow> draw_reserve(store::Unit& unit, Escrow escrow, Money amount);
// A note of the buyer's side; a bonus, and what was agreed elsewhere, is agreed from the start.
[[nodiscard]] Result<Note> add_note(store::Unit& unit, const Escrow& escrow, NoteKind kind, Money amount,
                                    std::string reason, bool is_agreed);

// A credit note for goods that were accepted and went back: recovered from the retention, then from what the supplier
// is owed or will be with the next releases, and once nothing more will be released from his own cash; never from what
// others are due. What is open still is tried again every day.
[[nodiscard]] Result<Note> credit(store::Unit& unit, const Escrow& escrow, Money amount, std::string reason);
// What the timer of such a note does.
[[nodiscard]] Result<> recover(store::Unit& unit, Note credit);

// Of what is neither accepted nor refunded. Errors: conflict "escrow.not_funded", "escrow.exceeds_open".
[[nodiscard]] Result<Dispute> freeze(store::Unit& unit, Escrow escrow, Dispute dispute);
// A claim on goods that were accepted: at most `dispute.amount`, of the retention first, then of what is open. It
// follows its subject. None where there is nothing left to freeze.
[[nodiscard]] Result<std::optional<Dispute>> freeze_claim(store::Unit& unit, Escrow escrow, Dispute dispute);
// `amount` of it is free again, at most what is in dispute still; a claim is lifted whole.
[[nodiscard]] Result<Dispute> lift(store::Unit& unit, Dispute dispute, Money amount, std::string reason);
// Those of an escrow that are not decided yet, the oldest first.
[[nodiscard]] Result<std::vector<Dispute>> open_disputes(store::Reader& reader, const Escrow& escrow);
// What a side says, once. When both have, negotiation begins. Errors: conflict "escrow_dispute.stated",
// "escrow_dispute.decided", "escrow_dispute.follows_subject".
[[nodiscard]] Result<Dispute> state(store::Unit& unit, Dispute dispute, bool by_supplier, std::string statement);
// A split that the other side may agree to; replaces the one before. Errors: as state; invalid with issue too_large on
// to_supplier.
[[nodiscard]] Result<Dispute> propose(store::Unit& unit, Dispute dispute, bool by_supplier, Money to_supplier);
// A side's own moves: agree (to the other's proposal: carried out at once), escalate, appeal (with a reason). Errors:
// of the state table; conflict "escrow_dispute.own_proposal"; invalid with an issue on reason.
[[nodiscard]] Result<Dispute> act(store::Unit& unit, Dispute dispute, DisputeAction action,
                                  std::optional<std::string> reason, bool by_supplier);
// By someone who is no party, in arbitration or on appeal; both amounts add up to what is in dispute still. Carried out
// when the time for an appeal is over, on appeal at once. What goes to the supplier counts as accepted. No decision: it
// was deemed. Errors: conflict "escrow_dispute.not_in_arbitration", "escrow_dispute.decided",
// "escrow_dispute.follows_subject"; invalid with issue must_add_up.
[[nodiscard]] Result<Dispute> decide(store::Unit& unit, Dispute dispute, Money to_supplier, Money to_buyer,
                                     std::optional<std::string> decision);
// The decision is carried out: nobody has appealed in time. Errors: of the state table; "transfer.insufficient_funds"
// where tasks used what goes back and the supplier cannot make it good.
[[nodiscard]] Result<Dispute> execute(store::Unit& unit, Dispute dispute);
[[nodiscard]] Result<> fire_dispute_timer(store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t action);

// What a timer of the state table does: lapse, expire, pay_retention.
[[nodiscard]] Result<> fire_timer(store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t action);

}  // namespace dengyun::escrow
