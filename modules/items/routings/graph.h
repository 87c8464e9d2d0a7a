#pragma once
// The precedence of a routing as a directed graph over operation numbers. Pure.
#include <span>
#include <vector>

#include "kernel/base/result.h"
#include "modules/items/routings/operation.h"

namespace dengyun::items {

// Every predecessor is there, named once, not the operation itself, and following them leads in no circle. Errors:
// invalid with issues on `predecessors` of the operation with `number`: unknown_operation, duplicate_member, circle
// (detail: the number). O(operations + edges).
[[nodiscard]] Result<> check_precedence(std::span<const Operation> operations, std::int64_t number);

// The operations so that each stands behind its predecessors; ties by number. The graph must pass the check above for
// every operation; what lies in a circle is left out.
[[nodiscard]] std::vector<Operation> in_order(std::span<const Operation> operations);

// The operations as the pieces pass them, in that order. A piece is at one place at a time: operations that the routing
// leaves side by side follow each other, by number, so that each has one successor at most. Where several lead to one,
// parts from different beginnings are put together. `predecessors` of what is returned say where the pieces come from.
[[nodiscard]] std::vector<Operation> passage(std::span<const Operation> operations);

// How many pieces must go into each operation (same order) so that `good` come out of the last ones: backwards through
// the yields, rounded up. Error: limit "number.overflow".
[[nodiscard]] Result<std::vector<std::int64_t>> pieces_in(std::span<const Operation> operations, std::int64_t good);

}  // namespace dengyun::items
