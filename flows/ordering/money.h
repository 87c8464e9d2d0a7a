#pragma once
// Escrows of orders and tasks, and slots of options and tasks. Private to this flow.
#include "flows/ordering/ordering.h"

namespace dengyun::ordering {

// The two sides of an escrow, in whose name this flow moves it; it has checked who asks.
[[nodiscard]] flow::Mover payer();
[[nodiscard]] flow::Mover payee();

[[nodiscard]] Result<Id<escrow::Escrow>> make_escrow(store::Unit& unit, const SalesOrder& order);
// Whether money may still be released from it or go back.
[[nodiscard]] bool is_going(const escrow::Escrow& one);
// Nothing where there is none or it is settled.
[[nodiscard]] Result<> refund(store::Unit& unit, const std::optional<Id<escrow::Escrow>>& id);
// At most what is open in the escrow: what is frozen waits for its decision. Answers what was released.
[[nodiscard]] Result<Money> pay(store::Unit& unit, const std::optional<Id<escrow::Escrow>>& id, Money value);
// Lifts disputes about lots that were refused, as far as `due` needs it: other pieces were accepted instead.
[[nodiscard]] Result<> make_room(store::Unit& unit, const SalesOrder& order, Money due);
// A sub-escrow in the amount of the task's price, funded from the order's escrow.
[[nodiscard]] Result<Id<escrow::Escrow>> fund_task(store::Unit& unit, const OperationTask& task);
// Pays a task for its good pieces that were handed over and were not paid yet; when it is over the rest goes back.
[[nodiscard]] Result<> pay_task(store::Unit& unit, Id<OperationTask> id);

// Takes back what it was paid for pieces that it has not handed over after all. Error: conflict "escrow.paid_out".
[[nodiscard]] Result<> unpay_task(store::Unit& unit, Id<OperationTask> id);

// Of an option that is accepted: each lot has its own time then and no more. Answers the option with these slots.
[[nodiscard]] Result<OrderOption> book_slots(store::Unit& unit, OrderOption option);
// Of an option that is dropped: what no other open option of its order needs as well.
[[nodiscard]] Result<> free_slots(store::Unit& unit, const OrderOption& option, std::string_view reason);
// Exactly the time of a lot. Errors: of capacity::reserve.
[[nodiscard]] Result<Id<capacity::CapacitySlot>> book_time(store::Unit& unit, const SalesOrder& order,
                                                           const orders::PlannedLot& lot);
[[nodiscard]] Result<> free_slot(store::Unit& unit, const std::optional<Id<capacity::CapacitySlot>>& slot,
                                 std::string_view reason);

// Released and not over: its tasks may begin and its money may move.
[[nodiscard]] bool is_under_way(orders::OrderStatus status);

}  // namespace dengyun::ordering
