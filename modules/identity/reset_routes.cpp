#include <array>

#include "kernel/base/digest.h"
#include "modules/identity/accounts.h"
#include "modules/identity/resets.h"
#include "modules/identity/rules.h"

namespace dengyun::identity {
namespace {

constexpr std::size_t token_bytes = 32;

const Scope& scope() {
    static const Scope system = Scope::system("password reset");
    return system;
}

MailMessage reset_mail(const User& user, const PasswordResetLink& link) {
    if (user.language == Language::en)
        return {*user.email, "Set a new password",
                fmt::format(
                    "Hello {},\n\nsomebody, probably you, asked for a new password for your account \"{}\". Open this "
                    "link within an hour to set it:\n\n{}\n\nIf it was not you, ignore this message: nothing has "
                    "changed.\n",
                    user.display_name, user.login, link.link)};
    return {
        *user.email, "设置新密码",
        fmt::format("{}，您好：\n\n有人（应该是您本人）申请为账号“{}”设置新密码。请在一小时内打开下面的链接：\n\n{}\n\n"
                    "如果不是您本人，请忽略此邮件，账号没有任何变化。\n",
                    user.display_name, user.login, link.link)};
}

struct Mailing {
    User user;
    PasswordResetLink link;
};

using Prepared = std::optional<Mailing>;

// nullopt: nobody to write to.
Result<Prepared> prepare_mail(Context& context, store::Unit& unit, std::optional<User> user) {
    if (!user || !user->active || !user->email) return std::nullopt;
    DENGYUN_TRY(link, make_reset(context, unit, *user, mailed_reset_life));
    return Mailing{std::move(*user), std::move(link)};
}

// The job: the account as it is now, and a fresh token.
Result<> mail_again(Context& context, store::Store& store, const store::Job& job) {
    const auto id = parse_id<User>(job.key);
    if (!id) return {};
    DENGYUN_TRY(prepared, store.write<Prepared>(scope(), [&](store::Unit& unit) -> Result<Prepared> {
        auto user = unit.find(*id);
        if (!user && user.error().kind == ErrorKind::not_found) return std::nullopt;
        DENGYUN_TRY(found, std::move(user));
        return prepare_mail(context, unit, std::move(found));
    }));
    return prepared ? context.mail.send(reset_mail(prepared->user, prepared->link)) : Result<>{};
}

// Runs in the background, so that neither the answer nor its time tells whether the name exists.
Result<> mail_reset(Context& context, const std::string& login, const std::string& address) {
    DENGYUN_TRY(prepared, context.store.write<Prepared>(scope(), [&](store::Unit& unit) -> Result<Prepared> {
        DENGYUN_TRY(by_address, admit(unit, reset_address, address));
        DENGYUN_TRY(by_login, admit(unit, reset_login, login));
        if (!by_address.admitted() || !by_login.admitted()) return std::nullopt;
        DENGYUN_TRY(user, find_user_by_login(unit, login));
        return prepare_mail(context, unit, std::move(user));
    }));
    if (!prepared) return {};
    if (context.mail.send(reset_mail(prepared->user, prepared->link))) return {};
    return context.store.run_write(scope(), [&](store::Unit& unit) -> Result<> {
        const auto& user = prepared->user;
        DENGYUN_CHECK(unit.schedule({.kind = std::string(reset_mail_job),
                                     .key = to_text(user.id),
                                     .run_at = unit.now() + minute,
                                     .data = "{}"}));
        return unit.emit(user.organisation_id, "user", user.id.value, "reset_mail_failed", "{}");
    });
}

Result<api::Reply> request_reset(Context& context, const api::Call& call, const ResetRequest& given) {
    api::WorkerPool::Task task = [&context, login = fold_login(given.login),
                                  address = address_group(call.request->remote_address)] {
        // Nobody waits for the outcome; what went wrong stands in the event log or comes again with the next request.
        static_cast<void>(mail_reset(context, login, address));
    };
    if (!context.background.submit(task)) return fail(ErrorKind::unavailable, "session.busy");
    return api::Reply{.status = 202};
}

struct OpenReset {
    PasswordReset reset;
    User user;
};

Result<OpenReset> find_open(store::Reader& reader, std::string_view token) {
    const auto hash = sha256_hex(token);
    const std::array<meta::Scalar, 1> values{std::string_view(hash)};
    DENGYUN_TRY(reset, reader.find_by<PasswordReset>("password_reset_token", values));
    if (!reset || reset->used_at || reset->expires_at <= reader.now())
        return fail(ErrorKind::conflict, "password_reset.invalid");
    DENGYUN_TRY(user, reader.find(reset->user_id));
    if (!user.active) return fail(ErrorKind::conflict, "password_reset.invalid");
    return OpenReset{std::move(*reset), std::move(user)};
}

Result<api::Reply> confirm_reset(Context& context, const api::Call& call, const ResetConfirmation& given) {
    const auto address = address_group(call.request->remote_address);
    DENGYUN_TRY(admission, context.store.write<Admission>(
                               scope(), [&](store::Unit& unit) { return admit(unit, reset_confirmation, address); }));
    if (!admission.admitted()) return throttled_reply(call, admission.retry_after);
    DENGYUN_TRY(open, context.store.read<OpenReset>(
                          scope(), [&](store::Reader& reader) { return find_open(reader, given.token); }));
    if (auto issue = check_password(given.new_password, open.user.login, "new_password"))
        return fail(ErrorKind::invalid, "request.invalid", {std::move(*issue)});
    DENGYUN_TRY(hash, context.hasher.hash(given.new_password));
    DENGYUN_CHECK(context.store.run_write(scope(), [&](store::Unit& unit) -> Result<> {
        // Found again: of two that come at once, one is first.
        DENGYUN_TRY(present, find_open(unit, given.token));
        present.reset.used_at = unit.now();
        DENGYUN_TRY(used, unit.update(std::move(present.reset), "used"));
        static_cast<void>(used);
        DENGYUN_CHECK(give_back(unit, reset_confirmation, address));
        return write_password(unit, std::move(present.user), hash, "password_reset", 0);
    }));
    context.cache.drop_user(open.user.id);
    return api::Reply{.status = 204};
}

}  // namespace

Result<PasswordResetLink> make_reset(Context& context, store::Unit& unit, const User& user, Duration life) {
    DENGYUN_CHECK(unit.cancel(reset_mail_job, to_text(user.id)));
    const std::array<meta::Scalar, 2> values{user.organisation_id.value, user.id.value};
    DENGYUN_TRY(dropped, unit.execute("DELETE FROM password_reset WHERE organisation_id = ? AND user_id = ?", values));
    static_cast<void>(dropped);
    PasswordResetLink link{.token = context.random.token(token_bytes), .expires_at = unit.now() + life};
    // Behind "#", so that the token reaches no server's log.
    link.link = context.options.public_url + "/password-reset#token=" + link.token;
    PasswordReset reset{.user_id = user.id, .token_hash = sha256_hex(link.token), .expires_at = link.expires_at};
    reset.organisation_id = user.organisation_id;
    DENGYUN_TRY(inserted, unit.insert(std::move(reset)));
    static_cast<void>(inserted);
    return link;
}

void add_reset_jobs(Context& context, store::JobRunner& runner) {
    runner.add(
        std::string(reset_mail_job),
        {.handle = [&context](store::Store& store, const store::Job& job) { return mail_again(context, store, job); },
         .attempts_max = 6,
         .back_off = minute,
         .back_off_max = 15 * minute});
}

void add_reset_routes(Context& context, api::Routes& routes) {
    api::post_replying<ResetRequest, api::Nothing>(
        routes, "/api/v1/password-resets", api::anyone, {"申请重置密码", "Ask for a password reset"}, 202,
        [&context](const api::Call& call, const ResetRequest& given) { return request_reset(context, call, given); });
    api::post_replying<ResetConfirmation, api::Nothing>(
        routes, "/api/v1/password-resets/confirmation", api::anyone, {"设置新密码", "Set a new password"}, 204,
        [&context](const api::Call& call, const ResetConfirmation& given) {
            return confirm_reset(context, call, given);
        });
}

}  // namespace dengyun::identity
