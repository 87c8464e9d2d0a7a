#pragma once
// Evaluating: a supplier in a period, by what several modules have written down of him. The scope must read all.
#include "kernel/store/jobs.h"
#include "modules/evaluations/api.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::evaluating {

inline constexpr std::int64_t round_max = 200;  // suppliers of one round, those of whom most was bought

// What counts for the formula's criteria, the newest first. For the operator's formula of every buyer's records.
[[nodiscard]] Result<evaluations::Evidence> evidence_of(store::Reader& reader,
                                                        const evaluations::EvaluationFormula& formula,
                                                        Id<Organisation> supplier, const evaluations::Period& period);

// From whom something was ordered in the period, at most round_max.
[[nodiscard]] Result<std::vector<Id<Organisation>>> suppliers_of(store::Reader& reader, Id<Organisation> buyer,
                                                                 const evaluations::Period& period);

void add_routes(api::Routes& routes);

// The rounds of months by themselves; start_months makes the first one where none waits.
void add_jobs(store::JobRunner& runner);
[[nodiscard]] Result<> start_months(store::Store& store);

}  // namespace dengyun::evaluating
