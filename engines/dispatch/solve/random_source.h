#pragma once
// Random numbers of a search: fast, seeded, the same on every machine.
// Source: Vigna, splitmix64 (2015); the bounded draw is Lemire's multiplication (2019) without its correction.
#include <cstdint>

namespace dengyun::dispatch {

class RandomSource {
  public:
    explicit RandomSource(std::uint64_t seed) : state_(seed) {}
    [[nodiscard]] std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    // 0 … bound-1; bound > 0.
    [[nodiscard]] std::size_t below(std::size_t bound) {
        return static_cast<std::size_t>(((next() >> 32U) * static_cast<std::uint64_t>(bound)) >> 32U);
    }
    [[nodiscard]] double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }  // [0, 1)

  private:
    std::uint64_t state_;
};

}  // namespace dengyun::dispatch
