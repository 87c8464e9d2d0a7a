// What people are told about members, keys and their own account.
#include "modules/identity/api_key.h"
#include "modules/identity/context.h"
#include "modules/identity/member.h"

namespace dengyun::identity {
namespace {

std::optional<std::string> member_subject(store::Reader& reader, const store::Event& event) {
    const auto member = reader.find(Id<Member>{event.entity_id});
    return member ? member->display_name : std::string();
}

std::optional<std::string> key_subject(store::Reader& reader, const store::Event& event) {
    const auto key = reader.find(Id<ApiKey>{event.entity_id});
    return key ? key->name : std::string();
}

using api::Audience;
constexpr api::Notice own_notices[] = {
    {"member.created", {"有新成员加入", "A member joined"}, Audience::organisation, "members.edit", member_subject},
    {"member.removed", {"有成员离开", "A member left"}, Audience::organisation, "members.edit"},
    {"api_key.created",
     {"新建了接口密钥", "An API key was created"},
     Audience::organisation,
     "api_keys.edit",
     key_subject},
    {"user.password_changed", {"您的密码已修改", "Your password was changed"}, Audience::person},
    {"user.password_reset", {"您的密码已重置", "Your password was reset"}, Audience::person},
    {"user.totp_off", {"您的两步验证已关闭", "Your two-step sign-in was turned off"}, Audience::person},
    {"user.sign_in_locked",
     {"有人多次输错您的密码，登录已暂停片刻", "Somebody mistyped your password too often; sign-in paused for a while"},
     Audience::person},
};

}  // namespace

std::span<const api::Notice> notices() { return own_notices; }

}  // namespace dengyun::identity
