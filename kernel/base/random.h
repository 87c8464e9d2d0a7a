#pragma once
// Randomness is injected, like the clock.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace dengyun {

class Random {
  public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;  // thread-safe
    // `bytes` random bytes in URL-safe base64 without padding: for tokens and secrets.
    [[nodiscard]] std::string token(std::size_t bytes);
};

// The operating system's cryptographic source.
class SystemRandom final : public Random {
  public:
    void fill(std::span<std::uint8_t> out) override;
};

}  // namespace dengyun
