#pragma once
// First plans by list scheduling: of the operations whose predecessors are placed, the one that can start earliest,
// with a pull towards urgent ones, in the mode that ends first.
#include "engines/scheduling/rich/plan.h"
#include "engines/scheduling/shop/random_source.h"

namespace dengyun::scheduling {

struct Dispatch {
    double urgency = 0;      // how many units of time later an operation may start for each unit that it is more urgent
    double noise = 0;        // of the key, as a share of the mean duration
    double price = 0;        // units of time that one unit of cost of a mode is worth
    bool by_due = false;     // urgent is what has little slack to its due date; otherwise what has much work behind it
    bool by_weight = false;  // and slack is divided by the weight
};

// Fills the plan. O(n log n) trials of modes where queues before the machines are short.
void construct(Plan& plan, const Dispatch& dispatch, RandomSource& random);

// The least work from the start of each operation to the end of its order: the operation itself and what must follow.
[[nodiscard]] std::vector<Tick> least_tails(const Instance& instance);

}  // namespace dengyun::scheduling
