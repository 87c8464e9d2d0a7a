#pragma once
// PrincipalCache: what authentication found out a moment ago, so that most requests cost no query. Bounded,
// thread-safe. A revocation bumps the generation; what was read before it is not kept after it.
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "kernel/api/principal.h"

namespace dengyun::identity {

class PrincipalCache {
  public:
    struct Entry {
        std::shared_ptr<const api::Principal> principal;
        Id<User> person{};     // of a session: its user; of a key: who made it
        Instant expires_at{};  // of the session or key itself
    };

    PrincipalCache(Duration life, std::size_t entries_max) : life_(life), entries_max_(entries_max) {}

    [[nodiscard]] std::shared_ptr<const api::Principal> find(const std::string& key, Instant now);
    // To be taken before the database is asked.
    [[nodiscard]] std::uint64_t generation() const;
    void put(const std::string& key, Entry entry, Instant now, std::uint64_t generation);

    void drop_user(Id<User> user);
    void drop_organisation(Id<Organisation> organisation);
    void drop_session(std::int64_t session_id);
    void drop_key(std::int64_t key_id);

  private:
    struct Kept {
        Entry entry;
        Instant until{};
    };
    void drop_if(const std::function<bool(const Entry&)>& goes);
    void make_room(Instant now);

    const Duration life_;
    const std::size_t entries_max_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Kept> entries_;
    std::uint64_t generation_ = 0;
};

}  // namespace dengyun::identity
