#pragma once
// How much of everything an order needs: from its delivered quantity backwards through the yields.
#include <optional>

#include "engines/dispatch/model.h"

namespace dengyun::dispatch {

struct Needs {
    std::vector<std::int64_t> input_milli;   // of each operation, a multiple of its step
    std::vector<std::int64_t> output_milli;  // what must go on from it at least
    std::vector<Index> sequence;             // the operations, predecessors first
    Index last = none;                       // the one that is delivered
};

// None where the precedence runs in a circle, several operations have no successor, or a quantity is above
// Bounds::quantity_milli_max. A lot's good output is rounded down to thousandths, so an operation that may be split
// needs up to a thousandth for each lot more.
[[nodiscard]] std::optional<Needs> needs_of(const Order& order);

}  // namespace dengyun::dispatch
