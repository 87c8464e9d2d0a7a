#pragma once
// A walk that fails, made shorter: steps are left out in ever smaller pieces as long as it still fails in the same way
// (delta debugging, Zeller and Hildebrandt 2002). Each try is a walk on a database of its own.
#include <memory>

#include "test/walking/walk.h"

namespace dengyun::walking {

using MakeWalk = std::function<std::unique_ptr<Walk>()>;

// The commands of the shortest failing walk that was found in a bounded number of tries, and its steps.
[[nodiscard]] std::string shrunk(const MakeWalk& make, std::vector<int> steps, const std::string& what);

// DENGYUN_WALK_SEED, _STEPS, _SHRINK, _PRINT.
[[nodiscard]] std::int64_t setting(const char* name, std::int64_t otherwise);

// The whole of a walk's test: makes it, tells its fault (shortened where asked for), and in a walk of at least
// `steps_of_all_kinds` that every kind of command has succeeded.
void expect_to_hold(const MakeWalk& make, std::uint64_t seed, std::int64_t steps, std::int64_t steps_of_all_kinds,
                    std::span<const std::string_view> kinds);

}  // namespace dengyun::walking
