#include "modules/identity/user.h"

namespace dengyun {
namespace {

constexpr meta::Choice languages[] = {{"zh", {"中文", "Chinese"}}, {"en", {"英文", "English"}}};
constexpr meta::Choices language_choices{"language", languages};

constexpr auto fields = meta::record<User>(
    meta::field<&User::login>("login", {"登录名", "Sign-in name"},
                              {.flags = meta::required | meta::immutable, .length_max = 64}),
    meta::field<&User::display_name>("display_name", {"姓名", "Name"}, {.flags = meta::required, .length_max = 100}),
    meta::field<&User::email>("email", {"电子邮箱", "E-mail"}, {.format = meta::Format::email}),
    meta::field<&User::phone>("phone", {"电话", "Phone"}, {.length_max = 40, .format = meta::Format::phone}),
    meta::field<&User::language>("language", {"语言", "Language"}),
    meta::field<&User::time_zone>("time_zone", {"时区", "Time zone"}, {.length_max = 64}),
    meta::field<&User::tours_seen>("tours_seen", {"看过的导览", "Tours seen"}, {.length_max = 40, .items_max = 40}),
    meta::field<&User::active>("active", {"启用", "Active"}, {.flags = meta::read_only}),
    meta::field<&User::password_hash>("password_hash", {"密码散列", "Password hash"}, {.flags = meta::internal}),
    meta::field<&User::password_changed_at>("password_changed_at", {"密码修改时间", "Password changed"},
                                            {.flags = meta::read_only}),
    meta::field<&User::totp_secret>("totp_secret", {"动态口令密钥", "One-time code secret"}, {.flags = meta::internal}),
    meta::field<&User::totp_pending_secret>(
        "totp_pending_secret", {"待确认的动态口令密钥", "Unconfirmed one-time code secret"}, {.flags = meta::internal}),
    meta::field<&User::totp_last_step>("totp_last_step", {"已用的动态口令步", "Last one-time code step"},
                                       {.flags = meta::internal}),
    meta::field<&User::recovery_code_hashes>("recovery_code_hashes", {"恢复码散列", "Recovery code hashes"},
                                             {.flags = meta::internal}));

constexpr std::string_view by_login[] = {"login"};
constexpr meta::Index indexes[] = {
    {.name = "user_login", .columns = by_login, .unique = true, .across_organisations = true}};

}  // namespace

const meta::Choices& choices_of(Language) { return language_choices; }

constinit const meta::Entity User::description{
    .name = "user", .label = {"用户", "User"}, .fields = fields, .indexes = indexes, .title_field = "display_name"};

void forget_second_factor(User& user) {
    user.totp_secret.clear();
    user.totp_pending_secret.clear();
    user.recovery_code_hashes.clear();
}

}  // namespace dengyun
