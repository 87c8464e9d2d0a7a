#pragma once
// The parts of this module's routes; api.h gathers them. Private to this module.
#include "kernel/api/route.h"
#include "modules/escrow/api.h"

namespace dengyun::escrow {

void add_dispute_routes(api::Routes& routes);

}  // namespace dengyun::escrow
