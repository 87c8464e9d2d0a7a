#include "modules/identity/role_definition.h"

namespace dengyun::identity {
namespace {

constexpr auto fields = meta::record<RoleDefinition>(
    meta::field<&RoleDefinition::code>("code", {"代码", "Code"},
                                       {.flags = meta::required | meta::immutable, .length_max = 40}),
    meta::field<&RoleDefinition::name>("name", {"名称", "Name"}, {.flags = meta::required, .length_max = 64}),
    meta::field<&RoleDefinition::permissions>("permissions", {"权限", "Permissions"},
                                              {.length_max = 64, .items_max = 500}),
    meta::field<&RoleDefinition::built_in>("built_in", {"内置", "Built in"}, {.flags = meta::read_only}));

constexpr std::string_view by_code[] = {"code"};
constexpr meta::Index indexes[] = {{.name = "role_definition_code", .columns = by_code, .unique = true}};

}  // namespace

constinit const meta::Entity RoleDefinition::description{
    .name = "role_definition", .label = {"角色", "Role"}, .fields = fields, .indexes = indexes, .title_field = "name"};

}  // namespace dengyun::identity
