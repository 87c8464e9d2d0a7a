// A person's own account: name, contact, language, password; and what holds for everybody in his organisation.
#include "modules/identity/accounts.h"
#include "modules/identity/rules.h"
#include "modules/identity/sessions.h"
#include "modules/identity/sign_in.h"

namespace dengyun::identity {
namespace {

Result<SessionUser> change_account(Context& context, const api::Call& call, const meta::Patch<SessionUser>& patch) {
    DENGYUN_TRY(person, person_of(call));
    DENGYUN_TRY(scope, account_scope(context.store, call, person));
    auto changed = context.store.write<SessionUser>(scope, [&](store::Unit& unit) -> Result<SessionUser> {
        DENGYUN_TRY(user, unit.find(person));
        DENGYUN_TRY(shown, patch.applied_to(shown_user(user)));
        user.display_name = shown.display_name;
        user.email = shown.email;
        user.phone = shown.phone;
        user.language = shown.language;
        user.time_zone = shown.time_zone;
        user.tours_seen = shown.tours_seen;
        DENGYUN_CHECK(check_account(user));
        DENGYUN_TRY(updated, update_account(unit, std::move(user), "changed"));
        return shown_user(updated);
    });
    context.cache.drop_user(person);
    return changed;
}

Result<SessionOrganisation> change_organisation(Context& context, const api::Call& call,
                                                const meta::Patch<SessionOrganisation>& patch) {
    const auto id = call.principal->organisation;
    auto changed =
        context.store.write<SessionOrganisation>(call.scope, [&](store::Unit& unit) -> Result<SessionOrganisation> {
            DENGYUN_TRY(organisation, unit.find(id));
            SessionOrganisation shown{id, organisation.name, organisation.kind, organisation.time_zone};
            DENGYUN_TRY(after, patch.applied_to(shown));
            if (auto issue = check_time_zone(after.time_zone))
                return fail(ErrorKind::invalid, "request.invalid", {std::move(*issue)});
            organisation.time_zone = after.time_zone;
            DENGYUN_TRY(updated, unit.update(std::move(organisation)));
            static_cast<void>(updated);
            return after;
        });
    context.cache.drop_organisation(id);
    return changed;
}

Result<api::Reply> change_password(Context& context, const api::Call& call, const PasswordChange& given) {
    DENGYUN_TRY(person, person_of(call));
    const auto scope = Scope::system("password");
    DENGYUN_TRY(user, context.store.read<User>(scope, [&](store::Reader& reader) { return reader.find(person); }));
    if (auto issue = check_password(given.new_password, user.login, "new_password"))
        return fail(ErrorKind::invalid, "request.invalid", {std::move(*issue)});
    DENGYUN_TRY(proof, prove_password(context, user, given.current_password));
    if (proof.retry_after > Duration{}) return throttled_reply(call, proof.retry_after);
    if (!proof.holds) return fail(ErrorKind::invalid, "request.invalid", {{"current_password", "wrong_password"}});
    DENGYUN_TRY(hash, context.hasher.hash(given.new_password));
    DENGYUN_CHECK(context.store.run_write(scope, [&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(present, unit.find(person));
        if (present.password_hash != user.password_hash)
            return fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
        return write_password(unit, std::move(present), hash, "password_changed", call.principal->session_id);
    }));
    context.cache.drop_user(person);
    return api::Reply{.status = 204};
}

}  // namespace

void add_account_routes(Context& context, api::Routes& routes) {
    routes.patch<SessionUser, SessionUser>(
        "/api/v1/session/user", api::signed_in, {"修改本人资料", "Change the own account"},
        [&context](const api::Call& call, store::Store&, const meta::Patch<SessionUser>& patch) {
            return change_account(context, call, patch);
        });
    routes.patch<SessionOrganisation, SessionOrganisation>(
        "/api/v1/session/organisation", api::needs("organisation.edit"),
        {"修改本单位设置", "Change the organisation's settings"},
        [&context](const api::Call& call, store::Store&, const meta::Patch<SessionOrganisation>& patch) {
            return change_organisation(context, call, patch);
        });
    routes.post<PasswordChange, api::Nothing>(
        "/api/v1/session/password", api::signed_in, {"修改密码", "Change the password"},
        [&context](const api::Call& call, store::Store&, const PasswordChange& given) {
            return change_password(context, call, given);
        });
}

}  // namespace dengyun::identity
