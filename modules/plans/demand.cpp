#include "modules/plans/demand.h"

namespace dengyun::plans {

Result<> check_demand(const Demand& demand, Instant now) {
    std::vector<Issue> issues;
    if (demand.pieces < 1) issues.push_back({"pieces", "too_small", "1"});
    if (demand.pieces > pieces_max) issues.push_back({"pieces", "too_large", std::to_string(pieces_max)});
    if (demand.due <= now) issues.push_back({"due_at", "in_past"});
    if (demand.due > now + horizon_max) issues.push_back({"due_at", "too_late"});
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    if (demand.operations.empty()) return fail(ErrorKind::conflict, "routing.empty");
    if (demand.operations.size() > operations_max) return fail(ErrorKind::conflict, "plan.too_many_operations");
    std::set<std::int64_t> ends;
    for (const auto& one : demand.operations) ends.insert(one.number);
    for (const auto& one : demand.operations)
        for (const auto before : one.predecessors) ends.erase(before);
    if (ends.size() != 1) return fail(ErrorKind::conflict, "plan.several_ends");
    return {};
}

}  // namespace dengyun::plans
