#pragma once
// Declares what waits for people and what they are told about webhooks. Private to the module.
#include "kernel/api/route.h"

namespace dengyun::webhooks {

void declare_tasks_and_notices(api::Routes& routes);

}  // namespace dengyun::webhooks
