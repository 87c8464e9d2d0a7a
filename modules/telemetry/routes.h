#pragma once
// The routes of each room; module.cpp gathers them. Private to this module.
#include "kernel/api/route.h"
#include "modules/telemetry/hub.h"

namespace dengyun::telemetry {

void add_alarm_routes(api::Routes& routes, Hub::Implementation& hub);
void add_command_routes(api::Routes& routes);
void add_device_routes(api::Routes& routes, Hub::Implementation& hub, Random& random);
void add_expression_routes(api::Routes& routes, Hub::Implementation& hub);
void add_firmware_routes(api::Routes& routes);
void add_gateway_routes(api::Routes& routes, Intake& intake);
void add_intake_routes(api::Routes& routes, Intake& intake);
void add_oee_routes(api::Routes& routes, Hub::Implementation& hub);
void add_parameter_routes(api::Routes& routes);
void add_poll_routes(api::Routes& routes, Hub::Implementation& hub);
void add_screen_routes(api::Routes& routes);
void add_share_routes(api::Routes& routes, Hub::Implementation& hub);
void add_query_routes(api::Routes& routes, Hub::Implementation& hub);

}  // namespace dengyun::telemetry
