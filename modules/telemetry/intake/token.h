#pragma once
// How a device proves itself by HTTP.
#include <string>

#include "kernel/api/call.h"

namespace dengyun::telemetry {

// "Authorization: Token T", "Bearer T" or "Basic …:T"; of InfluxDB 1 also ?p=T. Empty where there is none.
[[nodiscard]] std::string token_of(const api::Call& call);

}  // namespace dengyun::telemetry
