#include "modules/identity/accounts.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "modules/identity/rules.h"
#include "modules/identity/sessions.h"

namespace dengyun::identity {

std::vector<std::string> text_list(std::string_view json) {
    std::vector<std::string> texts;
    const auto parsed = meta::parse_json(json);
    if (!parsed || !parsed->is_array()) return texts;
    for (const auto& item : parsed->get_array())
        if (item.is_string()) texts.emplace_back(item.get_string());
    return texts;
}

Result<std::optional<Member>> find_member(store::Reader& reader, Id<Organisation> organisation, Id<User> user) {
    const std::array<meta::Scalar, 2> values{organisation.value, user.value};
    Id<Member> id{};
    DENGYUN_CHECK(reader.query("SELECT id FROM member WHERE organisation_id = ? AND user_id = ?", values,
                               [&](const store::Row& row) { id.value = row.integer(0); }));
    if (!id) return std::nullopt;
    DENGYUN_TRY(member, reader.find(id));
    return std::optional(std::move(member));
}

Result<std::vector<CustomRole>> custom_roles(store::Reader& reader, Id<Organisation> organisation) {
    std::vector<CustomRole> roles;
    const std::array<meta::Scalar, 1> values{organisation.value};
    DENGYUN_CHECK(reader.query(
        "SELECT code, permissions FROM role_definition WHERE organisation_id = ?", values,
        [&](const store::Row& row) { roles.push_back({std::string(row.text(0)), text_list(row.text(1))}); }));
    return roles;
}

bool holds(const Member& member, api::Role role) {
    return std::ranges::find(member.roles, meta::name_of(role)) != member.roles.end();
}

Result<std::vector<Membership>> memberships_of(store::Reader& reader, Id<User> user) {
    std::vector<Membership> memberships;
    const std::array<meta::Scalar, 1> values{user.value};
    DENGYUN_CHECK(
        reader.query("SELECT m.organisation_id, o.name, o.kind, m.roles, m.active, o.active, o.time_zone FROM member m "
                     "JOIN organisation o ON o.organisation_id = m.organisation_id AND o.id = m.organisation_id "
                     "WHERE m.user_id = ? ORDER BY m.id LIMIT 100",
                     values, [&](const store::Row& row) {
                         const auto kind = meta::value_of<OrganisationKind>(row.text(2));
                         memberships.push_back({{.organisation_id = {row.integer(0)},
                                                 .organisation_name = std::string(row.text(1)),
                                                 .kind = kind.value_or(OrganisationKind::enterprise),
                                                 .roles = text_list(row.text(3))},
                                                row.integer(4) != 0 && row.integer(5) != 0,
                                                std::string(row.text(6))});
                     }));
    return memberships;
}

Result<> check_roles_exist(store::Reader& reader, const Organisation& organisation,
                           const std::vector<std::string>& codes) {
    DENGYUN_TRY(custom, custom_roles(reader, organisation.id));
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const auto role = meta::value_of<api::Role>(codes[i]);
        const auto field = fmt::format("roles.{}", i);
        if (role && !RoleBook::exists_in(organisation.kind, *role))
            issues.push_back({field, "role_of_other_kind"});
        else if (!role && std::ranges::find(custom, codes[i], &CustomRole::code) == custom.end())
            issues.push_back({field, "unknown_role"});
        else if (std::ranges::find(codes, codes[i]) - codes.begin() != static_cast<std::ptrdiff_t>(i))
            issues.push_back({field, "duplicate_role"});
    }
    if (codes.empty()) issues.push_back({"roles", "required"});
    if (codes.size() > roles_per_member_max)
        issues.push_back({"roles", "too_many", std::to_string(roles_per_member_max)});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<> check_account(const User& user) {
    std::vector<Issue> issues;
    if (auto issue = check_login(user.login)) issues.push_back(std::move(*issue));
    if (auto issue = user.time_zone ? check_time_zone(*user.time_zone) : std::nullopt)
        issues.push_back(std::move(*issue));
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

namespace {

void copy_contact(Member& member, const User& user) {
    member.login = user.login;
    member.display_name = user.display_name;
    member.email = user.email;
    member.phone = user.phone;
}

bool same_contact(const Member& member, const User& user) {
    return member.display_name == user.display_name && member.email == user.email && member.phone == user.phone;
}

}  // namespace

Result<Member> insert_member(store::Unit& unit, const User& user, Id<Organisation> organisation,
                             std::vector<std::string> roles) {
    Member member{.user_id = user.id, .roles = std::move(roles)};
    member.organisation_id = organisation;
    copy_contact(member, user);
    return unit.insert(std::move(member));
}

Result<User> update_account(store::Unit& unit, User user, std::string_view event) {
    DENGYUN_TRY(updated, unit.update(std::move(user), event));
    std::vector<Id<Member>> members;
    const std::array<meta::Scalar, 3> values{updated.id.value, unit.scope().organisation().value,
                                             std::int64_t{unit.scope().reads_all() ? 1 : 0}};
    DENGYUN_CHECK(unit.query("SELECT id FROM member WHERE user_id = ? AND (organisation_id = ? OR ? = 1)", values,
                             [&](const store::Row& row) { members.push_back({row.integer(0)}); }));
    for (const auto id : members) {
        DENGYUN_TRY(member, unit.find(id));
        if (same_contact(member, updated)) continue;
        copy_contact(member, updated);
        DENGYUN_TRY(written, unit.update(std::move(member)));
        static_cast<void>(written);
    }
    return std::move(updated);
}

Result<Scope> account_scope(store::Store& store, const api::Call& call, Id<User> user) {
    const auto system = Scope::system("account");
    return store.read<Scope>(system, [&](store::Reader& reader) -> Result<Scope> {
        DENGYUN_TRY(account, reader.find(user));
        DENGYUN_TRY(memberships, memberships_of(reader, user));
        const auto here = call.principal->organisation;
        const bool only_here = std::ranges::all_of(
            memberships, [here](const Membership& membership) { return membership.shown.organisation_id == here; });
        if (account.organisation_id == here && only_here) return Scope::of(here, call.principal->actor);
        return system.entering(account.organisation_id);
    });
}

Result<> write_password(store::Unit& unit, User user, std::string password_hash, std::string_view event,
                        std::int64_t kept_session) {
    user.password_hash = std::move(password_hash);
    user.password_changed_at = unit.now();
    DENGYUN_TRY(updated, unit.update(std::move(user), event));
    DENGYUN_CHECK(end_sessions(unit, updated, kept_session));
    return forgive(unit, sign_in_login, updated.login);
}

// --- api.h
// ----------------------------------------------------------------------------------------------------------------

Result<Organisation> create_organisation(store::Unit& unit, const NewOrganisation& given) {
    Organisation organisation{.name = given.name, .kind = given.kind, .demonstration = given.demonstration};
    organisation.id = given.id ? given.id : unit.new_id<Organisation>();
    organisation.organisation_id = organisation.id;
    return unit.insert(std::move(organisation));
}

Result<User> create_user_with_membership(store::Unit& unit, const NewUser& given) {
    DENGYUN_TRY(organisation, unit.find(given.organisation));
    User user{.login = fold_login(given.login),
              .display_name = given.display_name,
              .email = given.email,
              .phone = given.phone,
              .language = given.language,
              .password_hash = given.password_hash,
              .password_changed_at = unit.now()};
    user.organisation_id = given.organisation;
    DENGYUN_CHECK(check_account(user));
    DENGYUN_CHECK(check_roles_exist(unit, organisation, given.roles));
    DENGYUN_TRY(created, unit.insert(std::move(user)));
    DENGYUN_TRY(member, insert_member(unit, created, given.organisation, given.roles));
    static_cast<void>(member);
    return std::move(created);
}

Result<> add_membership(store::Unit& unit, Id<User> user, Id<Organisation> organisation,
                        std::vector<std::string> roles) {
    DENGYUN_TRY(account, unit.find(user));
    DENGYUN_TRY(found, unit.find(organisation));
    DENGYUN_CHECK(check_roles_exist(unit, found, roles));
    DENGYUN_TRY(member, insert_member(unit, account, organisation, std::move(roles)));
    static_cast<void>(member);
    return {};
}

Result<std::optional<User>> find_user_by_login(store::Reader& reader, std::string_view login) {
    const auto folded = fold_login(login);
    const std::array<meta::Scalar, 1> values{std::string_view(folded)};
    return reader.find_by<User>("user_login", values);
}

namespace {

Result<User> user_named(store::Reader& reader, std::string_view login) {
    DENGYUN_TRY(user, find_user_by_login(reader, login));
    if (!user) return fail(ErrorKind::not_found, "user.not_found");
    return std::move(*user);
}

}  // namespace

Result<> set_password(store::Unit& unit, std::string_view login, std::string password_hash, bool remove_second_factor) {
    DENGYUN_TRY(user, user_named(unit, login));
    if (remove_second_factor) forget_second_factor(user);
    return write_password(unit, std::move(user), std::move(password_hash), "password_set", 0);
}

Result<> set_user_active(store::Unit& unit, std::string_view login, bool active) {
    DENGYUN_TRY(user, user_named(unit, login));
    if (user.active == active) return {};
    user.active = active;
    DENGYUN_TRY(updated, unit.update(std::move(user), active ? "reinstated" : "suspended"));
    return active ? Result<>{} : end_sessions(unit, updated, 0);
}

Result<> set_roles(store::Unit& unit, std::string_view login, Id<Organisation> organisation,
                   std::vector<std::string> roles) {
    DENGYUN_TRY(user, user_named(unit, login));
    DENGYUN_TRY(found, unit.find(organisation));
    DENGYUN_CHECK(check_roles_exist(unit, found, roles));
    DENGYUN_TRY(member, find_member(unit, organisation, user.id));
    if (!member) return add_membership(unit, user.id, organisation, std::move(roles));
    member->roles = std::move(roles);
    DENGYUN_TRY(updated, unit.update(std::move(*member)));
    static_cast<void>(updated);
    return {};
}

Result<std::vector<UserLine>> list_users(store::Reader& reader, std::string_view after, std::int64_t limit) {
    std::vector<UserLine> lines;
    const std::array<meta::Scalar, 2> values{after, limit};
    DENGYUN_CHECK(
        reader.query("SELECT u.id, u.login, u.display_name, o.name, m.roles, u.active, m.active FROM \"user\" u "
                     "JOIN member m ON m.user_id = u.id "
                     "JOIN organisation o ON o.organisation_id = m.organisation_id AND o.id = m.organisation_id "
                     "WHERE u.login > ? ORDER BY u.login, m.id LIMIT ?",
                     values, [&](const store::Row& row) {
                         lines.push_back({.id = {row.integer(0)},
                                          .login = std::string(row.text(1)),
                                          .display_name = std::string(row.text(2)),
                                          .organisation_name = std::string(row.text(3)),
                                          .roles = text_list(row.text(4)),
                                          .active = row.integer(5) != 0 && row.integer(6) != 0});
                     }));
    return lines;
}

Result<std::string> organisation_name(store::Reader& reader, Id<Organisation> organisation) {
    DENGYUN_TRY(found, reader.find(organisation));
    return std::move(found.name);
}

Result<std::string> user_name(store::Reader& reader, Id<User> user) {
    DENGYUN_TRY(found, reader.find(user));
    return std::move(found.display_name);
}

}  // namespace dengyun::identity
