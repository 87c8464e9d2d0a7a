#pragma once
// The durable jobs of the whole platform, for its administrators: what waits, what failed, run it again or give it up.
#include <span>

#include "kernel/api/route.h"

namespace dengyun::jobs {

[[nodiscard]] std::span<const api::Permission> permissions();
void add_routes(api::Routes& routes);

}  // namespace dengyun::jobs
