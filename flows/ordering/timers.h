#pragma once
// The default outcomes of waiting states: what happens when nobody says anything. Private to this flow.
#include "flows/ordering/ordering.h"

namespace dengyun::ordering {

void add_timers(api::Routes& routes);

}  // namespace dengyun::ordering
