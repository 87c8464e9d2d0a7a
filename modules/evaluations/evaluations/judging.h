#pragma once
// Judgements onto an evaluation: of a draft, and on appeal. Private to this module.
#include "modules/evaluations/appeals/appeal.h"

namespace dengyun::evaluations {

// Each becomes the only input of its criterion. Issues: judgements.N.position (not_judged_here).
void take_judgements(Evaluation& evaluation, const std::vector<Judgement>& given, Instant now,
                     std::vector<Issue>& issues);

}  // namespace dengyun::evaluations
