#pragma once
// PasswordReset: a one-time token that sets a new password; mailed to the account's address, or handed over by an
// administrator of the home organisation. Only its SHA-256 is kept.
#include <optional>
#include <string>

#include "kernel/meta/entity.h"

namespace dengyun::identity {

struct PasswordReset : meta::Record<PasswordReset> {
    Id<User> user_id{};
    std::string token_hash;  // hex
    Instant expires_at{};
    std::optional<Instant> used_at;
    static const meta::Entity description;
};

// What an administrator hands over.
struct PasswordResetLink {
    std::string token;
    std::string link;
    Instant expires_at{};
    static const meta::Entity description;
};

}  // namespace dengyun::identity
