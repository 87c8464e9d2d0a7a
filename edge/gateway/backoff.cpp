#include "edge/gateway/backoff.h"

#include <algorithm>

namespace dengyun::gateway {

std::chrono::milliseconds Backoff::next() {
    const auto base = next_;
    next_ = std::min(next_ * 2, longest_);
    return std::chrono::milliseconds(base.count() * std::uniform_int_distribution<std::int64_t>(80, 120)(chance_) /
                                     100);
}

}  // namespace dengyun::gateway
