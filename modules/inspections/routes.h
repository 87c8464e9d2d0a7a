#pragma once
// The parts of this module's routes; api.h gathers them. Private to this module.
#include "kernel/api/route.h"
#include "modules/inspections/api.h"

namespace dengyun::inspections {

void add_inspection_routes(api::Routes& routes, const Consequences& then);
void add_concession_routes(api::Routes& routes, const Consequences& then);
// Plans to look up, and the records of the switching rules.
void add_sampling_routes(api::Routes& routes);
// What waits for people and what they are told.
void add_tasks(api::Routes& routes);

}  // namespace dengyun::inspections
