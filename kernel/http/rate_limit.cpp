#include "kernel/http/rate_limit.h"

#include <algorithm>

#include "kernel/base/assert.h"

namespace dengyun::http {

RateLimiter::RateLimiter(double per_second, double burst, std::size_t keys_max, const Clock& clock)
    : per_second_(per_second),
      burst_(std::max(burst, 1.0)),
      keys_per_shard_(std::max<std::size_t>(keys_max / shard_count, 1)),
      clock_(clock) {
    DENGYUN_ASSERT(per_second >= 0);
}

bool RateLimiter::take(std::string_view key, double cost) {
    if (per_second_ == 0) return true;
    const auto now = clock_.now();
    auto& shard = shards_[std::hash<std::string_view>{}(key) % shard_count];
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.by_key.find(key);
    if (found == shard.by_key.end()) {
        if (shard.by_use.size() == keys_per_shard_) {
            shard.by_key.erase(shard.by_use.back().key);
            shard.by_use.pop_back();
        }
        shard.by_use.push_front({std::string(key), burst_, now});
        shard.by_key.emplace(shard.by_use.front().key, shard.by_use.begin());
    } else {
        shard.by_use.splice(shard.by_use.begin(), shard.by_use, found->second);
    }
    auto& bucket = shard.by_use.front();
    // A clock that was set back must not empty the bucket.
    const auto passed = std::max(now - bucket.filled, Duration(0));
    bucket.tokens = std::min(burst_, bucket.tokens + per_second_ * std::chrono::duration<double>(passed).count());
    bucket.filled = now;
    if (bucket.tokens < cost) return false;
    bucket.tokens -= cost;
    return true;
}

std::size_t RateLimiter::keys() const {
    std::size_t count = 0;
    for (const auto& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        count += shard.by_use.size();
    }
    return count;
}

}  // namespace dengyun::http
