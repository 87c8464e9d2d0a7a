// What the module is made of: permissions, texts, entities, routes.
#include "modules/circles/api.h"
#include "modules/circles/routes.h"

namespace dengyun::circles {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"circles.read",
     {"查看供应圈", "Read circles"},
     api::leading_roles | api::working_roles | RoleSet{Role::service_provider}},
    {"circles.lead",
     {"建立供应圈、邀请企业", "Lead circles and invite firms"},
     api::leading_roles | RoleSet{Role::buyer}},
    {"circles.join",
     {"加入或退出供应圈", "Join and leave circles"},
     api::leading_roles | RoleSet{Role::planner, Role::service_provider}},
};

constexpr Message own_messages[] = {
    {"circle.too_many", {"供应圈数量已达上限。", "There are as many circles as there can be."}},
    {"circle.has_members",
     {"供应圈邀请过企业，不能删除。", "Firms were invited into this circle; it cannot be removed."}},
    {"circle_member.too_many", {"成员数量已达上限。", "There are as many members as there can be."}},
    {"circle_member.by_link",
     {"对方还没有注册，要凭邮件里的链接加入。", "Somebody without an account joins by the link in his mail."}},
    {"circle_member.link_invalid",
     {"链接无效或已过期；请使用最近一封邮件里的链接，或请对方再发一次。",
      "The link is not valid or has expired; use the one of the latest mail, or ask for another."}},
    {"circle_member.too_many_tries", {"尝试太频繁，请稍后再试。", "Too many tries; wait a little."}},
    {"circle_member.own_circle", {"这是本单位的供应圈。", "This is your own circle."}},
    {"circle_member.in_it_already", {"本单位已在这个供应圈里。", "You are in this circle already."}},
};

constexpr const meta::Entity* own_entities[] = {&Circle::description, &CircleMember::description};

// Tries of one address: thirty at once, then one every two seconds.
constexpr double tries_per_second = 0.5;
constexpr double tries_at_once = 30;
constexpr std::size_t addresses_max = 20'000;

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes, const Clock& clock) {
    routes.declare(permissions());
    add_circle_routes(routes);
    add_member_routes(routes);
    add_link_routes(routes, std::make_shared<http::RateLimiter>(tries_per_second, tries_at_once, addresses_max, clock));
    add_waiting(routes);
}

}  // namespace dengyun::circles
