// What the module is made of: permissions, texts, entities, routes.
#include "kernel/api/route.h"
#include "modules/shipments/api.h"
#include "modules/shipments/routes.h"

namespace dengyun::shipments {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"shipments.read", {"查看发货和收货", "Read shipments and receipts"}, api::every_role},
    {"shipments.send",
     {"发货", "Send shipments"},
     api::leading_roles | RoleSet{Role::planner, Role::worker, Role::platform_operator}},
    {"shipments.receive",
     {"签收货物", "Sign for shipments"},
     api::leading_roles | RoleSet{Role::planner, Role::worker, Role::buyer, Role::platform_operator}},
    {"shipments.watch", {"查看所有单位的发货", "Read the shipments of everybody"}, RoleSet{Role::platform_operator}},
};

constexpr Message own_messages[] = {
    {"shipment.posted", {"已发出的发货单不能修改。", "A shipment that was dispatched is never changed."}},
    {"shipment.bound",
     {"发货单属于其他单据：收货单位、版本、行数和转送的数量由该单据决定，转送单不能删除。",
      "The shipment belongs to another document, which says to whom, by which revision, in how many lines and, of "
      "goods "
      "that are forwarded, how many; a forwarding note is not removed."}},
    {"shipment.signed_otherwise",
     {"货物已按其他数量签收；如有误，请先冲销收货单。",
      "The goods were signed for with other counts; reverse that receipt first."}},
    {"receipt.not_expected", {"发货单尚未发出或已关闭，不能签收。", "The shipment was not dispatched, or is closed."}},
    {"receipt.taken", {"该发货单已有收货单。", "The shipment has a receipt already."}},
    {"receipt.posted",
     {"已过账的收货单不能修改；请冲销后重新签收。", "A posted receipt is never changed; reverse it and post another."}},
    {"receipt.bound",
     {"签收已计入任务或订单，不能冲销；请通过检验或退货处理。",
      "The signature has moved a task or an order along and cannot be reversed; use an inspection or a return."}},
    {"receipt.closed",
     {"发货单已关闭，收货单不能再冲销。", "The shipment is closed; its receipt cannot be reversed any more."}},
    {"issue.no_label", {"标签码有误，请重新扫描。", "This is no label code; scan it again."}},
    {"issue.unknown_line", {"没有第 {detail} 行。", "There is no line {detail}."}},
    {"issue.exceeds_shipped",
     {"多于发出数量 {detail}；如接收超交，请勾选同意。",
      "More than the {detail} that were shipped; say that you accept the over-delivery."}},
    {"issue.exceeds_received", {"破损不能多于实收 {detail}。", "More than the {detail} that were received."}},
    {"issue.not_all_counted", {"每一行都要清点。", "Every line must be counted."}},
};

constexpr const meta::Entity* own_entities[] = {&Shipment::description, &Receipt::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes, const Consequences& then, const Undo& undo) {
    routes.declare(permissions());
    add_shipment_routes(routes, then);
    add_receipt_routes(routes, then, undo);
    add_tasks(routes);
}

}  // namespace dengyun::shipments
