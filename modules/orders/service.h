#pragma once
// What the flows do with orders and tasks: rows, moves and counters, without money and without slots. Every function
// works in the caller's unit, whose scope must be allowed to write both sides (Scope::crossing, Scope::system).
//
// A header's state follows from counters: who moves a task or counts a delivery through these functions moves the order
// along with it.
#include <span>
#include <vector>

#include "kernel/store/unit.h"
#include "modules/orders/counter_offers/counter_offer.h"
#include "modules/orders/orders/forecast.h"
#include "modules/orders/reports/work_report.h"

namespace dengyun::orders {

// The system's own moves: timers and what follows from counters.
[[nodiscard]] const flow::Mover& system_mover();

// --- Rows

// Checks and completes a need: number, title, supplier. `organisation_id` is the buyer. Errors: invalid with issues
// unknown_reference (item, revision, site: not the buyer's), in_past, not_whole; limit "sales_order.too_many".
[[nodiscard]] Result<SalesOrder> add_order(store::Unit& unit, SalesOrder order);
// Checks an option and keeps it; completes order, supplier and buyer from the order. For a quote the order must be in
// draft or quoted, for a change between released and partly_delivered. Errors: check_option's; conflict
// "sales_order.not_open"; limit "order_option.too_many".
[[nodiscard]] Result<OrderOption> add_option(store::Unit& unit, const SalesOrder& order, OrderOption option);
// One task for each lot of an accepted quote, planned; what goes from lot to lot becomes inputs. In the order of the
// lots.
[[nodiscard]] Result<std::vector<OperationTask>> make_tasks(store::Unit& unit, const SalesOrder& order,
                                                            const OrderOption& option);

// All tasks of an order (at most lots_max), by operation and lot. The scope must read all.
[[nodiscard]] Result<std::vector<OperationTask>> tasks_of(store::Reader& reader, Id<SalesOrder> order);
// Running orders (released to partly delivered) with a task at a workshop that is not reported yet, by id; with
// `revision` those of its tasks that are made by it. At most running_max. The scope must read all.
inline constexpr std::int64_t running_max = 1'000;
[[nodiscard]] Result<std::vector<Id<SalesOrder>>> running_orders_at(store::Reader& reader, Id<Organisation> workshop,
                                                                    std::optional<Id<items::Revision>> revision = {});
// All running orders of a supplier, the first due ones first; at most `most`.
[[nodiscard]] Result<std::vector<SalesOrder>> running_orders(store::Reader& reader, Id<Organisation> supplier,
                                                             std::size_t most);
// Needs that nobody has accepted an option for, and tasks that look for a workshop (declined, expired, revoked,
// scrapped) of a supplier, the first due ones first; at most `most`.
[[nodiscard]] Result<std::vector<SalesOrder>> open_needs(store::Reader& reader, Id<Organisation> supplier,
                                                         std::size_t most);
[[nodiscard]] Result<std::vector<OperationTask>> tasks_to_place(store::Reader& reader, Id<Organisation> supplier,
                                                                std::size_t most);
// Those that `task` feeds.
[[nodiscard]] Result<std::vector<OperationTask>> successors_of(store::Reader& reader, const OperationTask& task);
// The open and agreed options of an order; with `purpose`.
[[nodiscard]] Result<std::vector<OrderOption>> open_options_of(store::Reader& reader, const SalesOrder& order,
                                                               OptionPurpose purpose);
[[nodiscard]] Result<std::vector<WorkReport>> reports_of(store::Reader& reader, Id<OperationTask> task);

// --- Moves: by the state tables, with event and timer. `reason` is kept as status_reason.

[[nodiscard]] Result<SalesOrder> move_order(store::Unit& unit, SalesOrder order, OrderAction action,
                                            const flow::Mover& mover);
// Moves the order along: its counters of tasks, and `start` with the first task that starts.
[[nodiscard]] Result<OperationTask> move_task(store::Unit& unit, OperationTask task, TaskAction action,
                                              const flow::Mover& mover);
[[nodiscard]] Result<OrderOption> move_option(store::Unit& unit, OrderOption option, OptionAction action,
                                              const flow::Mover& mover);
// held → where it was.
[[nodiscard]] Result<OperationTask> resume(store::Unit& unit, OperationTask task, const flow::Mover& mover);

// --- Counters

// Whether everything is there that the task needs besides the acknowledged revision: what it takes from other tasks has
// arrived, at least in part and nothing more is coming, and material.
[[nodiscard]] Result<bool> has_inputs(store::Reader& reader, const OperationTask& task);
// What a hand-over brings: `quantity` good pieces of `from` are at `to`'s workshop now, or elsewhere: at one that did
// the task before. Errors: invalid with issue exceeds_open on quantity (more than `from` has and has not handed over).
enum class Arrival { at_workshop, elsewhere };
[[nodiscard]] Result<OperationTask> receive(store::Unit& unit, Id<OperationTask> from, Id<OperationTask> to,
                                            Quantity quantity, Arrival arrival = Arrival::at_workshop);
// The reverse, while these pieces lie at `to`'s workshop untouched. Error: conflict "operation_task.used".
[[nodiscard]] Result<OperationTask> give_back(store::Unit& unit, Id<OperationTask> from, Id<OperationTask> to,
                                              Quantity quantity);
// Pure: somebody else does the task from now on; what it has received stays where it is.
void leave_behind(OperationTask& task);
// Of what is elsewhere `gone` is there no more, and `arrived` of that has come to the workshop; less than none: the
// reverse. Error: conflict "operation_task.used" (the pieces were worked on).
[[nodiscard]] Result<OperationTask> follow(store::Unit& unit, OperationTask task, Id<OperationTask> from, Quantity gone,
                                           Quantity arrived);
// Counts a report, and moves the task on to `reported` where it is final or everything is accounted for. Errors:
// counted()'s; conflict of items::check_in_force (an old revision); limit "work_report.too_many".
[[nodiscard]] Result<WorkReport> report(store::Unit& unit, OperationTask task, WorkReport report);
[[nodiscard]] Result<WorkReport> reverse(store::Unit& unit, const WorkReport& report, std::string person);
// An inspection changes good pieces of a reported task into rework or scrap, before the verdict. Errors: invalid with
// issue exceeds_open on quantity.
[[nodiscard]] Result<OperationTask> regrade(store::Unit& unit, OperationTask task, Quantity to_rework,
                                            Quantity to_scrap);

// `quantity` pieces of the last task have been signed for by the buyer: order and task count them, the order moves to
// partly_delivered or, with all that is ordered or with what the tolerance allows where nothing more comes, to
// delivered. Errors: invalid with issue exceeds_open on quantity.
[[nodiscard]] Result<SalesOrder> count_delivery(store::Unit& unit, SalesOrder order, Id<OperationTask> from,
                                                Quantity quantity);
// The reverse, while nobody has judged these pieces: the order goes back to where it was. Errors: conflict
// "sales_order.judged", "sales_order.not_in_production" (settled or over).
[[nodiscard]] Result<SalesOrder> uncount_delivery(store::Unit& unit, Id<SalesOrder> order, Id<OperationTask> from,
                                                  Quantity quantity);
// Of what was delivered; accepted + rejected <= delivered. Errors: invalid with issue exceeds_open on quantity.
[[nodiscard]] Result<SalesOrder> count_verdict(store::Unit& unit, SalesOrder order, Quantity accepted,
                                               Quantity rejected);
// Of what was accepted. Errors: as before.
[[nodiscard]] Result<SalesOrder> count_return(store::Unit& unit, SalesOrder order, Quantity returned);

}  // namespace dengyun::orders
