#pragma once
// From an event to the deliveries that it causes.
#include "kernel/store/events.h"

namespace dengyun::webhooks {

// Runs in the unit that moves the subscriber's cursor, so that every delivery is made exactly once. A webhook that has
// backlog_max deliveries waiting is suspended: its receiver has been gone for long, and the queue is bounded.
[[nodiscard]] Result<> fan_out(store::Unit& unit, const store::Event& event);

}  // namespace dengyun::webhooks
