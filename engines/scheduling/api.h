#pragma once
// What every part of the scheduling engine is told before it searches: budgets, and the texts of its errors.
// The engine sees no clock: the caller hands in how much of the time budget has passed.
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "kernel/base/message.h"

namespace dengyun::scheduling {

// Seconds since the search was asked for; monotone; called from all search threads.
using Stopwatch = std::function<double()>;

// What ends a search, whichever comes first. A proven optimum always ends it.
struct Limits {
    Stopwatch stopwatch;            // required where `seconds` is given
    std::optional<double> seconds;  // wall time
    std::optional<std::int64_t>
        iterations;                      // steps of the search in each thread; with one thread the run is repeatable
    std::optional<std::int64_t> target;  // an objective that is good enough
    int threads = 1;                     // 1 … threads_max
    std::uint64_t seed = 1;
};

inline constexpr int threads_max = 64;
inline constexpr double seconds_max = 7 * 86'400.0;
inline constexpr std::int64_t iterations_max = 1'000'000'000'000;

[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::scheduling
