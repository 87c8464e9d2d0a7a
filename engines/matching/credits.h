#pragma once
// What credits take back of what was invoiced.
#include "engines/matching/match.h"

namespace dengyun::matching {

// Of each invoice line what is left of its quantity, of each credit what it could not take back. A credit takes back of
// the lines of its order line (or of its item, where it names no more), those before it the latest first, then those
// after it.
[[nodiscard]] std::vector<std::int64_t> net_of_credits(const Input& input);

}  // namespace dengyun::matching
