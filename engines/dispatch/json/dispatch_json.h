#pragma once
// The JSON format of dispatch problems and plans; docs/dispatch-format.md describes it.
#include <string>
#include <string_view>

#include "engines/dispatch/model.h"

namespace dengyun::dispatch {

// One way of doing an order, among those offered.
struct NamedPlan {
    std::vector<std::string> names;  // cheapest, fastest, safest; none for those between
    OrderPlan plan;
};

// The problem, validated. Errors: invalid "dispatch.malformed_json"; invalid "dispatch.invalid" with an issue per
// fault, each with its path in the document.
[[nodiscard]] Result<Problem> read_problem(std::string_view text);
[[nodiscard]] std::string write_problem(const Problem& problem);

// Plans of a problem's orders; they refer to what exists, no more: check/ says whether they hold.
[[nodiscard]] Result<std::vector<NamedPlan>> read_plans(const Problem& problem, std::string_view text);
[[nodiscard]] std::string write_plans(const Problem& problem, const std::vector<NamedPlan>& plans);

}  // namespace dengyun::dispatch
