#include "modules/identity/sessions.h"

#include <algorithm>

#include "kernel/base/digest.h"
#include "kernel/http/problem.h"
#include "kernel/meta/text_rules.h"
#include "modules/identity/accounts.h"

namespace dengyun::identity {
namespace {

constexpr std::size_t token_bytes = 32;

// What a browser says about itself, as far as it is text.
std::string shown_agent(const http::Request& request) {
    constexpr std::size_t length_max = 200;
    std::string agent;
    for (const char c : request.header("user-agent").value_or("").substr(0, length_max))
        agent += c >= ' ' && c <= '~' ? c : '?';
    return agent;
}

// Keeps the newest sessions of a user below the bound, and takes the chance to drop his expired ones.
Result<> trim_sessions(const Context& context, store::Unit& unit, Id<User> user) {
    const std::array<meta::Scalar, 3> values{user.value, milliseconds_of(unit.now()),
                                             milliseconds_of(unit.now() - context.options.session_idle_max)};
    DENGYUN_TRY(
        expired,
        unit.execute("DELETE FROM user_session WHERE user_id = ? AND (expires_at <= ? OR last_seen_at <= ?)", values));
    static_cast<void>(expired);
    std::vector<std::int64_t> ids;
    const std::array<meta::Scalar, 1> of_user{user.value};
    DENGYUN_CHECK(unit.query("SELECT id FROM user_session WHERE user_id = ? ORDER BY id DESC", of_user,
                             [&](const store::Row& row) { ids.push_back(row.integer(0)); }));
    for (auto i = static_cast<std::size_t>(context.options.sessions_per_user_max - 1); i < ids.size(); ++i) {
        DENGYUN_TRY(session, unit.find(Id<UserSession>{ids[i]}));
        DENGYUN_CHECK(unit.remove(session));
    }
    return {};
}

}  // namespace

std::string csrf_token_of(std::string_view session_token) { return hmac_sha256_hex(session_token, "request forgery"); }

Instant session_end(const IdentityOptions& options, Instant last_seen_at, Instant expires_at) {
    return std::min(last_seen_at + options.session_idle_max, expires_at);
}

SessionUser shown_user(const User& user) {
    return {.id = user.id,
            .login = user.login,
            .display_name = user.display_name,
            .email = user.email,
            .phone = user.phone,
            .language = user.language,
            .time_zone = user.time_zone,
            .tours_seen = user.tours_seen,
            .totp_enabled = !user.totp_secret.empty()};
}

Result<SessionView> describe_session(const Context& context, store::Reader& reader, const User& user,
                                     Id<Organisation> organisation, std::string csrf_token, Instant expires_at) {
    SessionView view{.user = shown_user(user), .csrf_token = std::move(csrf_token), .expires_at = expires_at};
    DENGYUN_TRY(memberships, memberships_of(reader, user.id));
    bool is_member = false;
    for (auto& membership : memberships) {
        if (!membership.active) continue;
        auto& shown = membership.shown;
        if (shown.organisation_id == organisation) {
            is_member = true;
            view.organisation = {shown.organisation_id, shown.organisation_name, shown.kind, membership.time_zone};
            view.roles = shown.roles;
        }
        view.memberships.push_back(std::move(shown));
    }
    if (!is_member || !user.active) return fail(ErrorKind::forbidden, "session.no_organisation");
    DENGYUN_TRY(custom, custom_roles(reader, organisation));
    view.permissions = context.book().resolve(view.organisation.kind, view.roles, custom);
    return view;
}

Result<OpenedSession> open_session(Context& context, store::Unit& unit, Id<User> user, Id<Organisation> organisation,
                                   const http::Request& request) {
    DENGYUN_TRY(account, unit.find(user));
    DENGYUN_CHECK(trim_sessions(context, unit, user));
    OpenedSession opened{.token = context.random.token(token_bytes), .life = context.options.session_life_max};
    const auto now = unit.now();
    UserSession session{.user_id = user,
                        .token_hash = sha256_hex(opened.token),
                        .user_agent = shown_agent(request),
                        .address = request.remote_address,
                        .last_seen_at = now,
                        .expires_at = now + opened.life};
    session.organisation_id = organisation;
    DENGYUN_TRY(view, describe_session(context, unit, account, organisation, csrf_token_of(opened.token),
                                       session_end(context.options, now, session.expires_at)));
    opened.view = std::move(view);
    DENGYUN_TRY(created, unit.insert(std::move(session)));
    static_cast<void>(created);
    return opened;
}

Result<> end_sessions(store::Unit& unit, const User& user, std::int64_t kept) {
    const std::array<meta::Scalar, 2> values{user.id.value, kept};
    DENGYUN_TRY(ended, unit.execute("DELETE FROM user_session WHERE user_id = ? AND id <> ?", values));
    if (ended == 0) return {};
    return unit.emit(user.organisation_id, "user", user.id.value, "sessions_ended",
                     fmt::format("{{\"sessions\":{}}}", ended));
}

Result<> end_sessions_in(store::Unit& unit, Id<Organisation> organisation, Id<User> user) {
    const std::array<meta::Scalar, 2> values{organisation.value, user.value};
    DENGYUN_TRY(ended, unit.execute("DELETE FROM user_session WHERE organisation_id = ? AND user_id = ?", values));
    static_cast<void>(ended);
    return {};
}

http::Header cookie_header(std::string_view token, Duration life, bool secure) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(life).count();
    return {"Set-Cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", session_cookie, token,
                                      seconds, secure ? "; Secure" : "")};
}

api::Reply Identity::session_reply(const OpenedSession& session, const api::Call& call, unsigned status) {
    api::Reply reply{.status = status, .body = meta::to_json(session.view)};
    reply.headers.push_back(cookie_header(session.token, session.life, call.request->secure));
    return reply;
}

api::Reply throttled_reply(const api::Call& call, Duration retry_after) {
    auto response = http::problem(Error{ErrorKind::limit, "session.throttled"}, *call.messages, call.language,
                                  call.request->request_id);
    api::Reply reply{.status = response.status,
                     .body = std::move(response.body),
                     .content_type = std::move(response.content_type),
                     .headers = std::move(response.headers)};
    reply.headers.push_back({"Retry-After", std::to_string((retry_after.count() + 999) / 1000)});
    return reply;
}

}  // namespace dengyun::identity
