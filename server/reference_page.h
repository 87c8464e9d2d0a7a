#pragma once
// The browsable API reference at /api/reference: a page, a style sheet and a script that are part of the program and
// draw /api/openapi.json.
#include "kernel/api/route.h"

namespace dengyun::server {

void add_reference_routes(api::Routes& routes);

}  // namespace dengyun::server
