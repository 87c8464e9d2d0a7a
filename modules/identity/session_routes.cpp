// Signing in and out, the present session, and the devices that are signed in.
#include <algorithm>

#include "modules/identity/accounts.h"
#include "modules/identity/sessions.h"
#include "modules/identity/sign_in.h"

namespace dengyun::identity {
namespace {

Result<api::Reply> answer_sign_in(Context& context, const api::Call& call, const SignIn& given) {
    DENGYUN_TRY(outcome, sign_in(context, given, call));
    if (auto* refused = std::get_if<Refused>(&outcome)) return std::unexpected(std::move(refused->error));
    if (const auto* throttled = std::get_if<Throttled>(&outcome)) return throttled_reply(call, throttled->retry_after);
    return Identity::session_reply(std::get<OpenedSession>(outcome), call, 201);
}

Result<SessionView> present_session(const Context& context, const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(person, person_of(call));
    DENGYUN_TRY(user, reader.find(person));
    DENGYUN_TRY(session, reader.find(Id<UserSession>{call.principal->session_id}));
    return describe_session(context, reader, user, call.principal->organisation, call.principal->csrf_token,
                            session_end(context.options, session.last_seen_at, session.expires_at));
}

// Ends one session of the caller; not_found where it is nobody's or somebody else's.
Result<> end_session(Context& context, Id<User> person, Id<UserSession> id) {
    DENGYUN_CHECK(context.store.run_write(Scope::system("sign-out"), [&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(session, unit.find(id));
        if (session.user_id != person) return fail(ErrorKind::not_found, "user_session.not_found");
        return unit.remove(session);
    }));
    context.cache.drop_session(id.value);
    return {};
}

Result<api::Reply> sign_out(Context& context, const api::Call& call) {
    DENGYUN_TRY(person, person_of(call));
    auto ended = end_session(context, person, {call.principal->session_id});
    if (!ended && ended.error().kind != ErrorKind::not_found) return std::unexpected(std::move(ended).error());
    api::Reply reply{.status = 204};
    reply.headers.push_back(cookie_header("", Duration{}, call.request->secure));
    return reply;
}

// Another organisation is another session: a new token, and the old one is worth nothing any more.
Result<api::Reply> switch_organisation(Context& context, const api::Call& call, Id<Organisation> organisation) {
    DENGYUN_TRY(person, person_of(call));
    auto opened =
        context.store.write<OpenedSession>(Scope::system("switch"), [&](store::Unit& unit) -> Result<OpenedSession> {
            DENGYUN_TRY(old, unit.find(Id<UserSession>{call.principal->session_id}));
            DENGYUN_CHECK(unit.remove(old));
            return open_session(context, unit, person, organisation, *call.request);
        });
    if (!opened) return std::unexpected(std::move(opened).error());
    context.cache.drop_session(call.principal->session_id);
    return Identity::session_reply(*opened, call, 200);
}

Result<store::Page<SessionDevice>> list_devices(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(person, person_of(call));
    store::Page<SessionDevice> page;
    const std::array<meta::Scalar, 2> values{person.value, milliseconds_of(reader.now())};
    DENGYUN_CHECK(
        reader.query("SELECT id, user_agent, address, created_at, last_seen_at FROM user_session "
                     "WHERE user_id = ? AND expires_at > ? ORDER BY last_seen_at DESC, id DESC LIMIT 200",
                     values, [&](const store::Row& row) {
                         page.items.push_back({.id = {row.integer(0)},
                                               .user_agent = std::string(row.text(1)),
                                               .address = std::string(row.text(2)),
                                               .created_at = instant_of(row.integer(3)),
                                               .last_seen_at = instant_of(row.integer(4)),
                                               .current = row.integer(0) == call.principal->session_id});
                     }));
    return page;
}

}  // namespace

Result<Id<User>> person_of(const api::Call& call) {
    if (!call.principal || call.principal->session_id == 0)
        return fail(ErrorKind::forbidden, "session.person_required");
    return call.principal->user;
}

void add_session_routes(Context& context, api::Routes& routes) {
    api::post_replying<SignIn, SessionView>(
        routes, "/api/v1/session", api::anyone, {"登录", "Sign in"}, 201,
        [&context](const api::Call& call, const SignIn& given) { return answer_sign_in(context, call, given); });
    routes.get<SessionView>(
        "/api/v1/session", api::signed_in, {"查看登录状态", "Read the session"},
        [&context](const api::Call& call, store::Reader& reader) { return present_session(context, call, reader); },
        {.reach = api::Reach::system});
    routes.patch<SwitchOrganisation, SessionView>(
        "/api/v1/session", api::signed_in, {"切换单位", "Switch the organisation"},
        [&context](const api::Call& call, store::Store&,
                   const meta::Patch<SwitchOrganisation>& patch) -> Result<api::Reply> {
            DENGYUN_TRY(given, patch.applied_to({}));
            if (!given.organisation_id)
                return fail(ErrorKind::invalid, "request.invalid", {{"organisation_id", "required"}});
            return switch_organisation(context, call, given.organisation_id);
        });
    routes.remove("/api/v1/session", api::signed_in, {"退出登录", "Sign out"},
                  [&context](const api::Call& call, store::Store&) { return sign_out(context, call); });
    routes.list<SessionDevice>(
        "/api/v1/session/devices", api::signed_in, {"列出登录设备", "List signed-in devices"},
        [](const api::Call& call, store::Reader& reader, const store::Query&) { return list_devices(call, reader); },
        {.reach = api::Reach::system});
    routes.remove("/api/v1/session/devices/{id}", api::signed_in, {"下线设备", "Sign a device out"},
                  [&context](const api::Call& call, store::Store&) -> Result<> {
                      DENGYUN_TRY(person, person_of(call));
                      DENGYUN_TRY(id, call.id<UserSession>());
                      return end_session(context, person, id);
                  });
}

}  // namespace dengyun::identity
