#pragma once
// What the dispatch engine is told before it searches, and the texts of its errors. The engine sees no clock: the
// caller hands in how much of the time budget has passed.
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "kernel/base/message.h"

namespace dengyun::dispatch {

// Seconds since the search was asked for; monotone.
using Stopwatch = std::function<double()>;

// What ends a search, whichever comes first. Without `seconds` a run is repeatable.
struct Limits {
    Stopwatch stopwatch;               // required where `seconds` is given
    std::optional<double> seconds;     // wall time
    std::int64_t iterations = 20'000;  // plans that the search may try for one order
    std::uint64_t seed = 1;
};

inline constexpr double seconds_max = 86'400.0;
inline constexpr std::int64_t iterations_max = 1'000'000'000;

[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::dispatch
