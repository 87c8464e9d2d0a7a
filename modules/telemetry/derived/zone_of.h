#pragma once
// The zone in which an organisation's people see times; never null.
#include <functional>
#include <memory>

#include "kernel/base/id.h"
#include "kernel/base/time_zone.h"

namespace dengyun::telemetry {

using ZoneOf = std::function<std::shared_ptr<const TimeZone>(Id<Organisation>)>;

}  // namespace dengyun::telemetry
