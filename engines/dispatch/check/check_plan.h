#pragma once
// Whether plans hold, read from the declared problem alone: this shares no code with the search.
#include <span>
#include <string_view>

#include "engines/dispatch/model.h"

namespace dengyun::dispatch {

enum class Fault {
    unknown,  // refers to nothing
    missing,  // a quantity, a lot or a line of the price is not there
    repeated,
    capability,  // the machine cannot do this
    lot_size,    // minimum, step, number of lots, what the machine takes
    duration,
    calendar,    // begins or ends while closed
    release,     // before now, its release or its material
    capacity,    // two things on one machine
    precedence,  // used before it is there, sent before it is made
    transport,   // a wrong departure, time or price of a way
    quantity,    // more than there is
    price,
    finish,
    frozen,  // what has started was changed
    declined,
};
[[nodiscard]] std::string_view name_of(Fault fault);

struct Breach {
    Fault fault;
    std::string place, text;
};

// The plans apply together, beside the running plans of other orders. Empty where everything holds.
[[nodiscard]] std::vector<Breach> check_plans(const Problem& problem, std::span<const OrderPlan> plans);

}  // namespace dengyun::dispatch
