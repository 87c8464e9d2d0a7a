#pragma once
// The parts of this module's routes; api.h gathers them. Private to this module.
#include "kernel/api/route.h"
#include "modules/returns/api.h"

namespace dengyun::returns {

void add_return_routes(api::Routes& routes, const Consequences& then);
// What waits for people and what they are told.
void add_tasks(api::Routes& routes);

}  // namespace dengyun::returns
