#pragma once
// The search over plans: constructions, then annealing over critical-chain moves and large-neighbourhood steps, in
// rounds of growing length that start from the best plan; threads search on their own and meet at the ends of rounds.
#include <functional>

#include "engines/scheduling/api.h"
#include "engines/scheduling/rich/plan.h"
#include "engines/scheduling/rich/score.h"

namespace dengyun::scheduling {

struct SearchResult {
    Decisions decisions;
    Totals totals;
    std::int64_t iterations = 0;  // of all threads
};

// Called with every improvement, from one thread at a time.
using SearchHandler = std::function<void(const Totals&)>;

// `start`: a plan to begin with instead of constructions; null: none. `enough`: no plan costs less (a lower bound of
// the first term, or of the weighted sum); reaching it ends the search. Repeatable with one thread and a limit of
// iterations.
[[nodiscard]] SearchResult search(const Instance& instance, const Limits& limits, const Decisions* start, Tick enough,
                                  const SearchHandler& on_progress);

}  // namespace dengyun::scheduling
