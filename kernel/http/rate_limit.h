#pragma once
// A token bucket per key: how often an API key or an address may ask. Thread-safe; the number of keys is bounded.
#include <array>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kernel/base/clock.h"

namespace dengyun::http {

class RateLimiter {
  public:
    // `per_second` tokens flow into each bucket of `burst` tokens; a `per_second` of 0 means no limit. When there are
    // more than `keys_max` keys the one unused for longest is forgotten, which at worst fills its bucket again.
    RateLimiter(double per_second, double burst, std::size_t keys_max, const Clock& clock);

    // Takes `cost` tokens for `key`; false, and nothing taken, where there are too few.
    [[nodiscard]] bool take(std::string_view key, double cost = 1);
    [[nodiscard]] std::size_t keys() const;

  private:
    struct Bucket {
        std::string key;
        double tokens;
        Instant filled;
    };
    // Many network threads ask at once, so the keys are spread over shards with a lock each.
    struct Shard {
        mutable std::mutex mutex;
        std::list<Bucket> by_use;  // the last used in front
        std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_key;
    };
    static constexpr std::size_t shard_count = 8;

    double per_second_;
    double burst_;
    std::size_t keys_per_shard_;
    const Clock& clock_;
    std::array<Shard, shard_count> shards_;
};

}  // namespace dengyun::http
