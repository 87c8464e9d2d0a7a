// One-time codes of the own account: set up, confirmed with a first code, removed with the password.
#include "modules/identity/accounts.h"
#include "modules/identity/sign_in.h"
#include "modules/identity/totp.h"

namespace dengyun::identity {
namespace {

const Scope& scope() {
    static const Scope system = Scope::system("second factor");
    return system;
}

// Shown once, and worth nothing until a code of it has been given.
Result<TotpSetup> begin_setup(Context& context, const api::Call& call) {
    DENGYUN_TRY(person, person_of(call));
    std::string secret(totp_secret_bytes, '\0');
    context.random.fill({reinterpret_cast<std::uint8_t*>(secret.data()), secret.size()});
    return context.store.write<TotpSetup>(scope(), [&](store::Unit& unit) -> Result<TotpSetup> {
        DENGYUN_TRY(user, unit.find(person));
        if (!user.totp_secret.empty()) return fail(ErrorKind::conflict, "totp.already_on");
        user.totp_pending_secret = context.vault.seal(secret, to_text(person), context.random);
        DENGYUN_TRY(updated, unit.update(std::move(user), "totp_offered"));
        return TotpSetup{base32(secret), totp_uri(secret, context.options.issuer, updated.login)};
    });
}

Result<RecoveryCodes> confirm_setup(Context& context, const api::Call& call, const TotpConfirmation& given) {
    DENGYUN_TRY(person, person_of(call));
    RecoveryCodes answer{make_recovery_codes(context.random)};
    return context.store.write<RecoveryCodes>(scope(), [&](store::Unit& unit) -> Result<RecoveryCodes> {
        DENGYUN_TRY(user, unit.find(person));
        if (!user.totp_secret.empty()) return fail(ErrorKind::conflict, "totp.already_on");
        if (user.totp_pending_secret.empty()) return fail(ErrorKind::conflict, "totp.not_begun");
        DENGYUN_TRY(secret, context.vault.open(user.totp_pending_secret, to_text(person)));
        const auto step = matching_step(secret, given.code, unit.now(), 0);
        if (!step) return fail(ErrorKind::invalid, "request.invalid", {{"code", "wrong_code"}});
        user.totp_secret = std::exchange(user.totp_pending_secret, {});
        user.totp_last_step = *step;
        user.recovery_code_hashes.clear();
        for (const auto& code : answer.recovery_codes) user.recovery_code_hashes.push_back(recovery_code_hash(code));
        DENGYUN_TRY(updated, unit.update(std::move(user), "totp_on"));
        static_cast<void>(updated);
        return answer;
    });
}

Result<api::Reply> remove(Context& context, const api::Call& call, const TotpRemoval& given) {
    DENGYUN_TRY(person, person_of(call));
    DENGYUN_TRY(known, context.store.read<User>(scope(), [&](store::Reader& reader) { return reader.find(person); }));
    DENGYUN_TRY(proof, prove_password(context, known, given.password));
    if (proof.retry_after > Duration{}) return throttled_reply(call, proof.retry_after);
    if (!proof.holds) return fail(ErrorKind::invalid, "request.invalid", {{"password", "wrong_password"}});
    DENGYUN_CHECK(context.store.run_write(scope(), [&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(user, unit.find(person));
        forget_second_factor(user);
        DENGYUN_TRY(updated, unit.update(std::move(user), "totp_off"));
        static_cast<void>(updated);
        return {};
    }));
    return api::Reply{.status = 204};
}

}  // namespace

void add_second_factor_routes(Context& context, api::Routes& routes) {
    routes.post<api::Nothing, TotpSetup>(
        "/api/v1/session/totp", api::signed_in, {"设置动态口令", "Set up one-time codes"},
        [&context](const api::Call& call, store::Store&) { return begin_setup(context, call); });
    routes.post<TotpConfirmation, RecoveryCodes>(
        "/api/v1/session/totp/confirmation", api::signed_in, {"确认动态口令", "Confirm one-time codes"},
        [&context](const api::Call& call, store::Store&, const TotpConfirmation& given) {
            return confirm_setup(context, call, given);
        });
    routes.post<TotpRemoval, api::Nothing>("/api/v1/session/totp/removal", api::signed_in,
                                           {"停用动态口令", "Remove one-time codes"},
                                           [&context](const api::Call& call, store::Store&, const TotpRemoval& given) {
                                               return remove(context, call, given);
                                           });
}

}  // namespace dengyun::identity
