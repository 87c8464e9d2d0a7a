#pragma once
// The routes of each folder; api.h gathers them. Private to this module.
#include "kernel/api/route.h"
#include "modules/items/api.h"

namespace dengyun::items {

void add_item_routes(api::Routes& routes);
void add_revision_routes(api::Routes& routes);
void add_drawing_routes(api::Routes& routes);
void add_drawn_item_routes(api::Routes& routes);
void add_distribution_routes(api::Routes& routes);
void add_bom_routes(api::Routes& routes);
void add_routing_routes(api::Routes& routes);
// What waits for people and what they are told.
void add_tasks(api::Routes& routes);

}  // namespace dengyun::items
