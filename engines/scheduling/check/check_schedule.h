#pragma once
// The independent checker of rich schedules: it reads the problem as declared and shares no code with any solver.
// Simple and complete rather than fast: O(n log n) with the intervals of calendars walked one by one.
#include <string>
#include <vector>

#include "engines/scheduling/model.h"

namespace dengyun::scheduling {

enum class Fault {
    unknown,         // refers to what does not exist
    missing,         // an operation that must run does not
    repeated,        // or runs twice
    wrong_resource,  // not what the mode asks for
    duration,        // does not last as long as it must
    calendar,        // runs where something is closed, or over a break that it may not span, or beyond the horizon
    release,
    lag_min,
    lag_max,
    transport,
    machine,   // two operations at a time
    setup,     // too little time for it, or wrongly stated
    batch,     // family, size or span of a batch
    capacity,  // more units of a resource than there are
    trucks,
    frozen,
};

struct Breach {
    Fault fault;
    std::string place;  // "orders.3 lot 0 operation 2"
    std::string text;
};

struct CheckedTotals {
    Tick makespan = 0, tardiness = 0, setup = 0, cost = 0, stability = 0;
};

struct Check {
    std::vector<Breach> breaches;  // at most 1,000
    CheckedTotals totals;          // meaningful where there is no breach
    [[nodiscard]] bool feasible() const { return breaches.empty(); }
};

// REQUIRES: the problem is valid. The schedule may be anything.
[[nodiscard]] Check check_schedule(const Problem& problem, const Schedule& schedule);

[[nodiscard]] std::string_view name_of(Fault fault);

}  // namespace dengyun::scheduling
