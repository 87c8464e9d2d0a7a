#pragma once
// How a parameter set reaches its machine. Private to parameters/.
#include "kernel/store/unit.h"
#include "modules/telemetry/parameters/parameter_set.h"

namespace dengyun::telemetry {

// As shared attributes of the device, which the teller (mqtt/teller.h) hands over, and, for what the configuration of
// its gateway lets be written, as commands, whose ids the set keeps. Errors: as before_parameter_move.
[[nodiscard]] Result<> send_parameters(store::Unit& unit, ParameterSet& set);

}  // namespace dengyun::telemetry
