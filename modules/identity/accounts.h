#pragma once
// The rows of accounts and memberships: found, made and changed within a unit. Private to the module.
#include <optional>
#include <vector>

#include "modules/identity/context.h"
#include "modules/identity/member.h"
#include "modules/identity/role_definition.h"

namespace dengyun::identity {

// The JSON text of a list of texts, as the store keeps it.
[[nodiscard]] std::vector<std::string> text_list(std::string_view json);

[[nodiscard]] Result<std::optional<Member>> find_member(store::Reader& reader, Id<Organisation> organisation,
                                                        Id<User> user);
[[nodiscard]] Result<std::vector<CustomRole>> custom_roles(store::Reader& reader, Id<Organisation> organisation);
[[nodiscard]] bool holds(const Member& member, api::Role role);

struct Membership {
    SessionMembership shown;
    bool active;  // of the membership and of the organisation
    std::string time_zone;
};
// In the order in which they were made, at most 100. Needs a system scope.
[[nodiscard]] Result<std::vector<Membership>> memberships_of(store::Reader& reader, Id<User> user);

// Every code must be a role that exists there. Error: invalid "request.invalid", issues on roles.<position>.
[[nodiscard]] Result<> check_roles_exist(store::Reader& reader, const Organisation& organisation,
                                         const std::vector<std::string>& codes);
// What is wrong with the texts of an account that its field limits do not tell.
[[nodiscard]] Result<> check_account(const User& user);

[[nodiscard]] Result<Member> insert_member(store::Unit& unit, const User& user, Id<Organisation> organisation,
                                           std::vector<std::string> roles);
// Writes the account, and name and contact into its memberships that the scope can write.
[[nodiscard]] Result<User> update_account(store::Unit& unit, User user, std::string_view event);
// A scope in which all of a user's rows can be written; the caller's own where that is enough, so that the event log
// names him.
[[nodiscard]] Result<Scope> account_scope(store::Store& store, const api::Call& call, Id<User> user);

// A new password, and what follows from it: sessions end (but `kept_session`), waits of the sign-in name are forgiven.
[[nodiscard]] Result<> write_password(store::Unit& unit, User user, std::string password_hash, std::string_view event,
                                      std::int64_t kept_session);

}  // namespace dengyun::identity
