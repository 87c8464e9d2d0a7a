#pragma once
// The part of `dengyun solve schedule` that reads and writes the JSON format of rich problems.
#include <string>

#include "engines/scheduling/api.h"
#include "kernel/base/result.h"

namespace dengyun::server {

struct RichAnswer {
    std::string solution;  // the schedule, in JSON
    std::string summary;   // the last line on standard output
};

// Solves the problem; progress goes to standard error.
[[nodiscard]] Result<RichAnswer> solve_rich(const std::string& text, const scheduling::Limits& limits);

}  // namespace dengyun::server
