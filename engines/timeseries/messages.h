#pragma once
// The texts of the engine's errors.
#include <span>

#include "kernel/base/message.h"

namespace dengyun::timeseries {

[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::timeseries
