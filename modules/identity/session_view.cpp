#include "modules/identity/session_view.h"

namespace dengyun::identity {
namespace {

using meta::field;

constexpr Label login_label{"登录名", "Sign-in name"};
constexpr Label name_label{"姓名", "Name"};
constexpr Label organisation_label{"单位", "Organisation"};
constexpr Label kind_label{"类别", "Kind"};
constexpr Label roles_label{"角色", "Roles"};
constexpr Label time_zone_label{"时区", "Time zone"};
constexpr Label password_label{"密码", "Password"};
constexpr Label new_password_label{"新密码", "New password"};
constexpr meta::Options password_options{.flags = meta::required, .length_max = 128, .format = meta::Format::password};
constexpr meta::Options role_codes{.length_max = 64, .items_max = 20};

constexpr auto user_fields = meta::fields(
    field<&SessionUser::id>("id", {"编号", "Id"}, {.flags = meta::read_only}),
    field<&SessionUser::login>("login", login_label, {.flags = meta::read_only}),
    field<&SessionUser::display_name>("display_name", name_label, {.flags = meta::required, .length_max = 100}),
    field<&SessionUser::email>("email", {"电子邮箱", "E-mail"}, {.format = meta::Format::email}),
    field<&SessionUser::phone>("phone", {"电话", "Phone"}, {.length_max = 40, .format = meta::Format::phone}),
    field<&SessionUser::language>("language", {"语言", "Language"}),
    field<&SessionUser::time_zone>("time_zone", time_zone_label, {.length_max = 64}),
    field<&SessionUser::tours_seen>("tours_seen", {"看过的导览", "Tours seen"}, {.length_max = 40, .items_max = 40}),
    field<&SessionUser::totp_enabled>("totp_enabled", {"已启用动态口令", "One-time codes on"},
                                      {.flags = meta::read_only}));
constexpr auto organisation_fields = meta::fields(
    field<&SessionOrganisation::id>("id", {"编号", "Id"}, {.flags = meta::read_only}),
    field<&SessionOrganisation::name>("name", {"名称", "Name"}, {.flags = meta::read_only}),
    field<&SessionOrganisation::kind>("kind", kind_label, {.flags = meta::read_only}),
    field<&SessionOrganisation::time_zone>("time_zone", time_zone_label, {.flags = meta::required, .length_max = 64}));
constexpr auto membership_fields = meta::fields(
    field<&SessionMembership::organisation_id>("organisation_id", organisation_label, {.reference = "organisation"}),
    field<&SessionMembership::organisation_name>("organisation_name", {"单位名称", "Organisation name"}),
    field<&SessionMembership::kind>("kind", kind_label),
    field<&SessionMembership::roles>("roles", roles_label, role_codes));
constexpr auto view_fields = meta::fields(
    field<&SessionView::user>("user", {"用户", "User"}),
    field<&SessionView::organisation>("organisation", organisation_label),
    field<&SessionView::memberships>("memberships", {"所属单位", "Memberships"}, {.items_max = 100}),
    field<&SessionView::roles>("roles", roles_label, role_codes),
    field<&SessionView::permissions>("permissions", {"权限", "Permissions"}, {.length_max = 64, .items_max = 1000}),
    field<&SessionView::csrf_token>("csrf_token", {"防伪令牌", "Token against forged requests"}),
    field<&SessionView::expires_at>("expires_at", {"到期", "Expires"}));

constexpr auto sign_in_fields = meta::fields(
    field<&SignIn::login>("login", login_label, {.flags = meta::required}),
    field<&SignIn::password>("password", password_label, password_options),
    field<&SignIn::totp_code>("totp_code", {"动态口令或恢复码", "One-time or recovery code"}, {.length_max = 40}));
constexpr auto switch_fields = meta::fields(field<&SwitchOrganisation::organisation_id>(
    "organisation_id", organisation_label, {.flags = meta::required, .reference = "organisation"}));
constexpr auto password_fields = meta::fields(
    field<&PasswordChange::current_password>("current_password", {"当前密码", "Current password"}, password_options),
    field<&PasswordChange::new_password>("new_password", new_password_label, password_options));
constexpr auto setup_fields =
    meta::fields(field<&TotpSetup::secret>("secret", {"密钥", "Secret"}),
                 field<&TotpSetup::uri>("uri", {"扫码地址", "Address to scan"}, {.length_max = 500}));
constexpr auto confirmation_fields = meta::fields(
    field<&TotpConfirmation::code>("code", {"动态口令", "One-time code"}, {.flags = meta::required, .length_max = 10}));
constexpr auto recovery_fields =
    meta::fields(field<&RecoveryCodes::recovery_codes>("recovery_codes", {"恢复码", "Recovery codes"}));
constexpr auto removal_fields =
    meta::fields(field<&TotpRemoval::password>("password", password_label, password_options));
constexpr auto device_fields =
    meta::fields(field<&SessionDevice::id>("id", {"编号", "Id"}),
                 field<&SessionDevice::user_agent>("user_agent", {"浏览器", "Browser"}),
                 field<&SessionDevice::address>("address", {"地址", "Address"}),
                 field<&SessionDevice::created_at>("created_at", {"登录时间", "Signed in"}),
                 field<&SessionDevice::last_seen_at>("last_seen_at", {"最近使用", "Last seen"}),
                 field<&SessionDevice::current>("current", {"本机", "This one"}));
constexpr auto reset_fields =
    meta::fields(field<&ResetRequest::login>("login", login_label, {.flags = meta::required}));
constexpr auto reset_confirmation_fields =
    meta::fields(field<&ResetConfirmation::token>("token", {"一次性令牌", "One-time token"}, {.flags = meta::required}),
                 field<&ResetConfirmation::new_password>("new_password", new_password_label, password_options));
constexpr auto permission_fields = meta::fields(field<&PermissionView::name>("name", {"名称", "Name"}),
                                                field<&PermissionView::label_zh>("label_zh", {"中文", "Chinese"}),
                                                field<&PermissionView::label_en>("label_en", {"英文", "English"}),
                                                field<&PermissionView::module>("module", {"模块", "Module"}));

constexpr meta::Entity structure(std::string_view name, Label label, std::span<const meta::Field> fields) {
    return {.name = name, .label = label, .fields = fields, .stored = false};
}

}  // namespace

constinit const meta::Entity SessionUser::description =
    structure("session_user", {"当前用户", "Session user"}, user_fields);
constinit const meta::Entity SessionOrganisation::description =
    structure("session_organisation", {"当前单位", "Session organisation"}, organisation_fields);
constinit const meta::Entity SessionMembership::description =
    structure("session_membership", {"所属单位", "Session membership"}, membership_fields);
constinit const meta::Entity SessionView::description = structure("session", {"登录状态", "Session"}, view_fields);
constinit const meta::Entity SignIn::description = structure("sign_in", {"登录", "Sign in"}, sign_in_fields);
constinit const meta::Entity SwitchOrganisation::description =
    structure("switch_organisation", {"切换单位", "Switch of organisation"}, switch_fields);
constinit const meta::Entity PasswordChange::description =
    structure("password_change", {"修改密码", "Change of password"}, password_fields);
constinit const meta::Entity TotpSetup::description =
    structure("totp_setup", {"动态口令设置", "One-time code setup"}, setup_fields);
constinit const meta::Entity TotpConfirmation::description =
    structure("totp_confirmation", {"动态口令确认", "One-time code confirmation"}, confirmation_fields);
constinit const meta::Entity RecoveryCodes::description =
    structure("recovery_codes", {"恢复码", "Recovery codes"}, recovery_fields);
constinit const meta::Entity TotpRemoval::description =
    structure("totp_removal", {"停用动态口令", "One-time code removal"}, removal_fields);
constinit const meta::Entity SessionDevice::description =
    structure("session_device", {"登录设备", "Signed-in device"}, device_fields);
constinit const meta::Entity ResetRequest::description =
    structure("password_reset_request", {"申请重置密码", "Request for a password reset"}, reset_fields);
constinit const meta::Entity ResetConfirmation::description = structure(
    "password_reset_confirmation", {"设置新密码", "Confirmation of a password reset"}, reset_confirmation_fields);
constinit const meta::Entity PermissionView::description =
    structure("permission", {"权限", "Permission"}, permission_fields);

}  // namespace dengyun::identity
