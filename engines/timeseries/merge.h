#pragma once
// Rows that arrived late, twice or in several blocks become one sequence: times rise, and of cells with equal times the
// one written last stays. A later row replaces the cells that it has and leaves the others; sequence and quality are
// those of the latest row.
#include <span>

#include "engines/timeseries/model.h"

namespace dengyun::timeseries {

// Puts `more` behind `rows`; columns that one of them lacks are absent there. Sequences and qualities: both have them
// or neither.
void append_rows(Rows& rows, const Rows& more);
// `rows` in the order of their arrival. O(n) where they rise already, else O(n log n).
[[nodiscard]] Rows in_order(Rows rows);
// Of sources that rise each, from the oldest written to the newest.
[[nodiscard]] Rows merge(std::vector<Rows> sources);
// The rows [from, to).
[[nodiscard]] Rows slice(const Rows& rows, std::size_t from, std::size_t to);
// Only those with from <= time < to.
[[nodiscard]] Rows between(Rows rows, Time from, Time to);

}  // namespace dengyun::timeseries
