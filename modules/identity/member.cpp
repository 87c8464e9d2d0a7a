#include "modules/identity/member.h"

namespace dengyun::identity {
namespace {

constexpr Label login_label{"登录名", "Sign-in name"};
constexpr Label name_label{"姓名", "Name"};
constexpr Label email_label{"电子邮箱", "E-mail"};
constexpr Label phone_label{"电话", "Phone"};
constexpr Label roles_label{"角色", "Roles"};
constexpr meta::Options email_options{.format = meta::Format::email};
constexpr meta::Options phone_options{.length_max = 40, .format = meta::Format::phone};
constexpr meta::Options roles_options{.flags = meta::required, .length_max = 64, .items_max = roles_per_member_max};

constexpr auto fields = meta::record<Member>(
    meta::field<&Member::user_id>("user_id", {"用户", "User"},
                                  {.flags = meta::read_only | meta::filterable, .reference = "user"}),
    meta::field<&Member::login>("login", login_label,
                                {.flags = meta::read_only | meta::searchable | meta::sortable, .length_max = 64}),
    meta::field<&Member::display_name>(
        "display_name", name_label, {.flags = meta::required | meta::searchable | meta::sortable, .length_max = 100}),
    meta::field<&Member::email>("email", email_label, email_options),
    meta::field<&Member::phone>("phone", phone_label, phone_options),
    meta::field<&Member::roles>("roles", roles_label, roles_options),
    meta::field<&Member::active>("active", {"启用", "Active"}, {.flags = meta::filterable}));

constexpr std::string_view by_user[] = {"user_id"};
constexpr meta::Index indexes[] = {
    {.name = "member_user", .columns = by_user, .unique = true},
    {.name = "member_user_everywhere", .columns = by_user, .across_organisations = true}};

constexpr auto new_fields = meta::fields(
    meta::field<&NewMember::login>("login", login_label, {.flags = meta::required, .length_max = 64}),
    meta::field<&NewMember::display_name>("display_name", name_label, {.flags = meta::required, .length_max = 100}),
    meta::field<&NewMember::email>("email", email_label, email_options),
    meta::field<&NewMember::phone>("phone", phone_label, phone_options),
    meta::field<&NewMember::roles>("roles", roles_label, roles_options),
    meta::field<&NewMember::password>("password", {"密码", "Password"},
                                      {.length_max = 128, .format = meta::Format::password}));

}  // namespace

constinit const meta::Entity Member::description{
    .name = "member", .label = {"成员", "Member"}, .fields = fields, .indexes = indexes, .title_field = "display_name"};
constinit const meta::Entity NewMember::description{
    .name = "new_member", .label = {"新成员", "New member"}, .fields = new_fields, .stored = false};

}  // namespace dengyun::identity
