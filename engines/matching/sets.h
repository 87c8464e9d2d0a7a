#pragma once
// Which lines and receipts hang together. Private to this engine.
#include "engines/matching/match.h"

namespace dengyun::matching {

// The connected parts of the graph of allocations, by their first invoice line.
[[nodiscard]] std::vector<MatchedSet> sets_of(const Input& input, std::span<const Allocation> allocations);

}  // namespace dengyun::matching
