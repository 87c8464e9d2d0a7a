// What the module is made of: permissions, texts, entities, routes.
#include "kernel/api/route.h"
#include "modules/orders/routes.h"

namespace dengyun::orders {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"orders.read",
     {"查看订单和任务", "Read orders and tasks"},
     api::leading_roles | api::working_roles | RoleSet{Role::platform_operator}},
    {"orders.buy",
     {"发布需求、接受方案和付款", "Post needs, accept options and pay"},
     api::leading_roles | RoleSet{Role::buyer}},
    {"orders.supply",
     {"接单、谢绝和还价", "Accept, decline and counter tasks"},
     api::leading_roles | RoleSet{Role::planner}},
    {"orders.work",
     {"开工和报工", "Start tasks and report work"},
     api::leading_roles | RoleSet{Role::planner, Role::worker}},
    {"orders.operate", {"报价、下达和派单", "Quote, release and place orders"}, RoleSet{Role::platform_operator}},
};

constexpr Message own_messages[] = {
    {"sales_order.too_many", {"订单数量已达上限。", "There are as many orders as there can be."}},
    {"sales_order.posted",
     {"已报价的订单不能修改或删除；请取消后重新发布。",
      "An order that was quoted is never changed; cancel it and post a new one."}},
    {"sales_order.not_open", {"订单当前状态不接受新方案。", "The order takes no options in its present state."}},
    {"sales_order.not_in_production",
     {"订单不在生产中，不能交付。", "The order is not in production; nothing can be delivered."}},
    {"sales_order.too_few",
     {"缺少的数量超过约定的允差。", "More pieces are missing than the agreed tolerance allows."}},
    {"sales_order.others_turn", {"等待对方答复。", "It is the other side's turn to answer."}},
    {"sales_order.judged", {"交付已有验收结论，不能撤回签收。", "The delivery is judged already; its receipt stands."}},
    {"sales_order.not_judged", {"还有已交付的数量没有验收。", "Some of what was delivered was not judged yet."}},
    {"order_option.too_many", {"方案数量已达上限。", "There are as many options as there can be."}},
    {"order_option.lapsed", {"方案已过期，预留的产能已释放。", "The option has lapsed; its capacity is free again."}},
    {"order_option.not_agreed",
     {"变更须先由供方同意成本。",
      "A change needs the supplier's agreement first, or the buyer's where it concerns him."}},
    {"order_option.not_a_change", {"这是报价，不是变更。", "This is a quote, not a change."}},
    {"operation_task.held_from_elsewhere",
     {"任务暂停前不是这个状态。", "The task was in another state before it was held."}},
    {"operation_task.nothing_reported", {"还没有报工数量。", "Nothing has been reported yet."}},
    {"operation_task.nothing_good", {"没有合格品，不能判合格。", "There is no good piece; it cannot pass."}},
    {"operation_task.no_rework", {"没有需要返工的数量。", "There is nothing to rework."}},
    {"operation_task.not_running", {"任务不在加工中，不能报工。", "The task is not running; nothing can be reported."}},
    {"operation_task.not_reported", {"任务尚未报工或已判定。", "The task is not reported, or is judged already."}},
    {"operation_task.not_passed", {"任务尚未判合格，不能交接。", "The task has not passed; it cannot be handed over."}},
    {"operation_task.used",
     {"来料已投入加工，不能撤回签收。", "The pieces are in work already; their receipt stands."}},
    {"operation_task.not_a_successor", {"该任务不接收这道工序的来料。", "The task takes nothing from that one."}},
    {"operation_task.not_last", {"不是本订单的末道任务。", "It is not a last task of this order."}},
    {"work_report.too_many", {"报工次数已达上限。", "There are as many reports as there can be."}},
    {"work_report.used", {"报工数量已流转，不能冲销。", "What was reported has gone on; it cannot be reversed."}},
    {"work_report.is_reversal", {"冲销单不能再冲销。", "A reversal cannot be reversed."}},
    {"work_report.reversed", {"报工单已冲销。", "The report was reversed already."}},
    {"counter_offer.not_offered",
     {"任务不在待接单状态，不能还价。", "The task is not on offer; no counter-offer can be made."}},
    {"counter_offer.open_already", {"已有还价待答复。", "A counter-offer waits for an answer already."}},
    {"counter_offer.too_many", {"还价次数已达上限。", "There are as many counter-offers as there can be."}},
    {"issue.not_whole", {"必须是整件。", "Must be whole pieces."}},
    {"issue.other_revision",
     {"与任务的图纸版本不一致；请使用现行图纸。", "Not the revision of the task; work to the one in force."}},
    {"issue.ahead_of_now", {"不能晚于现在。", "Must not be later than now."}},
};

constexpr const meta::Entity* own_entities[] = {&SalesOrder::description, &OrderOption::description,
                                                &OperationTask::description, &WorkReport::description,
                                                &CounterOffer::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes) {
    routes.declare(permissions());
    add_order_routes(routes);
    add_option_routes(routes);
    add_task_routes(routes);
    add_report_routes(routes);
    add_counter_routes(routes);
    add_waiting(routes);
}

}  // namespace dengyun::orders
