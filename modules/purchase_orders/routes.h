#pragma once
// The routes of each folder; api.h gathers them. Private to this module.
#include "kernel/api/route.h"
#include "modules/purchase_orders/api.h"

namespace dengyun::purchase_orders {

void add_order_routes(api::Routes& routes);
void add_line_routes(api::Routes& routes);
void add_response_routes(api::Routes& routes);
void add_version_routes(api::Routes& routes);
void add_blanket_routes(api::Routes& routes);
void add_forecast_routes(api::Routes& routes);
// What waits for people and what they are told.
void add_waiting(api::Routes& routes);

}  // namespace dengyun::purchase_orders
