#pragma once
// RoleDefinition: a role that an organisation made for itself. Built-in roles are answered in the same form, with the
// small ids 1, 2, 3, …, and are never stored.
#include <string>
#include <vector>

#include "kernel/api/permission.h"
#include "kernel/meta/entity.h"

namespace dengyun::identity {

inline constexpr std::size_t role_definitions_max = 50;  // of one organisation

struct RoleDefinition : meta::Record<RoleDefinition> {
    std::string code;  // unique in the organisation, never the name of a built-in role
    std::string name;
    std::vector<std::string> permissions;
    bool built_in = false;
    static const meta::Entity description;
};

}  // namespace dengyun::identity
