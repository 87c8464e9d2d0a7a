#pragma once
// ApiKey: lets a program act for an organisation, with some of the permissions of the member who made it, for a time.
// It ends when that member is suspended or removed, and never holds more than he does.
#include <optional>
#include <string>
#include <vector>

#include "kernel/meta/entity.h"

namespace dengyun::identity {

inline constexpr std::size_t api_keys_max = 100;  // of one organisation
inline constexpr Duration api_key_life_max{366LL * 24 * 3600 * 1000};

struct ApiKey : meta::Record<ApiKey> {
    std::string name;
    std::string prefix;    // to recognise a key by; dyk_<prefix>_<secret>
    std::string key_hash;  // SHA-256 of the whole key, hex
    std::vector<std::string> permissions;
    Instant expires_at{};
    std::optional<Instant> last_used_at;  // written at most once an hour
    Id<User> created_by{};
    static const meta::Entity description;
};

// The answer to its creation: the only time that the key is shown.
struct ApiKeySecret {
    Id<ApiKey> id{};
    std::string name;
    std::string prefix;
    std::vector<std::string> permissions;
    Instant expires_at{};
    std::string secret;
    static const meta::Entity description;
};

}  // namespace dengyun::identity
