#pragma once
// Lower bounds of each criterion that hold for every feasible schedule of the problem, and of the objective made of
// them.
#include <functional>

#include "engines/scheduling/rich/instance.h"

namespace dengyun::scheduling {

struct Floor {
    Tick makespan = 0, tardiness = 0, setup = 0, cost = 0;  // nothing below 0 is known about stability
};

// makespan: longest chains of least durations (with calendars, transport and lags), Carlier's preemptive one-machine
// bound with heads, tails and least set-ups on every resource that operations cannot avoid, the most even load of all
// resources. tardiness: every order at its head; the places that the machines leave (floors.h), and the time-indexed
// Lagrangian bound of one machine where orders are single operations that cannot avoid it. setup: every family entered
// once. cost: the least of each operation. Budget: `iterations` of the Lagrangian bound, `stop` asked between them.
[[nodiscard]] Floor lower_bounds(const Instance& instance, int iterations, const std::function<bool()>& stop);

// Of the objective as it is reported: the weighted sum, or the first term.
[[nodiscard]] Tick objective_floor(const Objective& objective, const Floor& floor);

}  // namespace dengyun::scheduling
