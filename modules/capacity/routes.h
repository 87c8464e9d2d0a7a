#pragma once
// The routes of each folder; api.h gathers them. Private to this module.
#include "kernel/api/route.h"
#include "modules/capacity/api.h"

namespace dengyun::capacity {

void add_machine_routes(api::Routes& routes);
void add_calendar_routes(api::Routes& routes);
void add_slot_routes(api::Routes& routes);
void add_rate_routes(api::Routes& routes);
void add_search_routes(api::Routes& routes, Index& index);

}  // namespace dengyun::capacity
