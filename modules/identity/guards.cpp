#include "modules/identity/guards.h"

#include <algorithm>

namespace dengyun::identity {
namespace {

template <class T>
bool contains(const std::vector<T>& list, const T& item) {
    return std::ranges::find(list, item) != list.end();
}

// What is in one of the two and not in the other.
std::vector<std::string> moved(std::vector<std::string> a, std::vector<std::string> b) {
    std::ranges::sort(a);
    std::ranges::sort(b);
    std::vector<std::string> out;
    std::ranges::set_symmetric_difference(a, b, std::back_inserter(out));
    return out;
}

bool governs(const Context& context, const Authority& authority, const std::vector<std::string>& roles) {
    if (authority.is_owner) return true;
    if (contains(roles, std::string(meta::name_of(api::Role::owner)))) return false;
    return includes_all(authority.permissions,
                        context.book().resolve(authority.organisation.kind, roles, authority.custom));
}

}  // namespace

Result<Authority> authority_of(const Context& context, store::Reader& reader, const api::Call& call) {
    const auto& principal = *call.principal;
    DENGYUN_TRY(organisation, reader.find(principal.organisation));
    DENGYUN_TRY(custom, custom_roles(reader, principal.organisation));
    Authority authority{
        .organisation = std::move(organisation), .permissions = principal.permissions, .custom = std::move(custom)};
    if (principal.user) {
        DENGYUN_TRY(member, find_member(reader, principal.organisation, principal.user));
        if (!member || !member->active) return fail(ErrorKind::unauthenticated, "session.expired");
        authority.is_owner = holds(*member, api::Role::owner);
        authority.permissions = context.book().resolve(authority.organisation.kind, member->roles, authority.custom);
    }
    return authority;
}

Result<> check_grant(const Context& context, const Authority& authority, const std::vector<std::string>& before,
                     const std::vector<std::string>& after) {
    return check_governs(context, authority, moved(before, after));
}

Result<> check_governs(const Context& context, const Authority& authority, const std::vector<std::string>& roles) {
    if (governs(context, authority, roles)) return {};
    return fail(ErrorKind::forbidden, "member.beyond_own_roles");
}

Result<> check_permissions(const Context& context, const Authority& authority, const std::vector<std::string>& before,
                           const std::vector<std::string>& after) {
    const auto& grantable = context.book().grantable_in(authority.organisation.kind);
    const auto& held = authority.is_owner ? grantable : authority.permissions;
    const auto touched = moved(before, after);
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < after.size(); ++i) {
        const auto field = fmt::format("permissions.{}", i);
        if (!std::ranges::binary_search(grantable, after[i]))
            issues.push_back({field, "unknown_permission"});
        else if (contains(touched, after[i]) && !std::ranges::binary_search(held, after[i]))
            issues.push_back({field, "beyond_own"});
    }
    // What goes must be one's own too, unless nobody here can hold it any more.
    for (const auto& name : before) {
        const bool goes = !contains(after, name) && std::ranges::binary_search(grantable, name);
        if (goes && !std::ranges::binary_search(held, name)) issues.push_back({"permissions", "beyond_own"});
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<> check_other_owner(store::Unit& unit, Id<Organisation> organisation, Id<Member> except) {
    const std::array<meta::Scalar, 2> row{organisation.value, organisation.value};
    DENGYUN_TRY(
        locked,
        unit.execute("UPDATE organisation SET updated_at = updated_at WHERE organisation_id = ? AND id = ?", row));
    static_cast<void>(locked);
    bool found = false;
    const std::array<meta::Scalar, 2> values{organisation.value, except.value};
    DENGYUN_CHECK(unit.query(
        "SELECT roles, active FROM member WHERE organisation_id = ? AND id <> ? AND roles LIKE '%\"owner\"%'", values,
        [&](const store::Row& other) {
            const auto codes = text_list(other.text(0));
            found = found || (other.integer(1) != 0 && contains(codes, std::string(meta::name_of(api::Role::owner))));
        }));
    if (found) return {};
    return fail(ErrorKind::conflict, "member.last_owner");
}

}  // namespace dengyun::identity
