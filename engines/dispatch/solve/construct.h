#pragma once
// First plans: each operation whole on one machine, the best sum of charges, ways and time.
#include "engines/dispatch/solve/evaluator.h"

namespace dengyun::dispatch {

// Label setting over the operations, predecessors first: the least cost of everything up to an operation on each of its
// candidates, exact where no operation has two followers and time is not short. `fen_per_hour` is what an hour of work,
// way or waiting is taken to cost; `starts` (may be empty) when each operation is about to begin, for the waiting.
// An operation that fits on no machine whole is divided evenly over as many lots as it takes.
[[nodiscard]] Draft construct(const Network& network, const OrderModel& model, double fen_per_hour,
                              const std::vector<Tick>& starts);

// The part of it that goes over the operations `open` only, the others as they are in the draft (their first lot).
void reconstruct(const Network& network, const OrderModel& model, double fen_per_hour, const std::vector<Tick>& starts,
                 const std::vector<Index>& open, Draft& draft);

}  // namespace dengyun::dispatch
