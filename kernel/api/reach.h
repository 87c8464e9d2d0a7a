#pragma once
// Who may call a route, and what his call can see and write.
#include "kernel/api/route.h"

namespace dengyun::api {

// Errors: unauthenticated, forbidden.
[[nodiscard]] Result<> check_access(const Access& access, const Principal* principal);
// By the route's reach and who calls. Error: invalid where `organisation_id` is no id.
[[nodiscard]] Result<Scope> scope_for(const Route& route, const Call& call);

}  // namespace dengyun::api
