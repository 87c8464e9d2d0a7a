#pragma once
// Permissions and the built-in roles that hold them. A module declares its permissions in one constexpr table; the API
// refuses a route that names an unknown one, and the generated permission test walks all of them.
#include <cstdint>
#include <span>
#include <string_view>

#include "kernel/base/label.h"
#include "kernel/meta/entity.h"

namespace dengyun::api {

// Roles that every organisation has from the start. The last five are platform roles: only members of an organisation
// of that kind can hold them.
enum class Role : std::uint8_t {
    owner,
    administrator,
    planner,
    worker,
    buyer,
    bookkeeper,
    viewer,
    platform_operator,
    bank,
    government,
    bookkeeping_firm,
    service_provider,
};
const meta::Choices& choices_of(Role);

class RoleSet {
  public:
    constexpr RoleSet() = default;
    template <std::same_as<Role>... R>
    constexpr explicit RoleSet(R... roles) : bits_((0U | ... | (1U << static_cast<unsigned>(roles)))) {}
    [[nodiscard]] constexpr bool contains(Role role) const { return (bits_ >> static_cast<unsigned>(role) & 1U) != 0; }
    [[nodiscard]] constexpr RoleSet operator|(RoleSet other) const {
        RoleSet both;
        both.bits_ = bits_ | other.bits_;
        return both;
    }

  private:
    std::uint32_t bits_ = 0;
};

inline constexpr RoleSet leading_roles{Role::owner, Role::administrator};
inline constexpr RoleSet working_roles{Role::planner, Role::worker, Role::buyer, Role::bookkeeper, Role::viewer};
inline constexpr RoleSet platform_roles{Role::platform_operator, Role::bank, Role::government, Role::bookkeeping_firm,
                                        Role::service_provider};
inline constexpr RoleSet every_role = leading_roles | working_roles | platform_roles;

// `name` is "module.verb". `roles` hold it until an organisation defines roles of its own.
struct Permission {
    std::string_view name;
    Label label;
    RoleSet roles;
};

}  // namespace dengyun::api
