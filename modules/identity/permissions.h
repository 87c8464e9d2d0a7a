#pragma once
// The permissions of this module, and RoleBook: which permissions a role holds, in which kind of organisation.
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/api/permission.h"
#include "modules/identity/organisation.h"

namespace dengyun::identity {

[[nodiscard]] std::span<const api::Permission> permissions();

// A role that an organisation defined for itself, as far as resolving it goes.
struct CustomRole {
    std::string code;
    std::vector<std::string> permissions;
};

// Thread-safe once made.
class RoleBook {
  public:
    explicit RoleBook(std::span<const api::Permission> permissions);

    // Ordinary roles exist everywhere; a platform role only in organisations of its kind.
    [[nodiscard]] static bool exists_in(OrganisationKind kind, api::Role role);
    [[nodiscard]] const std::vector<std::string>& permissions_of(api::Role role) const;  // sorted
    // What somebody in such an organisation can hold at all: what its built-in roles hold together. Sorted.
    [[nodiscard]] const std::vector<std::string>& grantable_in(OrganisationKind kind) const;
    // What these role codes hold together, sorted. Codes of roles that are unknown or do not exist in such an
    // organisation hold nothing, and nor do permissions that nobody there can hold.
    [[nodiscard]] std::vector<std::string> resolve(OrganisationKind kind, std::span<const std::string> codes,
                                                   std::span<const CustomRole> custom) const;
    [[nodiscard]] std::span<const api::Permission> declared() const { return declared_; }

  private:
    std::vector<api::Permission> declared_;
    std::map<api::Role, std::vector<std::string>> by_role_;
    std::map<OrganisationKind, std::vector<std::string>> by_kind_;
};

// Both sorted.
[[nodiscard]] bool includes_all(std::span<const std::string> whole, std::span<const std::string> part);
[[nodiscard]] std::vector<std::string> common(std::span<const std::string> a, std::span<const std::string> b);

}  // namespace dengyun::identity
