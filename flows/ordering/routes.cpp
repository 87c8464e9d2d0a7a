// The actions of people on orders, options, tasks and counter-offers. The routes cross organisations: the document is
// found by a side that has a part in it, and the state table says what that side may do.
#include "flows/ordering/inputs.h"
#include "flows/ordering/timers.h"
#include "kernel/api/flow_routes.h"
#include "kernel/api/route.h"

namespace dengyun::ordering {
namespace {

using orders::OptionAction;
using orders::OrderAction;
using orders::TaskAction;

const api::RouteOptions crossing{.reach = api::Reach::crossing};
const auto reads = api::needs("orders.read");

template <class E>
Result<> check_version(const api::Call& call, const E& row) {
    if (!call.request->header("if-match")) return {};
    DENGYUN_TRY(version, call.expected_version());
    return row.version == version ? Result<>{} : fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
}

// What only follows from something else, or needs more than an action.
std::unexpected<Error> not_by_hand() {
    return fail(ErrorKind::invalid, "request.invalid", {{"action", "unknown_choice"}});
}

Result<SalesOrder> act_on_order(const api::Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(order, orders::find_order(call, unit));
    DENGYUN_CHECK(check_version(call, order));
    DENGYUN_TRY(number, api::detail::action_named(SalesOrder::states, input.action));
    const auto mover = orders::mover_of(call, order.organisation_id);
    order.status_reason = input.reason;
    switch (const auto action = static_cast<OrderAction>(number)) {
        case OrderAction::quote:
            return quote(unit, std::move(order), mover);
        case OrderAction::fund:
            return fund(unit, std::move(order), mover);
        case OrderAction::release:
            return release(unit, std::move(order), mover);
        case OrderAction::cancel:
        case OrderAction::refuse:
            return call_off(unit, std::move(order), action, mover);
        case OrderAction::close_short:
        case OrderAction::agree_short: {
            // The table says whose answer it is.
            DENGYUN_TRY(to, flow::next_state(SalesOrder::states, static_cast<std::int64_t>(order.status), number,
                                             &order, unit.now(), mover));
            static_cast<void>(to);
            return close_short(unit, std::move(order), mover);
        }
        case OrderAction::settle:
            return settle(unit, std::move(order), mover);
        case OrderAction::deliver:
            return orders::move_order(unit, std::move(order), action, mover);
        default:
            return not_by_hand();
    }
}

Result<SalesOrder> end_order(const api::Call& call, store::Unit& unit, const TerminationInput& input) {
    DENGYUN_TRY(order, orders::find_order(call, unit));
    DENGYUN_CHECK(check_version(call, order));
    if (!order.escrow_id) return fail(ErrorKind::conflict, "ordering.no_escrow");
    order.status_reason = input.reason;
    const auto mover = orders::mover_of(call, order.organisation_id);
    return terminate(unit, std::move(order), input.settlement, mover);
}

Result<SalesOrder> judge_delivery(const api::Call& call, store::Unit& unit, const VerdictInput& input) {
    DENGYUN_TRY(order, orders::find_order(call, unit));
    DENGYUN_CHECK(check_version(call, order));
    if (order.organisation_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    if (input.accepted.value + input.rejected.value == 0)
        return fail(ErrorKind::invalid, "request.invalid", {{"accepted", "required"}});
    return judge(unit, std::move(order), input.accepted, input.rejected);
}

Result<escrow::Dispute> open_dispute(const api::Call& call, store::Unit& unit, const DisputeInput& input) {
    DENGYUN_TRY(order, orders::find_order(call, unit));
    if (!order.escrow_id) return fail(ErrorKind::conflict, "ordering.no_escrow");
    const bool by_supplier = order.organisation_id != call.principal->organisation;
    if (!call.principal->may(by_supplier ? "orders.operate" : "orders.buy"))
        return fail(ErrorKind::forbidden, "request.forbidden");
    return dispute(unit, order, input.amount, input.reason, by_supplier);
}

Result<SalesOrder> use_reserve(const api::Call& call, store::Unit& unit, const AmountInput& input) {
    DENGYUN_TRY(order, orders::find_order(call, unit));
    if (order.supplier_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    return draw_reserve(unit, std::move(order), input.amount);
}

Result<OrderOption> act_on_option(const api::Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(option, orders::find_option(call, unit));
    DENGYUN_CHECK(check_version(call, option));
    DENGYUN_TRY(number, api::detail::action_named(OrderOption::states, input.action));
    const auto mover = orders::mover_of(call, option.organisation_id);
    option.status_reason = input.reason;
    const auto id = option.id;
    switch (const auto action = static_cast<OptionAction>(number)) {
        case OptionAction::accept: {
            // A change is agreed to where it is applied.
            if (option.purpose != orders::OptionPurpose::quote) return not_by_hand();
            DENGYUN_TRY(accepted, accept(unit, std::move(option), mover));
            static_cast<void>(accepted);
            return unit.find(id);
        }
        case OptionAction::decline:
        case OptionAction::withdraw:
            return drop(unit, std::move(option), action, mover);
        default:
            return not_by_hand();
    }
}

Result<OperationTask> act(const api::Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(task, orders::find_task(call, unit));
    DENGYUN_CHECK(check_version(call, task));
    DENGYUN_TRY(number, api::detail::action_named(OperationTask::states, input.action));
    const auto action = static_cast<TaskAction>(number);
    // A plan is made anew by dispatching, with a machine and a time.
    if (action == TaskAction::replan) return not_by_hand();
    if (action == TaskAction::decline && (!input.reason || input.reason->empty()))
        return fail(ErrorKind::invalid, "request.invalid", {{"reason", "required"}});
    const auto mover = orders::mover_of(call, task.organisation_id);
    task.status_reason = input.reason;
    return act_on_task(unit, std::move(task), action, mover);
}

Result<OperationTask> acknowledge_task(const api::Call& call, store::Unit& unit) {
    DENGYUN_TRY(task, orders::find_task(call, unit));
    if (task.workshop_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    return acknowledge(unit, task, call.principal->actor.name);
}

Result<OperationTask> bring_material(const api::Call& call, store::Unit& unit) {
    DENGYUN_TRY(task, orders::find_task(call, unit));
    if (task.organisation_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    return supply_material(unit, std::move(task));
}

Result<orders::CounterOffer> answer_offer(const api::Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(id, call.id<orders::CounterOffer>());
    DENGYUN_TRY(offer, unit.find(id));
    const auto own = call.principal->organisation;
    if (offer.organisation_id != own && offer.customer_id != own)
        return fail(ErrorKind::not_found, "request.not_found");
    DENGYUN_TRY(number, api::detail::action_named(orders::CounterOffer::states, input.action));
    offer.status_reason = input.reason;
    const auto mover = orders::mover_of(call, offer.organisation_id);
    return answer(unit, std::move(offer), static_cast<orders::CounterAction>(number), mover);
}

}  // namespace

void add_routes(api::Routes& routes) {
    const auto buys = api::needs("orders.buy");
    const auto operates = api::needs("orders.operate");
    routes.post<api::ActionInput, SalesOrder>("/api/v1/sales-orders/{id}/actions", reads,
                                              {"办理订单", "Act on an order"}, act_on_order, crossing);
    routes.post<TerminationInput, SalesOrder>("/api/v1/sales-orders/{id}/termination/actions", reads,
                                              {"终止订单", "Terminate an order"}, end_order, crossing);
    routes.post<VerdictInput, SalesOrder>("/api/v1/sales-orders/{id}/verdicts/actions", buys,
                                          {"验收交付", "Judge what was delivered"}, judge_delivery, crossing);
    routes.post<DisputeInput, escrow::Dispute>(
        "/api/v1/sales-orders/{id}/disputes", reads,
        {"对订单提出争议，冻结争议金额", "Dispute a part of an order, which freezes its amount"}, open_dispute,
        crossing);
    routes.post<AmountInput, SalesOrder>("/api/v1/sales-orders/{id}/reserve/actions", operates,
                                         {"动用风险准备", "Draw on the risk reserve"}, use_reserve, crossing);
    routes.post<api::ActionInput, OrderOption>("/api/v1/order-options/{id}/actions", reads,
                                               {"选择方案", "Act on an option"}, act_on_option, crossing);
    routes.post<api::ActionInput, OperationTask>("/api/v1/operation-tasks/{id}/actions", reads,
                                                 {"办理任务", "Act on a task"}, act, crossing);
    routes.post<api::Nothing, OperationTask>(
        "/api/v1/operation-tasks/{id}/acknowledgement/actions", api::needs("items.acknowledge"),
        {"签收任务图纸", "Acknowledge the revision of a task"}, acknowledge_task, crossing);
    routes.post<api::Nothing, OperationTask>("/api/v1/operation-tasks/{id}/material/actions", operates,
                                             {"备料到位", "The material of a task has come"}, bring_material, crossing);
    routes.post<api::ActionInput, orders::CounterOffer>("/api/v1/counter-offers/{id}/actions", reads,
                                                        {"答复还价", "Answer a counter-offer"}, answer_offer, crossing);
    add_timers(routes);
}

}  // namespace dengyun::ordering
