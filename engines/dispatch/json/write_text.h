#pragma once
// What the writers of problems and of plans share.
#include "engines/dispatch/json/dispatch_json.h"

namespace dengyun::dispatch {

[[nodiscard]] std::string quoted(const std::string& text);
void write_plan(std::string& out, const Problem& problem, const NamedPlan& named);

}  // namespace dengyun::dispatch
