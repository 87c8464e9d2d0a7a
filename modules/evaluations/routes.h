#pragma once
// The parts of this module's routes; api.h gathers them. Private to this module.
#include "kernel/api/route.h"
#include "modules/evaluations/service.h"

namespace dengyun::evaluations {

void add_formula_routes(api::Routes& routes);
void add_evaluation_routes(api::Routes& routes);
void add_appeal_routes(api::Routes& routes);
void add_exemption_routes(api::Routes& routes);
// What waits for people and what they are told.
void add_waiting(api::Routes& routes);

}  // namespace dengyun::evaluations
