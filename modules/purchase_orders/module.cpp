// What the module is made of: permissions, texts, entities, routes.
#include "kernel/api/route.h"
#include "modules/purchase_orders/routes.h"

namespace dengyun::purchase_orders {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"purchase_orders.read",
     {"查看采购订单", "Read purchase orders"},
     api::leading_roles | api::working_roles | RoleSet{Role::platform_operator, Role::service_provider}},
    {"purchase_orders.buy",
     {"下达和变更采购订单", "Issue and change purchase orders"},
     api::leading_roles | RoleSet{Role::buyer}},
    {"purchase_orders.supply",
     {"答复客户的采购订单", "Answer purchase orders"},
     api::leading_roles | RoleSet{Role::planner, Role::service_provider}},
};

constexpr Message own_messages[] = {
    {"purchase_order.too_many", {"订单数量已达上限。", "There are as many orders as there can be."}},
    {"purchase_order.issued",
     {"订单已下达，不能直接修改或删除；请走变更。",
      "The order was issued: it cannot be edited or removed, only changed by a new version."}},
    {"purchase_order.not_issued", {"订单尚未下达，请直接修改草稿。", "The order was not issued; edit the draft."}},
    {"purchase_order.terms_changed",
     {"订单条款已有新版本，请先阅读再办理；未作改动。",
      "There is a newer version of the terms; read it first. Nothing was changed."}},
    {"purchase_order_line.by_response", {"请用“答复订单”办理。", "Answer the order to do this."}},
    {"purchase_order_line.by_change", {"请用“变更订单”办理。", "Change the order to do this."}},
    {"purchase_order_line.not_in_force",
     {"该订单行没有生效的条款，不能发货。", "Nothing is in force for this line; it cannot be shipped."}},
    {"purchase_order_line.not_enough",
     {"已验收数量低于约定的下限，不能按已收完成。", "Less was accepted than can count as the whole."}},
    {"purchase_order_line.on_the_way", {"还有货在路上，请先签收。", "Goods are under way; sign for them first."}},
    {"purchase_order_line.not_late",
     {"还没有过最后交货日期，不能短交关闭。", "The last delivery is not late yet; the line cannot be closed short."}},
    {"blanket_order.not_agreed", {"框架订单未生效。", "The blanket order is not in force."}},
    {"blanket_order.out_of_period", {"不在框架订单的有效期内。", "Not within the period of the blanket order."}},
    {"issue.total_too_large",
     {"合计（含税）不能超过 {detail} 元。", "The total with tax must not be more than {detail} yuan."}},
    {"issue.below_shipped", {"不能少于已发的 {detail}。", "Must not be less than the {detail} that were shipped."}},
    {"issue.same_terms", {"与原条款相同，没有变更。", "Nothing differs from the present terms."}},
    {"issue.not_waiting", {"该行不在等待答复。", "This line does not wait for an answer."}},
    {"issue.change_within_only",
     {"已生效条款的变更只能同意、在容差内同意或不同意。",
      "A change of what is in force can be taken, taken within the tolerances, or refused."}},
    {"issue.exceeds_confirmed",
     {"超过确认数量（含可多交）：最多 {detail}。", "More than was confirmed, with its tolerance: at most {detail}."}},
    {"issue.exceeds_net",
     {"超过已验收的净数量 {detail}。", "More than the {detail} that were accepted and not returned."}},
    {"issue.before_start", {"不能早于开始日期。", "Must not be before the beginning."}},
    {"issue.out_of_period", {"超出框架订单的有效期。", "Beyond the period of the blanket order."}},
    {"issue.no_monday", {"请填周一的日期。", "Must be a Monday."}},
};

constexpr const meta::Entity* own_entities[] = {&PurchaseOrder::description, &OrderLine::description,
                                                &OrderResponse::description, &OrderVersion::description,
                                                &BlanketOrder::description,  &SupplyForecast::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes) {
    routes.declare(permissions());
    add_order_routes(routes);
    add_line_routes(routes);
    add_response_routes(routes);
    add_version_routes(routes);
    add_blanket_routes(routes);
    add_forecast_routes(routes);
    add_waiting(routes);
}

}  // namespace dengyun::purchase_orders
