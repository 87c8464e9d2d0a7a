// Roles of the own organisation, built-in and its own, and the permissions that they are made of.
#include <algorithm>

#include "kernel/api/flow_routes.h"
#include "modules/identity/guards.h"
#include "modules/identity/rules.h"

namespace dengyun::identity {
namespace {

constexpr std::string_view read = "roles.read";
constexpr std::string_view edit = "roles.edit";

// Ids of stored rows hold a time and are never this small.
constexpr std::int64_t built_in_id(api::Role role) { return static_cast<std::int64_t>(role) + 1; }
constexpr std::int64_t built_in_id_max = built_in_id(api::Role::service_provider);

RoleDefinition shown_role(const Context& context, api::Role role, const api::Call& call) {
    const auto& entry = choices_of(role).entries[static_cast<std::size_t>(role)];
    RoleDefinition shown{.code = std::string(entry.name),
                         .name = std::string(entry.label.in(call.language)),
                         .permissions = context.book().permissions_of(role),
                         .built_in = true};
    shown.id = {built_in_id(role)};
    shown.organisation_id = call.principal->organisation;
    shown.version = 1;
    return shown;
}

std::vector<RoleDefinition> built_in_roles(const Context& context, const Organisation& organisation,
                                           const api::Call& call) {
    std::vector<RoleDefinition> roles;
    for (std::int64_t i = 0; i < built_in_id_max; ++i) {
        const auto role = static_cast<api::Role>(i);
        if (RoleBook::exists_in(organisation.kind, role)) roles.push_back(shown_role(context, role, call));
    }
    return roles;
}

// All of them at once: their number is bounded.
Result<store::Page<RoleDefinition>> list_roles(const Context& context, const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(organisation, reader.find(call.principal->organisation));
    store::Page<RoleDefinition> page{.items = built_in_roles(context, organisation, call), .next = {}};
    DENGYUN_TRY(own, reader.list<RoleDefinition>({.sort = "id", .limit = store::page_limit_max}));
    std::ranges::move(own.items, std::back_inserter(page.items));
    return page;
}

Result<RoleDefinition> find_role(const Context& context, const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<RoleDefinition>());
    if (id.value > built_in_id_max) return reader.find(id);
    DENGYUN_TRY(organisation, reader.find(call.principal->organisation));
    const auto role = static_cast<api::Role>(id.value - 1);
    if (!RoleBook::exists_in(organisation.kind, role)) return fail(ErrorKind::not_found, "request.not_found");
    return shown_role(context, role, call);
}

// The stored role that the path names, for a change. Error: conflict "role_definition.built_in".
Result<RoleDefinition> find_own(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<RoleDefinition>());
    if (id.value <= built_in_id_max) return fail(ErrorKind::conflict, "role_definition.built_in");
    return api::find_expected<RoleDefinition>(call, reader);
}

Result<RoleDefinition> create_role(const Context& context, const api::Call& call, store::Unit& unit,
                                   RoleDefinition role) {
    if (auto issue = check_role_code(role.code))
        return fail(ErrorKind::invalid, "request.invalid", {std::move(*issue)});
    if (meta::value_of<api::Role>(role.code)) return fail(ErrorKind::conflict, "request.taken", {{"code", "taken"}});
    DENGYUN_TRY(authority, authority_of(context, unit, call));
    if (authority.custom.size() >= role_definitions_max) return fail(ErrorKind::limit, "role_definition.too_many");
    DENGYUN_CHECK(check_permissions(context, authority, {}, role.permissions));
    return unit.insert(std::move(role));
}

Result<RoleDefinition> change_role(const Context& context, const api::Call& call, store::Unit& unit,
                                   const meta::Patch<RoleDefinition>& patch) {
    DENGYUN_TRY(before, find_own(call, unit));
    DENGYUN_TRY(after, patch.applied_to(before));
    DENGYUN_TRY(authority, authority_of(context, unit, call));
    DENGYUN_CHECK(check_permissions(context, authority, before.permissions, after.permissions));
    return unit.update(std::move(after));
}

Result<> remove_role(const Context& context, const api::Call& call, store::Unit& unit) {
    DENGYUN_TRY(role, find_own(call, unit));
    DENGYUN_TRY(authority, authority_of(context, unit, call));
    DENGYUN_CHECK(check_permissions(context, authority, role.permissions, {}));
    bool in_use = false;
    const auto pattern = "%\"" + role.code + "\"%";
    const std::array<meta::Scalar, 2> values{role.organisation_id.value, std::string_view(pattern)};
    DENGYUN_CHECK(unit.query("SELECT roles FROM member WHERE organisation_id = ? AND roles LIKE ?", values,
                             [&](const store::Row& row) {
                                 const auto codes = text_list(row.text(0));  // "_" of a pattern fits any character
                                 in_use = in_use || std::ranges::find(codes, role.code) != codes.end();
                             }));
    if (in_use) return fail(ErrorKind::conflict, "role_definition.in_use");
    return unit.remove(role);
}

Result<store::Page<PermissionView>> list_permissions(const Context& context, const api::Call& call,
                                                     store::Reader& reader) {
    DENGYUN_TRY(organisation, reader.find(call.principal->organisation));
    const auto& grantable = context.book().grantable_in(organisation.kind);
    store::Page<PermissionView> page;
    for (const auto& permission : context.book().declared()) {
        const std::string name(permission.name);
        if (!std::ranges::binary_search(grantable, name)) continue;
        page.items.push_back({.name = name,
                              .label_zh = std::string(permission.label.zh),
                              .label_en = std::string(permission.label.en),
                              .module = name.substr(0, name.find('.'))});
    }
    return page;
}

}  // namespace

void add_role_routes(Context& context, api::Routes& routes) {
    const std::string path = "/api/v1/roles";
    const std::string item = path + "/{id}";
    routes.declare(RoleDefinition::description);
    routes.list<RoleDefinition>(path, api::needs(read), {"列出角色", "List roles"},
                                [&context](const api::Call& call, store::Reader& reader, const store::Query&) {
                                    return list_roles(context, call, reader);
                                });
    routes.get<RoleDefinition>(
        item, api::needs(read), {"查看角色", "Read a role"},
        [&context](const api::Call& call, store::Reader& reader) { return find_role(context, call, reader); });
    routes.post<RoleDefinition, RoleDefinition>(
        path, api::needs(edit), {"新建角色", "Create a role"},
        [&context](const api::Call& call, store::Unit& unit, const RoleDefinition& role) {
            return create_role(context, call, unit, role);
        });
    // Outside a unit, so that what was cached is dropped after the commit and not before.
    routes.patch<RoleDefinition, RoleDefinition>(
        item, api::needs(edit), {"修改角色", "Change a role"},
        [&context](const api::Call& call, store::Store& store, const meta::Patch<RoleDefinition>& patch) {
            auto changed = store.write<RoleDefinition>(
                call.scope, [&](store::Unit& unit) { return change_role(context, call, unit, patch); });
            context.cache.drop_organisation(call.principal->organisation);
            return changed;
        });
    routes.remove(item, api::needs(edit), {"删除角色", "Remove a role"},
                  [&context](const api::Call& call, store::Unit& unit) { return remove_role(context, call, unit); });
    routes.list<PermissionView>("/api/v1/permissions", api::signed_in, {"列出权限", "List permissions"},
                                [&context](const api::Call& call, store::Reader& reader, const store::Query&) {
                                    return list_permissions(context, call, reader);
                                });
}

}  // namespace dengyun::identity
