#pragma once
// Who may change whom: nobody hands out or takes away what he does not hold himself, except an owner; and an
// organisation never loses its last owner. Private to the module; units of the organisation's own scope.
#include "modules/identity/accounts.h"

namespace dengyun::identity {

// What the caller stands for in his organisation, read within the unit.
struct Authority {
    Organisation organisation;
    bool is_owner = false;
    std::vector<std::string> permissions;  // sorted
    std::vector<CustomRole> custom;
};
[[nodiscard]] Result<Authority> authority_of(const Context& context, store::Reader& reader, const api::Call& call);

// May the caller turn `before` into `after`? Looks at the codes that come or go.
// Error: forbidden "member.beyond_own_roles".
[[nodiscard]] Result<> check_grant(const Context& context, const Authority& authority,
                                   const std::vector<std::string>& before, const std::vector<std::string>& after);
// May the caller act on somebody who holds these roles? Error: forbidden "member.beyond_own_roles".
[[nodiscard]] Result<> check_governs(const Context& context, const Authority& authority,
                                     const std::vector<std::string>& roles);
// The same for permissions that come or go; unknown ones and those that nobody there can hold are refused.
// Errors: invalid "request.invalid" with issues on permissions.<position>.
[[nodiscard]] Result<> check_permissions(const Context& context, const Authority& authority,
                                         const std::vector<std::string>& before, const std::vector<std::string>& after);

// Is there an active owner besides this member? Takes the organisation's row, so that two owners cannot remove each
// other at the same moment. Error: conflict "member.last_owner".
[[nodiscard]] Result<> check_other_owner(store::Unit& unit, Id<Organisation> organisation, Id<Member> except);

}  // namespace dengyun::identity
