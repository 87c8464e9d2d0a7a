#pragma once
// Fulfilment: what goods do to orders. A passed task's pieces go on by a shipment; the receiver's signature brings them
// to the tasks that wait for them, or to the buyer as a part of the delivery, and pays the workshop. Verdicts move
// tasks and orders, a concession lowers the price, a credited return comes out of the retention. What happened is
// written down for the scores. Everything in the unit of the signature, verdict or timer that brought it about.
#include "flows/ordering/ordering.h"
#include "kernel/store/events.h"
#include "modules/inspections/api.h"
#include "modules/returns/api.h"
#include "modules/shipments/api.h"

namespace dengyun::fulfilment {

// What shipments, inspections and returns are made for: the task that the goods come from; the order they are delivered
// on.
inline constexpr std::string_view task_subject = "operation_task";
inline constexpr std::string_view order_subject = "sales_order";
// Goods that were handed over already and follow the task that they are for; the subject is the task that made them.
inline constexpr std::string_view forwarded_subject = "forwarded_task";

struct SendInput {
    Quantity quantity{};
    Id<Organisation> receiver_id{};
    std::int64_t packages = 1;
    std::optional<std::string> carrier;
    std::optional<std::string> tracking_number;
    std::optional<Instant> expected_at;
    std::optional<std::string> note;
    static const meta::Entity description;
};

// A draft of a shipment of good pieces that are not on their way yet. The receiver is the workshop of a successor, or
// the buyer where the task is the last. Errors: conflict "fulfilment.not_passed"; invalid with issues on receiver_id
// (not_a_receiver), quantity (exceeds_open).
[[nodiscard]] Result<shipments::Shipment> send(store::Unit& unit, const orders::OperationTask& from,
                                               const SendInput& input);
// The same workshop does the next operation: its good pieces go on at once, without a shipment.
[[nodiscard]] Result<orders::OperationTask> pass_on(store::Unit& unit, const orders::OperationTask& from);

// Somebody else does the task now, who `former` was done by: what lies there or is about to be sent there follows it,
// by hand-over notes of whoever has it. Called when the task has its new workshop.
[[nodiscard]] Result<> forward_goods(store::Unit& unit, Id<orders::OperationTask> task,
                                     const orders::OperationTask& former);

// A receipt is reversed: what it has moved along goes back, money included. Errors: conflict "operation_task.used",
// "sales_order.judged", "escrow.paid_out", "ordering.over", "fulfilment.returned", "fulfilment.forwarded",
// "receipt.bound".
[[nodiscard]] Result<> undo_receipt(store::Unit& unit, const shipments::Shipment& shipment,
                                    const shipments::Receipt& receipt);

// What follows from moves of the three modules.
[[nodiscard]] Result<> after_shipment(store::Unit& unit, const shipments::Shipment& shipment,
                                      const shipments::Receipt* receipt);
[[nodiscard]] Result<> after_verdict(store::Unit& unit, const inspections::Inspection& inspection);
[[nodiscard]] Result<> after_return(store::Unit& unit, const returns::GoodsReturn& moved);

void add_routes(api::Routes& routes);

// Writes down for the scores what only events tell: how soon a workshop answers a task, how disputes about money and
// returns end. Works on a thread of its own from its making to `stop`.
class Scoring {
  public:
    Scoring(store::Store& store, const Clock& clock);
    void stop() { subscriber_.stop(); }
    // Handles what is there now on the caller's thread; answers how many events. For tests.
    std::size_t run_due() { return subscriber_.run_due(); }

  private:
    store::Subscriber subscriber_;
};

[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::fulfilment
