#pragma once
// Draws that come out the same on every machine: only the engine of the standard library is used, whose sequence the
// standard fixes, and none of its distributions, whose results it does not.
#include <cstdint>
#include <random>
#include <span>

#include "kernel/base/assert.h"

namespace dengyun::demo {

class Draw {
  public:
    explicit Draw(std::uint64_t seed) : engine_(seed) {}

    // Evenly from lo to hi, both included. The bias of the remainder is below 2^-32 for the ranges drawn here.
    [[nodiscard]] std::int64_t between(std::int64_t lo, std::int64_t hi) {
        DENGYUN_ASSERT(lo <= hi);
        return lo + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(hi - lo + 1));
    }
    [[nodiscard]] bool chance(int percent) { return between(1, 100) <= percent; }
    template <class T>
    [[nodiscard]] const T& one_of(std::span<const T> choices) {
        return choices[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(choices.size()) - 1))];
    }
    // A place drawn in proportion to weights >= 0 whose sum is > 0.
    [[nodiscard]] std::size_t weighted(std::span<const int> weights) {
        std::int64_t sum = 0;
        for (const int weight : weights) sum += weight;
        auto left = between(1, sum);
        std::size_t at = 0;
        while ((left -= weights[at]) > 0) ++at;
        return at;
    }

  private:
    std::mt19937_64 engine_;
};

}  // namespace dengyun::demo
