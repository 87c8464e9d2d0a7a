#pragma once
// The parts of this module's routes; api.h gathers them. Private to this module.
#include "kernel/api/route.h"
#include "modules/listings/service.h"

namespace dengyun::listings {

void add_listing_routes(api::Routes& routes);
void add_match_routes(api::Routes& routes);
void add_negotiation_routes(api::Routes& routes);
// What waits for people and what they are told.
void add_waiting(api::Routes& routes);

}  // namespace dengyun::listings
