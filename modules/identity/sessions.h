#pragma once
// Sessions: opened, described, ended. Private to the module; all of it needs units of a system scope.
#include "modules/identity/context.h"
#include "modules/identity/user_session.h"

namespace dengyun::identity {

inline constexpr std::string_view session_cookie = "dengyun_session";

// The token against forged requests: follows from the session's own token, which only its browser has.
[[nodiscard]] std::string csrf_token_of(std::string_view session_token);

[[nodiscard]] Result<OpenedSession> open_session(Context& context, store::Unit& unit, Id<User> user,
                                                 Id<Organisation> organisation, const http::Request& request);
// Error: forbidden "session.no_organisation" where the user is no active member there.
[[nodiscard]] Result<SessionView> describe_session(const Context& context, store::Reader& reader, const User& user,
                                                   Id<Organisation> organisation, std::string csrf_token,
                                                   Instant expires_at);
[[nodiscard]] SessionUser shown_user(const User& user);
// When it ends if it is not used any more.
[[nodiscard]] Instant session_end(const IdentityOptions& options, Instant last_seen_at, Instant expires_at);
// All of a user's sessions but `kept`; says so in the log of the home organisation.
[[nodiscard]] Result<> end_sessions(store::Unit& unit, const User& user, std::int64_t kept);
// Those of a member who is suspended or removed.
[[nodiscard]] Result<> end_sessions_in(store::Unit& unit, Id<Organisation> organisation, Id<User> user);

[[nodiscard]] http::Header cookie_header(std::string_view token, Duration life, bool secure);

}  // namespace dengyun::identity
