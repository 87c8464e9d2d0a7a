#pragma once
// Says what of a match is wrong, by sums over all pairs and without any code of the matcher. For tests, and for whoever
// wants to know.
#include <string>
#include <vector>

#include "engines/matching/match.h"

namespace dengyun::matching {

// Empty: nothing. Looks at: every allocation between things that belong together; no receipt laid over; every line that
// is clean lies fully, at the order's price, tax and date; every exception is true; and no line hungers while a receipt
// that it may lie on has something left. O(lines * receipts).
[[nodiscard]] std::vector<std::string> faults_of(const Input& input, const Match& match);

}  // namespace dengyun::matching
