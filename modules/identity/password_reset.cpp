#include "modules/identity/password_reset.h"

namespace dengyun::identity {
namespace {

constexpr Label expires_label{"到期", "Expires"};

constexpr auto fields = meta::record<PasswordReset>(
    meta::field<&PasswordReset::user_id>("user_id", {"用户", "User"}, {.flags = meta::read_only, .reference = "user"}),
    meta::field<&PasswordReset::token_hash>("token_hash", {"令牌散列", "Token hash"}, {.flags = meta::internal}),
    meta::field<&PasswordReset::expires_at>("expires_at", expires_label, {.flags = meta::read_only}),
    meta::field<&PasswordReset::used_at>("used_at", {"使用时间", "Used"}, {.flags = meta::read_only}));

constexpr std::string_view by_token[] = {"token_hash"};
constexpr meta::Index indexes[] = {
    {.name = "password_reset_token", .columns = by_token, .unique = true, .across_organisations = true}};

constexpr auto link_fields =
    meta::fields(meta::field<&PasswordResetLink::token>("token", {"一次性令牌", "One-time token"}),
                 meta::field<&PasswordResetLink::link>("link", {"一次性链接", "One-time link"}, {.length_max = 500}),
                 meta::field<&PasswordResetLink::expires_at>("expires_at", expires_label));

}  // namespace

constinit const meta::Entity PasswordReset::description{
    .name = "password_reset", .label = {"密码重置", "Password reset"}, .fields = fields, .indexes = indexes};
constinit const meta::Entity PasswordResetLink::description{.name = "password_reset_link",
                                                            .label = {"密码重置链接", "Password reset link"},
                                                            .fields = link_fields,
                                                            .stored = false};

}  // namespace dengyun::identity
