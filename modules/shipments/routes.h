#pragma once
// The parts of this module's routes; api.h gathers them. Private to this module.
#include "kernel/api/route.h"
#include "modules/shipments/api.h"

namespace dengyun::shipments {

void add_shipment_routes(api::Routes& routes, const Consequences& then);
void add_receipt_routes(api::Routes& routes, const Consequences& then, const Undo& undo);
// What waits for people and what they are told.
void add_tasks(api::Routes& routes);

}  // namespace dengyun::shipments
