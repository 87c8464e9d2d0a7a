#include "modules/identity/user_session.h"

namespace dengyun::identity {
namespace {

constexpr auto fields = meta::record<UserSession>(
    meta::field<&UserSession::user_id>("user_id", {"用户", "User"}, {.flags = meta::read_only, .reference = "user"}),
    meta::field<&UserSession::token_hash>("token_hash", {"令牌散列", "Token hash"}, {.flags = meta::internal}),
    meta::field<&UserSession::user_agent>("user_agent", {"浏览器", "Browser"}, {.flags = meta::read_only}),
    meta::field<&UserSession::address>("address", {"地址", "Address"}, {.flags = meta::read_only}),
    meta::field<&UserSession::last_seen_at>("last_seen_at", {"最近使用", "Last seen"}, {.flags = meta::read_only}),
    meta::field<&UserSession::expires_at>("expires_at", {"到期", "Expires"}, {.flags = meta::read_only}));

constexpr std::string_view by_token[] = {"token_hash"};
constexpr std::string_view by_user[] = {"user_id"};
constexpr meta::Index indexes[] = {
    {.name = "user_session_token", .columns = by_token, .unique = true, .across_organisations = true},
    {.name = "user_session_user", .columns = by_user, .across_organisations = true},
};

}  // namespace

constinit const meta::Entity UserSession::description{
    .name = "user_session", .label = {"登录会话", "Session"}, .fields = fields, .indexes = indexes};

}  // namespace dengyun::identity
