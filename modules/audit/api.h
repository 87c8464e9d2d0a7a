#pragma once
// The audit trail of an organisation: its event log as a list, as a CSV file, and the proof that nobody changed it.
#include <span>

#include "kernel/api/route.h"
#include "kernel/base/message.h"

namespace dengyun::audit {

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
void add_routes(api::Routes& routes);

}  // namespace dengyun::audit
