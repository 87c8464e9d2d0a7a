#include "modules/identity/sign_in.h"

#include <algorithm>

#include "modules/identity/accounts.h"
#include "modules/identity/rules.h"
#include "modules/identity/sessions.h"
#include "modules/identity/totp.h"

namespace dengyun::identity {
namespace {

const Scope& system_scope() {
    static const Scope scope = Scope::system("sign-in");
    return scope;
}

std::string address_json(const http::Request& request) {
    std::string json = "{\"address\":";
    meta::write_json_text(json, request.remote_address);
    return json + '}';
}

struct Attempt {
    std::string login;
    std::string address;
    std::optional<User> user;
    bool locks = false;  // if it fails, the next one has to wait
};

// Counts the attempt on both throttles and finds the account, in one unit.
Result<std::variant<Attempt, Throttled>> begin(Context& context, const SignIn& given, const http::Request& request) {
    using Begun = std::variant<Attempt, Throttled>;
    Attempt attempt{.login = fold_login(given.login), .address = address_group(request.remote_address)};
    return context.store.write<Begun>(system_scope(), [&](store::Unit& unit) -> Result<Begun> {
        DENGYUN_TRY(by_address, admit(unit, sign_in_address, attempt.address));
        if (!by_address.admitted()) return Throttled{by_address.retry_after};
        DENGYUN_TRY(by_login, admit(unit, sign_in_login, attempt.login));
        if (!by_login.admitted()) {
            DENGYUN_CHECK(give_back(unit, sign_in_address, attempt.address));
            return Throttled{by_login.retry_after};
        }
        attempt.locks = by_login.locks;
        DENGYUN_TRY(user, find_user_by_login(unit, attempt.login));
        attempt.user = std::move(user);
        return attempt;
    });
}

Result<SignInOutcome> refuse(Context& context, const Attempt& attempt, const http::Request& request) {
    if (attempt.user) {
        DENGYUN_CHECK(context.store.run_write(system_scope(), [&](store::Unit& unit) -> Result<> {
            const auto& user = *attempt.user;
            DENGYUN_CHECK(
                unit.emit(user.organisation_id, "user", user.id.value, "sign_in_failed", address_json(request)));
            if (!attempt.locks) return {};
            return unit.emit(user.organisation_id, "user", user.id.value, "sign_in_locked", address_json(request));
        }));
    }
    return Refused{{ErrorKind::unauthenticated, "session.bad_credentials"}};
}

// The password was right: the attempt is not held against anybody while the code is asked for.
Result<SignInOutcome> ask_for_code(Context& context, const Attempt& attempt) {
    DENGYUN_CHECK(context.store.run_write(system_scope(), [&](store::Unit& unit) -> Result<> {
        DENGYUN_CHECK(give_back(unit, sign_in_address, attempt.address));
        return give_back(unit, sign_in_login, attempt.login);
    }));
    return Refused{{ErrorKind::unauthenticated, "session.totp_required"}};
}

// Uses up a one-time code or a recovery code of the account as it is now; false where it is neither.
Result<bool> use_code(const Context& context, store::Unit& unit, User& user, std::string_view code) {
    DENGYUN_TRY(secret, context.vault.open(user.totp_secret, to_text(user.id)));
    if (const auto step = matching_step(secret, code, unit.now(), user.totp_last_step)) {
        user.totp_last_step = *step;
        DENGYUN_TRY(updated, unit.update(std::move(user), "code_used"));
        user = std::move(updated);
        return true;
    }
    const auto used = std::ranges::find(user.recovery_code_hashes, recovery_code_hash(code));
    if (used == user.recovery_code_hashes.end()) return false;
    user.recovery_code_hashes.erase(used);
    DENGYUN_TRY(updated, unit.update(std::move(user), "recovery_code_used"));
    user = std::move(updated);
    return true;
}

Result<Id<Organisation>> home_of(store::Reader& reader, const User& user) {
    DENGYUN_TRY(memberships, memberships_of(reader, user.id));
    Id<Organisation> first{};
    for (const auto& membership : memberships) {
        if (!membership.active) continue;
        if (membership.shown.organisation_id == user.organisation_id) return user.organisation_id;
        if (!first) first = membership.shown.organisation_id;
    }
    if (!first) return fail(ErrorKind::forbidden, "session.no_organisation");
    return first;
}

struct Opening {
    Context& context;
    const Attempt& attempt;
    const SignIn& given;
    const api::Call& call;
    std::string fresh_hash;  // empty: the stored one is up to date
};

Result<std::optional<OpenedSession>> open(const Opening& opening, store::Unit& unit) {
    auto& context = opening.context;
    // Read again: the account may have changed while the password was being hashed.
    DENGYUN_TRY(user, unit.find(opening.attempt.user->id));
    if (!user.active || user.password_hash != opening.attempt.user->password_hash) return std::nullopt;
    if (!user.totp_secret.empty()) {
        DENGYUN_TRY(used, use_code(context, unit, user, opening.given.totp_code.value_or("")));
        if (!used) return std::nullopt;
    }
    if (!opening.fresh_hash.empty()) {
        user.password_hash = opening.fresh_hash;
        DENGYUN_TRY(updated, unit.update(std::move(user), "password_rehashed"));
        user = std::move(updated);
    }
    DENGYUN_CHECK(give_back(unit, sign_in_address, opening.attempt.address));
    DENGYUN_CHECK(forgive(unit, sign_in_login, opening.attempt.login));
    // A session that the browser still had is not left behind.
    if (opening.call.principal && opening.call.principal->session_id != 0) {
        const auto old = unit.find(Id<UserSession>{opening.call.principal->session_id});
        if (old) DENGYUN_CHECK(unit.remove(*old));
    }
    DENGYUN_TRY(organisation, home_of(unit, user));
    DENGYUN_TRY(opened, open_session(context, unit, user.id, organisation, *opening.call.request));
    DENGYUN_CHECK(
        unit.emit(user.organisation_id, "user", user.id.value, "signed_in", address_json(*opening.call.request)));
    return std::optional(std::move(opened));
}

}  // namespace

Result<SignInOutcome> sign_in(Context& context, const SignIn& given, const api::Call& call) {
    DENGYUN_TRY(begun, begin(context, given, *call.request));
    if (const auto* throttled = std::get_if<Throttled>(&begun)) return *throttled;
    const auto& attempt = std::get<Attempt>(begun);
    const auto stored = attempt.user && attempt.user->active ? attempt.user->password_hash : std::string{};
    DENGYUN_TRY(matches, context.hasher.verify(stored, given.password));
    if (!matches) return refuse(context, attempt, *call.request);
    if (!attempt.user->totp_secret.empty() && given.totp_code.value_or("").empty())
        return ask_for_code(context, attempt);

    Opening opening{context, attempt, given, call, {}};
    if (context.hasher.is_outdated(stored)) {
        DENGYUN_TRY(fresh, context.hasher.hash(given.password));
        opening.fresh_hash = std::move(fresh);
    }
    using Opened = std::optional<OpenedSession>;
    DENGYUN_TRY(opened,
                context.store.write<Opened>(system_scope(), [&](store::Unit& unit) { return open(opening, unit); }));
    if (call.principal) context.cache.drop_session(call.principal->session_id);
    if (!opened) return refuse(context, attempt, *call.request);
    return std::move(*opened);
}

Result<Proof> prove_password(Context& context, const User& user, std::string_view password) {
    DENGYUN_TRY(admission, context.store.write<Admission>(system_scope(), [&](store::Unit& unit) {
        return admit(unit, sign_in_login, user.login);
    }));
    if (!admission.admitted()) return Proof{false, admission.retry_after};
    DENGYUN_TRY(matches, context.hasher.verify(user.password_hash, password));
    if (!matches) return Proof{};
    DENGYUN_CHECK(context.store.run_write(
        system_scope(), [&](store::Unit& unit) { return give_back(unit, sign_in_login, user.login); }));
    return Proof{true, {}};
}

}  // namespace dengyun::identity
