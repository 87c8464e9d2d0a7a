#pragma once
// Ordering: what moves an order together with its money and its capacity slots, each in one unit of work. The way of an
// order: quote → accept (escrow made, slots booked, tasks planned) → fund → release (revisions given out, first tasks
// offered) → tasks (each with its sub-escrow before it is accepted) → deliveries → verdicts (value released) → settle →
// close. What ends early: cancel, terminate and close short.
//
// The unit's scope must be allowed to write both sides and the custody book (Scope::crossing, Scope::system). `mover`
// is who acts; the state tables say who may.
#include <string>

#include "modules/orders/api.h"

namespace dengyun::ordering {

using orders::OperationTask;
using orders::OrderOption;
using orders::SalesOrder;

// --- Orders

// draft → quoted, for as long as the first of its open options holds. Errors: conflict "ordering.no_option"; of
// items::check_in_force.
[[nodiscard]] Result<SalesOrder> quote(store::Unit& unit, SalesOrder order, const flow::Mover& mover);
// Accepts a quote: its slots are booked, the other options' slots are free again, the escrow is made, the tasks are
// planned. Errors: conflict "order_option.lapsed", "capacity_slot.expired", "ordering.exceeds_funds".
[[nodiscard]] Result<SalesOrder> accept(store::Unit& unit, OrderOption option, const flow::Mover& mover);
// Declines, withdraws or lapses a quote or change: its slots are free again.
[[nodiscard]] Result<OrderOption> drop(store::Unit& unit, OrderOption option, orders::OptionAction action,
                                       const flow::Mover& mover);
// Holds the buyer's cash and funds the escrow. Error: "transfer.insufficient_funds".
[[nodiscard]] Result<SalesOrder> fund(store::Unit& unit, SalesOrder order, const flow::Mover& mover);
// Refused while the tasks cost more than what is funded less margin and reserve: conflict "ordering.exceeds_funds".
[[nodiscard]] Result<SalesOrder> release(store::Unit& unit, SalesOrder order, const flow::Mover& mover);
// Before release, by either side (`cancel`, `refuse`) or `expire`: everything goes back, slots are free.
[[nodiscard]] Result<SalesOrder> call_off(store::Unit& unit, SalesOrder order, orders::OrderAction action,
                                          const flow::Mover& mover);
// After release, by either side: what is not begun is cancelled, what runs may end. `settlement`: what the supplier
// shall get for work that is not delivered. Errors: invalid with issue too_large on settlement.
[[nodiscard]] Result<SalesOrder> terminate(store::Unit& unit, SalesOrder order, Money settlement,
                                           const flow::Mover& mover);
// The other side agrees, or says nothing: work done is paid, the settlement released, the rest goes back to the buyer;
// the guarantee for what was accepted begins.
[[nodiscard]] Result<SalesOrder> close_short(store::Unit& unit, SalesOrder order, const flow::Mover& mover);
// `quantity` good pieces of a last task were signed for by the buyer; the workshop is paid for them.
[[nodiscard]] Result<SalesOrder> deliver(store::Unit& unit, SalesOrder order, Id<OperationTask> from,
                                         Quantity quantity);
// The buyer's verdict on what was delivered: the value of what he accepts is released.
[[nodiscard]] Result<SalesOrder> judge(store::Unit& unit, SalesOrder order, Quantity accepted, Quantity rejected);
// delivered → settled: what was not accepted goes back to the buyer; the guarantee begins.
[[nodiscard]] Result<SalesOrder> settle(store::Unit& unit, SalesOrder order, const flow::Mover& mover);
// settled → closed, when the guarantee is over; the escrow pays the retention by itself.
[[nodiscard]] Result<SalesOrder> close(store::Unit& unit, SalesOrder order);
// Pays what was frozen for a return of an order whose guarantee is over by now. Called when a return has ended.
[[nodiscard]] Result<> end_guarantee(store::Unit& unit, const SalesOrder& order);
// What pieces that were accepted are worth, the last ones first.
[[nodiscard]] Money value_of_return(const SalesOrder& order, Quantity returned);
// A return after acceptance: a credit note over its value, recovered from the retention, then from what the supplier is
// owed, then from his own; never from the escrow. Answers the note, which says what is open still.
[[nodiscard]] Result<escrow::Note> credit_return(store::Unit& unit, SalesOrder order, Quantity returned);
// A concession lowers what the buyer pays, with the next release. Error: conflict "ordering.no_escrow".
[[nodiscard]] Result<> lower_price(store::Unit& unit, const SalesOrder& order, Money amount, std::string reason);
// A rise that the buyer has agreed to: funded from his cash before anything is done for it. Errors: conflict
// "ordering.no_escrow", "escrow.not_funded", "transfer.insufficient_funds".
[[nodiscard]] Result<SalesOrder> raise_price(store::Unit& unit, SalesOrder order, Money amount);

// --- Disputes: each freezes what it is about in the order's escrow, and nothing else.

// The document of another module that a dispute is about.
struct Subject {
    std::string_view kind;  // the name of its entity
    std::int64_t id = 0;
};
// By hand, by either side. Errors: conflict "ordering.no_escrow"; of escrow::freeze.
[[nodiscard]] Result<escrow::Dispute> dispute(store::Unit& unit, const SalesOrder& order, Money amount,
                                              std::string reason, bool by_supplier);
// A lot that the buyer has refused: its value, as far as it is open. Pieces that are accepted later instead free it.
[[nodiscard]] Result<> dispute_rejected(store::Unit& unit, const SalesOrder& order, Quantity rejected,
                                        const Subject& inspection, std::string reason);
// A return that was refused and is disputed: its value, of the retention first.
[[nodiscard]] Result<> dispute_return(store::Unit& unit, const SalesOrder& order, Quantity returned,
                                      const Subject& subject, std::string reason);
// However it ended: what was frozen for it is free. Nothing where there is none.
[[nodiscard]] Result<> end_return_dispute(store::Unit& unit, const SalesOrder& order, const Subject& subject,
                                          std::string reason);

// --- Tasks

// Makes ready and offers whatever can begin: inputs and material are there, the revision is acknowledged. Called by
// every function here that may have brought it about.
[[nodiscard]] Result<> advance(store::Unit& unit, Id<SalesOrder> order);
// The workshop acknowledges the revision of a task, and what waited for that goes on.
[[nodiscard]] Result<OperationTask> acknowledge(store::Unit& unit, const OperationTask& task, std::string person);
// Makes and funds the sub-escrow, then accepts. Errors: "escrow.exceeds_parent", of items::check_in_force.
[[nodiscard]] Result<OperationTask> accept_task(store::Unit& unit, OperationTask task, const flow::Mover& mover);
// Any other move of a task by people or a timer, with what goes along: the slot of a task that is declined, expired or
// revoked is free, the sub-escrow of one that is revoked, scrapped or cancelled goes back to the order's.
[[nodiscard]] Result<OperationTask> act_on_task(store::Unit& unit, OperationTask task, orders::TaskAction action,
                                                const flow::Mover& mover);
// `quantity` good pieces of one task have arrived at the next, or at a workshop that does it no more; who made them is
// paid for them, the next one may begin.
[[nodiscard]] Result<OperationTask> hand_over(store::Unit& unit, Id<OperationTask> from, Id<OperationTask> to,
                                              Quantity quantity,
                                              orders::Arrival arrival = orders::Arrival::at_workshop);
// Of what was elsewhere `gone` is there no more, and `arrived` of that has come to the task's workshop.
[[nodiscard]] Result<> bring_along(store::Unit& unit, OperationTask task, Id<OperationTask> from, Quantity gone,
                                   Quantity arrived);
// The reverse of hand_over and of deliver, as long as nothing follows from them: what was paid for it comes back.
// Errors: of orders::give_back and orders::uncount_delivery; conflict "escrow.paid_out", "ordering.over".
[[nodiscard]] Result<> give_back(store::Unit& unit, Id<OperationTask> from, Id<OperationTask> to, Quantity quantity);
[[nodiscard]] Result<> undeliver(store::Unit& unit, Id<OperationTask> from, Quantity quantity);
// Where, when and for how much a task is done that was declined, expired, revoked or scrapped; the slot is booked.
// → planned. Errors: conflict "ordering.exceeds_funds" (draw on the reserve first).
[[nodiscard]] Result<OperationTask> replan(store::Unit& unit, OperationTask task, const orders::PlannedLot& lot,
                                           const flow::Mover& mover);
// The material that is bought centrally has come. Error: conflict "ordering.over" (the task is).
[[nodiscard]] Result<OperationTask> supply_material(store::Unit& unit, OperationTask task);
// What the tasks of an order may still cost; below 0 where their open prices exceed it.
[[nodiscard]] Result<Money> free_for_tasks(store::Reader& reader, const SalesOrder& order);
// A part of the risk reserve becomes free for tasks. Errors: invalid with issue too_large on amount; conflict
// "ordering.over" (the order is not under way).
[[nodiscard]] Result<SalesOrder> draw_reserve(store::Unit& unit, SalesOrder order, Money amount);

// --- Counter-offers

// Agreed: the task has the new price and time and is accepted on them; its slot moves. Errors: conflict
// "ordering.exceeds_funds", "ordering.moves_others" (a successor or the promise: re-dispatch instead),
// "capacity_slot.taken".
[[nodiscard]] Result<orders::CounterOffer> answer(store::Unit& unit, orders::CounterOffer offer,
                                                  orders::CounterAction action, const flow::Mover& mover);

// The action routes and the timers of orders, options, tasks and counter-offers.
void add_routes(api::Routes& routes);
[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::ordering
