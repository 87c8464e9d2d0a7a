// The texts of this module's errors and issues.
#include "modules/identity/api.h"

namespace dengyun::identity {

std::span<const Message> messages() {
    static constexpr Message list[] = {
        {"user.not_found", {"找不到这个用户。", "This user was not found."}},
        {"user_session.not_found", {"找不到这个登录设备。", "This signed-in device was not found."}},
        {"session.bad_credentials", {"登录名、密码或动态口令不对。", "The sign-in name, the password or the one-time code is not right."}},
        {"session.totp_required", {"请输入动态口令。", "Please enter the one-time code."}},
        {"session.throttled", {"尝试次数太多，请稍后再试。", "Too many attempts. Please try again later."}},
        {"session.busy", {"系统忙，请稍后再试。", "The system is busy. Please try again shortly."}},
        {"session.expired", {"登录已失效，请重新登录。", "You are signed out. Please sign in again."}},
        {"session.no_organisation", {"您的账号不属于该单位，或已被停用。", "Your account does not belong to this organisation, or is suspended."}},
        {"session.person_required", {"此功能只能由本人登录后使用，接口密钥不可用。", "Only a person who has signed in can do this, not an API key."}},
        {"api_key.invalid", {"接口密钥无效或已过期。", "The API key is not valid or has expired."}},
        {"api_key.too_many", {"接口密钥太多，请先撤销不用的。", "There are too many API keys. Please revoke unused ones first."}},
        {"totp.already_on", {"动态口令已启用。", "One-time codes are already on."}},
        {"totp.not_begun", {"请先扫码设置动态口令。", "Please set up one-time codes first."}},
        {"password_reset.invalid", {"链接无效、已用过或已过期，请重新申请。", "The link is not valid, was used, or has expired. Please ask for a new one."}},
        {"member.beyond_own_roles", {"对方的角色或所授角色超出您自己的权限，请由业主办理。", "Those roles hold more than you do yourself. Please ask an owner."}},
        {"member.last_owner", {"单位至少要有一位业主。", "An organisation needs at least one owner."}},
        {"member.account_elsewhere", {"此账号由其所属单位管理。", "This account is managed by its home organisation."}},
        {"role_definition.built_in", {"内置角色不能修改或删除。", "Built-in roles cannot be changed or removed."}},
        {"role_definition.in_use", {"还有成员使用此角色，不能删除。", "Members still hold this role; it cannot be removed."}},
        {"role_definition.too_many", {"自定义角色太多。", "There are too many roles."}},
        {"identity.wrong_key", {"密钥不符，请联系平台管理员。", "The key does not fit. Please tell the platform's administrator."}},
        {"identity.bad_key_file", {"密钥文件无法读写。", "The key file cannot be read or written."}},
        {"mail.not_sent", {"邮件未能发出。", "The mail could not be sent."}},
        {"mail.bad_address", {"邮件地址无效。", "The mail address is not valid."}},
        {"issue.bad_login", {"只能用英文字母、数字和 . _ - @ +。", "Only letters a-z, digits and . _ - @ + can be used."}},
        {"issue.bad_time_zone", {"不是有效的时区，应如 Asia/Shanghai。", "Not a time zone; write it like Asia/Shanghai."}},
        {"issue.bad_role_code", {"以小写英文字母开头，只能用小写字母、数字和下划线，2 至 40 个字符。", "Small letters, digits and underscores, a letter first, 2 to 40 characters."}},
        {"issue.password_is_login", {"密码不能与登录名相同。", "The password must not be the sign-in name."}},
        {"issue.common_password", {"这个密码太常见，请换一个。", "This password is too common. Please choose another one."}},
        {"issue.wrong_password", {"密码不对。", "The password is not right."}},
        {"issue.wrong_code", {"动态口令不对，请检查手机时间后再试。", "The code is not right. Please check the phone's clock and try again."}},
        {"issue.unknown_role", {"没有这个角色。", "There is no such role."}},
        {"issue.duplicate_role", {"角色重复。", "The role appears twice."}},
        {"issue.role_of_other_kind", {"此类单位不能使用该角色。", "Organisations of this kind do not have this role."}},
        {"issue.unknown_permission", {"没有这项权限，或本单位不能使用。", "There is no such permission, or not for this organisation."}},
        {"issue.beyond_own", {"不能授予或收回您自己没有的权限。", "You cannot give or take a permission that you do not hold."}},
        {"issue.in_the_past", {"时间已过。", "This time has passed."}},
        {"issue.beyond_a_year", {"最长一年。", "At most one year."}},
    };
    return list;
}

}  // namespace dengyun::identity
