#include "modules/identity/permissions.h"

#include <algorithm>

namespace dengyun::identity {
namespace {

using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"organisation.edit",
     {"修改本单位设置", "Change the organisation's settings"},
     api::leading_roles | api::platform_roles},
    {"members.read", {"查看成员", "See members"}, api::every_role},
    {"members.edit", {"管理成员", "Manage members"}, api::leading_roles},
    {"roles.read", {"查看角色", "See roles"}, api::every_role},
    {"roles.edit", {"管理角色", "Manage roles"}, api::leading_roles},
    {"api_keys.read", {"查看接口密钥", "See API keys"}, api::leading_roles},
    {"api_keys.edit", {"管理接口密钥", "Manage API keys"}, api::leading_roles},
    {"platform.see_private",
     {"查看各单位的非公开信息", "See private fields of every organisation"},
     RoleSet{api::Role::platform_operator}},
};

constexpr auto role_count = static_cast<std::size_t>(api::Role::service_provider) + 1;
constexpr OrganisationKind kinds[] = {
    OrganisationKind::enterprise, OrganisationKind::platform,         OrganisationKind::bank,
    OrganisationKind::government, OrganisationKind::bookkeeping_firm, OrganisationKind::service_provider};

void sort_unique(std::vector<std::string>& names) {
    std::ranges::sort(names);
    const auto rest = std::ranges::unique(names);
    names.erase(rest.begin(), rest.end());
}

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }

RoleBook::RoleBook(std::span<const api::Permission> declared) : declared_(declared.begin(), declared.end()) {
    for (std::size_t i = 0; i < role_count; ++i) {
        const auto role = static_cast<api::Role>(i);
        auto& names = by_role_[role];
        for (const auto& permission : declared_)
            if (permission.roles.contains(role)) names.emplace_back(permission.name);
        sort_unique(names);
        for (const auto kind : kinds)
            if (exists_in(kind, role)) by_kind_[kind].insert(by_kind_[kind].end(), names.begin(), names.end());
    }
    for (auto& [kind, names] : by_kind_) sort_unique(names);
}

bool RoleBook::exists_in(OrganisationKind kind, api::Role role) {
    return !api::platform_roles.contains(role) || platform_role_of(kind) == role;
}

const std::vector<std::string>& RoleBook::permissions_of(api::Role role) const { return by_role_.at(role); }

const std::vector<std::string>& RoleBook::grantable_in(OrganisationKind kind) const { return by_kind_.at(kind); }

std::vector<std::string> RoleBook::resolve(OrganisationKind kind, std::span<const std::string> codes,
                                           std::span<const CustomRole> custom) const {
    std::vector<std::string> held;
    for (const auto& code : codes) {
        if (const auto role = meta::value_of<api::Role>(code)) {
            if (!exists_in(kind, *role)) continue;
            const auto& names = by_role_.at(*role);
            held.insert(held.end(), names.begin(), names.end());
        } else if (const auto found = std::ranges::find(custom, code, &CustomRole::code); found != custom.end()) {
            for (const auto& name : found->permissions)
                if (std::ranges::binary_search(grantable_in(kind), name)) held.push_back(name);
        }
    }
    sort_unique(held);
    return held;
}

bool includes_all(std::span<const std::string> whole, std::span<const std::string> part) {
    return std::ranges::includes(whole, part);
}

std::vector<std::string> common(std::span<const std::string> a, std::span<const std::string> b) {
    std::vector<std::string> both;
    std::ranges::set_intersection(a, b, std::back_inserter(both));
    return both;
}

}  // namespace dengyun::identity
