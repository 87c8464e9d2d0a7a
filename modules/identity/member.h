#pragma once
// Member: a user within an organisation, with his roles there. Name and contact are copies of the account's, written
// together with it (accounts.h), so that an organisation lists and searches its members within its own rows.
#include <optional>
#include <string>
#include <vector>

#include "kernel/meta/entity.h"

namespace dengyun::identity {

inline constexpr std::uint32_t roles_per_member_max = 20;

struct Member : meta::Record<Member> {
    Id<User> user_id{};
    std::string login;
    std::string display_name;
    std::optional<std::string> email;
    std::optional<std::string> phone;
    std::vector<std::string> roles;  // codes: of built-in roles and of the organisation's own
    bool active = true;              // false: suspended, out at once
    static const meta::Entity description;
};

// What a new member is made from. An account of that name whose home is this organisation, removed earlier, comes back.
struct NewMember {
    std::string login;
    std::string display_name;
    std::optional<std::string> email;
    std::optional<std::string> phone;
    std::vector<std::string> roles;
    std::optional<std::string> password;  // absent: a one-time link sets the first one
    static const meta::Entity description;
};

}  // namespace dengyun::identity
