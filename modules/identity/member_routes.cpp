// Members of the own organisation: added, changed, suspended, removed, given a new password.
#include "kernel/api/flow_routes.h"
#include "modules/identity/guards.h"
#include "modules/identity/resets.h"
#include "modules/identity/rules.h"
#include "modules/identity/sessions.h"

namespace dengyun::identity {
namespace {

constexpr std::string_view read = "members.read";
constexpr std::string_view edit = "members.edit";

// The account of a new member: a fresh one, or the one of somebody who was removed earlier and whose home is here.
Result<User> account_for(store::Unit& unit, const NewMember& given, const std::string& password_hash) {
    DENGYUN_TRY(known, find_user_by_login(unit, given.login));
    User user = known.value_or(User{.login = fold_login(given.login)});
    if (known) {
        DENGYUN_TRY(member, find_member(unit, unit.scope().organisation(), user.id));
        if (member || !user.active) return fail(ErrorKind::conflict, "request.taken", {{"login", "taken"}});
    }
    user.display_name = given.display_name;
    user.email = given.email;
    user.phone = given.phone;
    if (!password_hash.empty()) {
        user.password_hash = password_hash;
        user.password_changed_at = unit.now();
    }
    DENGYUN_CHECK(check_account(user));
    if (known) return unit.update(std::move(user), "returned");
    return unit.insert(std::move(user));
}

Result<Member> add_member(Context& context, const api::Call& call, const NewMember& given) {
    std::vector<Issue> issues;
    const auto login = fold_login(given.login);
    if (auto issue = check_login(login)) issues.push_back(std::move(*issue));
    if (given.password)
        if (auto issue = check_password(*given.password, login)) issues.push_back(std::move(*issue));
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    std::string hash;
    if (given.password) {
        DENGYUN_TRY(made, context.hasher.hash(*given.password));
        hash = std::move(made);
    }
    return context.store.write<Member>(call.scope, [&](store::Unit& unit) -> Result<Member> {
        DENGYUN_TRY(authority, authority_of(context, unit, call));
        DENGYUN_CHECK(check_roles_exist(unit, authority.organisation, given.roles));
        DENGYUN_CHECK(check_grant(context, authority, {}, given.roles));
        DENGYUN_TRY(user, account_for(unit, given, hash));
        return insert_member(unit, user, call.principal->organisation, given.roles);
    });
}

// Name and contact belong to the account, which only its home organisation changes.
Result<> change_contact(store::Unit& unit, const Member& before, const Member& after) {
    const bool same =
        before.display_name == after.display_name && before.email == after.email && before.phone == after.phone;
    if (same) return {};
    auto user = unit.find(before.user_id);
    if (!user || user->organisation_id != before.organisation_id)
        return fail(ErrorKind::forbidden, "member.account_elsewhere");
    user->display_name = after.display_name;
    user->email = after.email;
    user->phone = after.phone;
    DENGYUN_TRY(updated, unit.update(std::move(*user)));
    static_cast<void>(updated);
    return {};
}

std::string_view event_of(const Member& before, const Member& after) {
    if (before.active == after.active) return "changed";
    return after.active ? "reinstated" : "suspended";
}

Result<Member> change_member(const Context& context, const api::Call& call, store::Unit& unit,
                             const meta::Patch<Member>& patch) {
    DENGYUN_TRY(before, api::find_expected<Member>(call, unit));
    DENGYUN_TRY(after, patch.applied_to(before));
    DENGYUN_TRY(authority, authority_of(context, unit, call));
    DENGYUN_CHECK(check_roles_exist(unit, authority.organisation, after.roles));
    DENGYUN_CHECK(check_governs(context, authority, before.roles));
    DENGYUN_CHECK(check_grant(context, authority, before.roles, after.roles));
    const bool was_owner = before.active && holds(before, api::Role::owner);
    const bool is_owner = after.active && holds(after, api::Role::owner);
    if (was_owner && !is_owner) DENGYUN_CHECK(check_other_owner(unit, before.organisation_id, before.id));
    DENGYUN_CHECK(change_contact(unit, before, after));
    if (!after.active) DENGYUN_CHECK(end_sessions_in(unit, before.organisation_id, before.user_id));
    const auto event = event_of(before, after);
    return unit.update(std::move(after), event);
}

Result<Id<User>> remove_member(const Context& context, const api::Call& call, store::Unit& unit) {
    DENGYUN_TRY(member, api::find_expected<Member>(call, unit));
    DENGYUN_TRY(authority, authority_of(context, unit, call));
    DENGYUN_CHECK(check_governs(context, authority, member.roles));
    if (member.active && holds(member, api::Role::owner))
        DENGYUN_CHECK(check_other_owner(unit, member.organisation_id, member.id));
    DENGYUN_CHECK(end_sessions_in(unit, member.organisation_id, member.user_id));
    DENGYUN_CHECK(unit.remove(member));
    return member.user_id;
}

// The account of the member that the path names, where it is at home here and the caller stands above it.
Result<User> governed_account(const Context& context, const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Member>());
    DENGYUN_TRY(member, reader.find(id));
    DENGYUN_TRY(authority, authority_of(context, reader, call));
    DENGYUN_CHECK(check_governs(context, authority, member.roles));
    auto user = reader.find(member.user_id);
    if (!user || user->organisation_id != member.organisation_id)
        return fail(ErrorKind::forbidden, "member.account_elsewhere");
    return user;
}

// For who has lost his phone and his recovery codes. One's own takes one's password (second_factor_routes.cpp).
Result<Id<User>> remove_second_factor(const Context& context, const api::Call& call, store::Unit& unit) {
    DENGYUN_TRY(person, person_of(call));
    DENGYUN_TRY(user, governed_account(context, call, unit));
    if (user.id == person) return fail(ErrorKind::forbidden, "member.own_second_factor");
    if (user.totp_secret.empty()) return fail(ErrorKind::conflict, "totp.not_on");
    forget_second_factor(user);
    DENGYUN_TRY(updated, unit.update(std::move(user), "totp_removed"));
    return updated.id;
}

Result<PasswordResetLink> hand_over_reset(Context& context, const api::Call& call) {
    return context.store.write<PasswordResetLink>(call.scope, [&](store::Unit& unit) -> Result<PasswordResetLink> {
        DENGYUN_TRY(user, governed_account(context, call, unit));
        return make_reset(context, unit, user, handed_reset_life);
    });
}

}  // namespace

void add_member_routes(Context& context, api::Routes& routes) {
    const std::string path = "/api/v1/members";
    const std::string item = path + "/{id}";
    routes.declare(Member::description);
    routes.list<Member>(
        path, api::needs(read), {"列出成员", "List members"},
        [](const api::Call&, store::Reader& reader, const store::Query& query) { return reader.list<Member>(query); },
        {.list_of = Member::description.name, .exported = true});
    routes.get<Member>(item, api::needs(read), {"查看成员", "Read a member"},
                       [](const api::Call& call, store::Reader& reader) -> Result<Member> {
                           DENGYUN_TRY(id, call.id<Member>());
                           return reader.find(id);
                       });
    routes.post<NewMember, Member>(path, api::needs(edit), {"添加成员", "Add a member"},
                                   [&context](const api::Call& call, store::Store&, const NewMember& given) {
                                       return add_member(context, call, given);
                                   });
    // Outside a unit, so that what was cached about the member is dropped after the commit and not before.
    routes.patch<Member, Member>(
        item, api::needs(edit), {"修改成员", "Change a member"},
        [&context](const api::Call& call, store::Store& store, const meta::Patch<Member>& patch) -> Result<Member> {
            auto changed = store.write<Member>(
                call.scope, [&](store::Unit& unit) { return change_member(context, call, unit, patch); });
            if (changed) context.cache.drop_user(changed->user_id);
            return changed;
        });
    routes.remove(item, api::needs(edit), {"移除成员", "Remove a member"},
                  [&context](const api::Call& call, store::Store& store) -> Result<> {
                      DENGYUN_TRY(user, store.write<Id<User>>(call.scope, [&](store::Unit& unit) {
                          return remove_member(context, call, unit);
                      }));
                      context.cache.drop_user(user);
                      return {};
                  });
    routes.remove(item + "/second-factor", api::needs(edit), {"停用成员的动态口令", "Remove a member's one-time codes"},
                  [&context](const api::Call& call, store::Store& store) -> Result<> {
                      DENGYUN_TRY(user, store.write<Id<User>>(call.scope, [&](store::Unit& unit) {
                          return remove_second_factor(context, call, unit);
                      }));
                      context.cache.drop_user(user);
                      return {};
                  });
    routes.post<api::Nothing, PasswordResetLink>(
        item + "/password-reset", api::needs(edit), {"生成密码重置链接", "Make a password link"},
        [&context](const api::Call& call, store::Store&) { return hand_over_reset(context, call); });
}

}  // namespace dengyun::identity
