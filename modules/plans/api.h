#pragma once
// Plans: from routings and the free capacity of all workshops to who makes what, when and for how much. The only header
// of this module that others include.
#include <span>

#include "kernel/base/message.h"
#include "modules/plans/planner.h"

namespace dengyun::plans {

[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::plans
