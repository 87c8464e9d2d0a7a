#pragma once
// Pauses between tries at something that does not answer: doubled from try to try, never longer than the bound, a fifth
// up or down by chance, so that many gateways do not come back in one moment. One thread.
#include <chrono>
#include <random>

namespace dengyun::gateway {

class Backoff {
  public:
    Backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest)
        : first_(first), longest_(longest), next_(first), chance_(std::random_device{}()) {}
    [[nodiscard]] std::chrono::milliseconds next();
    void reset() { next_ = first_; }

  private:
    const std::chrono::milliseconds first_;
    const std::chrono::milliseconds longest_;
    std::chrono::milliseconds next_;
    std::minstd_rand chance_;
};

}  // namespace dengyun::gateway
