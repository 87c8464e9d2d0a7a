// What the module is made of: permissions, texts, entities, routes.
#include "kernel/api/route.h"
#include "modules/returns/api.h"
#include "modules/returns/routes.h"

namespace dengyun::returns {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"returns.read", {"查看退货", "Read returns"}, api::every_role},
    {"returns.request",
     {"申请退货", "Ask to return goods"},
     api::leading_roles | RoleSet{Role::planner, Role::buyer, Role::platform_operator}},
    {"returns.answer",
     {"处理退货", "Answer returns"},
     api::leading_roles | RoleSet{Role::planner, Role::platform_operator}},
    {"returns.arbitrate", {"裁决退货争议", "Decide disputed returns"}, RoleSet{Role::platform_operator}},
};

constexpr Message own_messages[] = {
    {"goods_return.not_received",
     {"货物尚未签收，不能退货。", "The goods were not signed for; they cannot be returned."}},
};

constexpr const meta::Entity* own_entities[] = {&GoodsReturn::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes, const Consequences& then) {
    routes.declare(permissions());
    add_return_routes(routes, then);
    add_tasks(routes);
}

}  // namespace dengyun::returns
