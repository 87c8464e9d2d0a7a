#pragma once
// The routes of each folder; api.h gathers them. Private to this module.
#include "kernel/api/route.h"
#include "modules/orders/api.h"

namespace dengyun::orders {

void add_order_routes(api::Routes& routes);
void add_option_routes(api::Routes& routes);
void add_task_routes(api::Routes& routes);
void add_report_routes(api::Routes& routes);
void add_counter_routes(api::Routes& routes);
// What waits for people and what they are told.
void add_waiting(api::Routes& routes);

}  // namespace dengyun::orders
