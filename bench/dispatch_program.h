#pragma once
// A small dispatch problem as an exact mixed-integer program, solved by CBC (Debian package coinor-cbc). It is that of
// docs/dispatch-format.md as engines/dispatch/check holds it: gaps between bookings, rate cards with minimum charges,
// minimum and maximum lots in whole steps, any flow between lots, ways with their time and price, the due date; and a
// lot runs on while more is on its way to it, as long as each shipment is there when it is used. What the program does
// not round is less than a fen or a millisecond for each lot.
#include <filesystem>
#include <string>

#include "engines/dispatch/model.h"

namespace dengyun::dispatch {

struct Exact {
    std::string state;  // the solver's word: Optimal, Infeasible, Stopped
    double objective = 0;
};

// Of the first order, in fen without its margin; its operations have at most two lots. Takes at most 60 s and leaves
// its files in `folder`. The state is "failed" where cbc is missing.
[[nodiscard]] Exact solve_exactly(const Problem& problem, const std::filesystem::path& folder);

}  // namespace dengyun::dispatch
