#pragma once
// Parts of the lower bounds (bounds.h): what one machine, or all of them together, must cost every schedule.
#include "engines/scheduling/rich/chains.h"

namespace dengyun::scheduling {

struct FloorTask {
    Tick head, work, tail;
};
// Jackson's preemptive schedule: always the ready task with the longest tail. Sorts the tasks. Source: Carlier 1982.
// O(n log n).
[[nodiscard]] Tick preemptive_bound(std::vector<FloorTask>& tasks);

// Set-up work: a family that must run is entered from another one at least once, and each of its other operations needs
// what any can follow with; the first operation of a machine that no family is set for needs nothing. 0 with frozen
// parts.
[[nodiscard]] Tick setup_floor(const Instance& in, const Chains& chains);
// Preemptive one-machine bounds in which every operation carries its least set-up, and all work and set-ups of a
// machine between the least head and the least tail. 0 with frozen parts or without set-ups.
[[nodiscard]] Tick makespan_floor_with_setups(const Instance& in, const Chains& chains);
// Weighted tardiness: by any time the machines cannot have finished more orders than by the shortest remaining work;
// these places are given to the orders in the order of their due dates, for each step of weight by itself. Least of all
// for each machine alone and for all machines together. 0 with frozen parts. O(machines * n log n * 64).
[[nodiscard]] Tick place_floor(const Instance& in, const Chains& chains);
// The least set-up before an operation of the family on the machine, over all that may run before it there.
[[nodiscard]] Tick least_setup(const Instance& in, Index machine, Index family);

}  // namespace dengyun::scheduling
