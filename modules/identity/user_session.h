#pragma once
// UserSession: a signed-in browser of one user in one organisation. Only the SHA-256 of its token is kept; the token
// against forged requests is derived from the token itself, so that the database holds neither.
#include <string>

#include "kernel/meta/entity.h"

namespace dengyun::identity {

struct UserSession : meta::Record<UserSession> {
    Id<User> user_id{};
    std::string token_hash;  // hex
    std::string user_agent;  // cut to 200 characters
    std::string address;
    Instant last_seen_at{};  // written at most once a minute
    Instant expires_at{};    // whatever happens; idle sessions end earlier
    static const meta::Entity description;
};

}  // namespace dengyun::identity
