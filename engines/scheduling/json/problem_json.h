#pragma once
// The JSON format of rich problems and schedules; docs/scheduling-format.md describes it.
#include <string>
#include <string_view>

#include "engines/scheduling/model.h"

namespace dengyun::scheduling {

// The problem, validated. Errors: invalid "schedule.malformed_json"; invalid "schedule.invalid" with an issue per
// fault, each with its path in the document.
[[nodiscard]] Result<Problem> read_problem(std::string_view text);

// A schedule of the problem; it is complete and refers to what exists, no more: check/ says whether it is feasible.
[[nodiscard]] Result<Schedule> read_schedule(const Problem& problem, std::string_view text);
[[nodiscard]] std::string write_schedule(const Problem& problem, const Schedule& schedule);

}  // namespace dengyun::scheduling
